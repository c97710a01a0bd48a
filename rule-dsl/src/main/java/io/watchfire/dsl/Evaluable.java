package io.watchfire.dsl;

import org.jspecify.annotations.Nullable;

/**
 * An expression bound to slots: what is run on each event. Immutable, thread-safe, does not allocate for conditions on
 * numbers and tags, never throws.
 */
public interface Evaluable {
    /** The verdict of a boolean expression; {@link Truth#UNKNOWN} for an expression of another type. */
    Truth test(Slots event);

    /** The value of a numeric expression in its own unit; NaN if it is unknown or not a number. */
    double number(Slots event);

    /** The value of a text expression; null if it is unknown or not a text. */
    @Nullable
    String text(Slots event);
}
