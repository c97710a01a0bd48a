package io.watchfire.dsl;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of an expression's text.
 *
 * @param start offset of the first character, in UTF-16 units from 0
 * @param end offset behind the last character; equal to {@code start} for the end of the text
 */
public record Span(int start, int end) {
    private static final int NEAR = 128;
    private static final int SHORT = 128;
    private static final @Nullable Span[] KNOWN = new @Nullable Span[NEAR * SHORT];

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: " + start + ".." + end);
        }
    }

    /** A span; equal ones near the beginning of a text are one object, as many are kept with each rule. */
    public static Span of(int start, int end) {
        int length = end - start;
        if (start < 0 || start >= NEAR || length < 0 || length >= SHORT) {
            return new Span(start, end);
        }
        // Two threads may both make one: they are equal, and immutable.
        Span known = KNOWN[start * SHORT + length];
        if (known == null) {
            known = new Span(start, end);
            KNOWN[start * SHORT + length] = known;
        }
        return known;
    }
}
