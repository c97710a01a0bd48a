package io.watchfire.dsl;

import org.jspecify.annotations.Nullable;

/**
 * One event as an {@link Evaluable} reads it: by slot number, without boxing and without a map look-up.
 *
 * <p>A slot holds a number, a text, a boolean or nothing; the two methods that do not fit what it holds answer
 * "unknown". Aggregates over time are read from slots too, like fields.
 */
public interface Slots {
    /** The number in the slot, or NaN if there is none. */
    double number(int slot);

    /** The text in the slot, or null if there is none. */
    @Nullable
    String text(int slot);

    /** The boolean in the slot, or {@link Truth#UNKNOWN} if there is none. */
    Truth truth(int slot);
}
