package io.watchfire.evaluator.json;

import com.fasterxml.jackson.core.io.NumberOutput;

/** Numbers as text. */
public final class Numbers {
    private Numbers() {}

    /**
     * The fewest digits that read back as the same double, in the form of {@link Double#toString(double)}: {@code 2310.0},
     * {@code 2.0E-3}. Unlike that method it gives the same digits on every JDK; before 19 they were not always the
     * shortest.
     *
     * @see <a href="https://bugs.openjdk.org/browse/JDK-4511638">JDK-4511638</a>, and R. Giulietti, "The Schubfach way to
     *     render doubles", 2020
     */
    public static String shortest(double value) {
        return NumberOutput.toString(value, true);
    }
}
