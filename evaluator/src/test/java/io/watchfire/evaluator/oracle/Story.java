package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rules, and what happens: all that the engine and the oracle are told.
 *
 * @param maxSeries how many series there is room for
 */
record Story(List<OracleRule> rules, List<Step> steps, int maxSeries) {
    static final int NO_BOUND = EngineOptions.DEFAULT.maxSeries();

    Story withRules(List<OracleRule> others) {
        return new Story(others, steps, maxSeries);
    }

    Story withSteps(List<Step> others) {
        return new Story(rules, others, maxSeries);
    }

    Story withMaxSeries(int series) {
        return new Story(rules, steps, series);
    }

    RuleSet ruleSet() {
        return RuleCompiler.compile(rules.stream().map(OracleRule::definition).toList())
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "rules\n  " + rules.stream().map(OracleRule::toString).collect(Collectors.joining("\n  "))
                + "\nsteps\n  " + steps.stream().map(Step::toString).collect(Collectors.joining("\n  "))
                + (maxSeries == NO_BOUND ? "" : "\nroom for " + maxSeries + " series");
    }
}
