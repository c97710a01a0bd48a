package io.watchfire.evaluator.alert;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of one alert: what the engine puts out. Immutable.
 *
 * @param time when, by event time
 * @param rule the rule as it stood then
 * @param labels the alert's identity and the rule's own labels
 * @param level how bad it is; at the end of an alert, how bad it was
 * @param value left side of the first numeric comparison of the level that holds; null if there is none or it is unknown
 * @param threshold right side of that comparison; null if there is none or it is unknown
 * @param since when the state {@code to} began; for a change of level, when firing began
 * @param firingSince when the alert began to fire; null while it never has
 * @param alert id of the alert: rule, labels and the time at which it left inactive
 * @param sequence 1 for the first transition of the alert, and one more each time
 * @param variables what a message may name: tags and fields of the last event that did anything for the alert; texts,
 *     Doubles and Booleans
 */
public record Transition(
        Instant time,
        Rule rule,
        Labels labels,
        AlertState from,
        AlertState to,
        Level level,
        @Nullable Double value,
        @Nullable Double threshold,
        Reason reason,
        Instant since,
        @Nullable Instant firingSince,
        String alert,
        long sequence,
        Map<String, Object> variables) {}
