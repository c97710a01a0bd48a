package io.watchfire.dsl;

/**
 * Bounds on what is accepted as an expression; what lies beyond is an error that names the bound.
 *
 * @param maxLength length of the text in UTF-16 units; beyond it {@code too-long}
 * @param maxDepth levels of brackets, calls, {@code not} and {@code -} inside each other; beyond it {@code too-deep}. The default
 *     fits into a thread's stack of 512 kB
 */
public record Limits(int maxLength, int maxDepth) {
    public static final Limits DEFAULT = new Limits(1_000_000, 150);
}
