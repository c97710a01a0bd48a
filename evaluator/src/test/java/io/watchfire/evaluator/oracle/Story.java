package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.List;
import java.util.stream.Collectors;

/** Rules, and what happens: all that the engine and the oracle are told. */
record Story(List<OracleRule> rules, List<Step> steps) {
    RuleSet ruleSet() {
        return RuleCompiler.compile(rules.stream().map(OracleRule::definition).toList())
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "rules\n  " + rules.stream().map(OracleRule::toString).collect(Collectors.joining("\n  "))
                + "\nsteps\n  " + steps.stream().map(Step::toString).collect(Collectors.joining("\n  "));
    }
}
