package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Rule;
import java.time.Instant;

/** Changes of alerts that the engine did not say itself. */
final class Changes {
    private Changes() {}

    /** The end of an alert after its last known change. */
    static Transition over(Transition last, long now, Reason reason) {
        Instant end = Instant.ofEpochMilli(now);
        return new Transition(
                end,
                last.rule(),
                last.labels(),
                AlertState.FIRING,
                AlertState.RESOLVED,
                last.level(),
                last.value(),
                last.threshold(),
                reason,
                end,
                last.firingSince(),
                last.alert(),
                last.sequence(),
                last.variables());
    }

    /** The same change under the rule as it is now. */
    static Transition withRule(Transition last, Labels own, Rule rule) {
        return new Transition(
                last.time(),
                rule,
                own.with(rule.labels()),
                last.from(),
                last.to(),
                last.level(),
                last.value(),
                last.threshold(),
                last.reason(),
                last.since(),
                last.firingSince(),
                last.alert(),
                last.sequence(),
                last.variables());
    }
}
