package io.watchfire.evaluator;

import io.watchfire.evaluator.rule.RuleSet;

/** Engines that show every event to every rule: what the index is measured by. */
public final class Unindexed {
    private Unindexed() {}

    public static AlertEngine engine(RuleSet rules, EngineOptions options) {
        return AlertEngine.withoutIndex(rules, options);
    }

    public static AlertEngine restore(byte[] snapshot, RuleSet rules, EngineOptions options) {
        return AlertEngine.restore(snapshot, rules, options, false).engine();
    }
}
