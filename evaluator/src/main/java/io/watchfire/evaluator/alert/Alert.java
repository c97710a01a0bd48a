package io.watchfire.evaluator.alert;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live alert: pending, firing or recovering. A picture of the moment; it does not change.
 *
 * @param labels the alert's identity and the rule's own labels
 * @param since when its state began
 * @param firingSince when it began to fire; null while pending
 * @param value what was compared last when the condition held; null if nothing was
 * @param id the alert's id, as on transition lines
 * @param sequence number of its last transition
 * @param why what made the state: the condition of its level as it was written; of a recovering alert what recovery asks;
 *     {@code no data for 5m} of one that fires because nothing is known
 * @param unknown why the latest event of the alert could not be judged: a name that it lacks or that holds another kind of
 *     value than needed, or {@code division by zero}; null if it could
 */
public record Alert(
        Rule rule,
        Labels labels,
        AlertState state,
        Level level,
        Instant since,
        @Nullable Instant firingSince,
        @Nullable Double value,
        String id,
        long sequence,
        String why,
        @Nullable String unknown) {}
