package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.snapshot.SnapshotReader;
import io.watchfire.evaluator.snapshot.SnapshotWriter;
import io.watchfire.evaluator.snapshot.StateRow;
import java.util.Collection;
import java.util.List;

/**
 * One live alert as a store keeps it. What it holds after these stands in the reader yet.
 *
 * @param identity its labels but for those of the rule
 * @param at the engine's time when it was stored
 */
public record AlertRow(LostAlert alert, Labels identity, long at, SnapshotReader rest) {
    /** The key of the row: as many characters before each text as it has. */
    static String key(String rule, Labels identity) {
        StringBuilder key = new StringBuilder();
        put(rule, key);
        identity.forEach((name, value) -> {
            put(name, key);
            put(value, key);
        });
        return key.toString();
    }

    private static void put(String text, StringBuilder key) {
        key.append(text.length()).append(':').append(text);
    }

    /** What stands before the state of an alert. */
    static SnapshotWriter begin(LostAlert alert, Labels identity, long now) {
        SnapshotWriter state = new SnapshotWriter(now);
        state.text(alert.rule());
        LostAlert.exchange(alert, state);
        state.labels(identity);
        state.time(now);
        return state;
    }

    /** @throws io.watchfire.evaluator.snapshot.SnapshotException if the row is damaged or of a newer version */
    public static AlertRow of(byte[] value) {
        SnapshotReader state = new SnapshotReader(value);
        String rule = state.text("");
        LostAlert alert = LostAlert.exchange(LostAlert.nothing(rule), state);
        return new AlertRow(alert, state.labels(Labels.NONE), state.time(0), state);
    }

    /** That an alert is over. */
    public static StateRow gone(String rule, Labels identity) {
        return new StateRow(StateRow.Of.ALERT, key(rule, identity), null);
    }

    /** The alerts among rows. */
    public static List<AlertRow> in(Collection<StateRow> rows) {
        return rows.stream()
                .filter(row -> row.of() == StateRow.Of.ALERT && row.value() != null)
                .map(row -> of(row.value()))
                .toList();
    }
}
