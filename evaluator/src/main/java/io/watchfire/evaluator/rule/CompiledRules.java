package io.watchfire.evaluator.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@link RuleCompiler} made of definitions.
 *
 * @param rules present if and only if no problem is an error
 * @param problems errors and warnings, in order of the definitions
 */
public record CompiledRules(Optional<RuleSet> rules, List<RuleProblem> problems) {
    public CompiledRules {
        problems = List.copyOf(problems);
    }

    /**
     * The rules.
     *
     * @throws IllegalArgumentException if there are errors; the message lists all problems
     */
    public RuleSet orElseThrow() {
        return rules.orElseThrow(() -> new IllegalArgumentException(
                problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n"))));
    }
}
