package io.watchfire.evaluator.alert;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert that was live when a snapshot was taken, and with which no rule goes on: its rule is gone, disabled, or concerns other
 * alerts now. Whoever was told of it is to be told that it is over.
 *
 * @param rule id of the rule
 * @param labels the alert's identity and the rule's own labels
 * @param id the alert's id, as on transition lines
 * @param sequence number of its last transition
 */
public record LostAlert(String rule, Labels labels, AlertState state, Instant since, String id, long sequence) {
    /** Stands for an alert that is to be read. */
    public static LostAlert nothing(String rule) {
        return new LostAlert(rule, Labels.NONE, AlertState.FIRING, Instant.EPOCH, "", 0);
    }

    public static LostAlert of(Alert alert) {
        return new LostAlert(
                alert.rule().id(), alert.labels(), alert.state(), alert.since(), alert.id(), alert.sequence());
    }

    /** Tells a snapshot the live alerts of a rule, or learns them from there. */
    public static List<LostAlert> exchange(String rule, List<Alert> live, SnapshotStream snapshot) {
        int count = snapshot.number(live.size());
        List<LostAlert> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(exchange(snapshot.isReading() ? nothing(rule) : of(live.get(i)), snapshot));
        }
        return result;
    }

    /** Tells a snapshot one alert but for its rule, or learns it from there. */
    public static LostAlert exchange(LostAlert alert, SnapshotStream snapshot) {
        return new LostAlert(
                alert.rule,
                snapshot.labels(alert.labels),
                snapshot.choice(alert.state, AlertState.values()),
                Instant.ofEpochMilli(snapshot.time(alert.since.toEpochMilli())),
                snapshot.text(alert.id),
                snapshot.number(alert.sequence));
    }
}
