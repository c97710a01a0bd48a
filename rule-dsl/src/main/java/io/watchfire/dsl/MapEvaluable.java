package io.watchfire.dsl;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression that reads events given as maps from name to value: what is run on each event where there are no {@link Slots}.
 *
 * <p>Numbers are {@link Number}s of any kind, texts {@code String}s, booleans {@code Boolean}s. Whatever else a map holds is unknown, and
 * so are aggregates over time: one map has no past. Immutable, thread-safe, does not allocate for conditions on numbers and texts.
 */
public interface MapEvaluable {
    /** The verdict of a boolean expression; {@link Truth#UNKNOWN} for an expression of another type. */
    Truth test(Map<String, ?> event);

    /** The value of a numeric expression in its own unit; NaN if it is unknown or not a number. */
    double number(Map<String, ?> event);

    /** The value of a text expression; null if it is unknown or not a text. */
    @Nullable
    String text(Map<String, ?> event);
}
