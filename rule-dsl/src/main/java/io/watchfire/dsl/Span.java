package io.watchfire.dsl;

/**
 * A stretch of an expression's text.
 *
 * @param start offset of the first character, in UTF-16 units from 0
 * @param end offset behind the last character; equal to {@code start} for the end of the text
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no span: " + start + ".." + end);
        }
    }
}
