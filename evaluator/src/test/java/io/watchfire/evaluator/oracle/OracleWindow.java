package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.event.Event;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A window twice: as text for the engine, and as what the oracle reads. Its result stands under its text among the fields
 * of the event that is judged.
 *
 * @param function as it is written, but for {@code quantile}, which is written with {@code q}
 * @param q which quantile; nothing to other functions
 * @param argument the value of an event; null where it is unknown. Of a condition, true or null
 * @param where null: every event
 * @param by null: the group of the alert
 */
record OracleWindow(
        String text,
        String function,
        double q,
        Function<Event, @Nullable Object> argument,
        @Nullable Condition where,
        long over,
        long offset,
        @Nullable List<String> by) {

    /** Whether it begins with the last sample before it. */
    boolean hasBase() {
        return List.of("increase", "rate", "delta", "changes").contains(function);
    }

    @Override
    public String toString() {
        return text;
    }
}
