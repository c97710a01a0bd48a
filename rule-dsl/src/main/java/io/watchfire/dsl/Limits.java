package io.watchfire.dsl;

/**
 * Bounds on what is accepted as an expression; what lies beyond is an error that names the bound.
 *
 * <pre>{@code
 * RuleLanguage strict = RuleLanguage.withLimits(Limits.DEFAULT.withMaxLength(10_000).withMaxTerms(500));
 * }</pre>
 *
 * @param maxLength length of the text in UTF-16 units; beyond it {@code too-long}
 * @param maxDepth levels of brackets, calls, {@code not} and {@code -} inside each other; beyond it {@code too-deep}. Up to
 *     150, an analysis fits into a thread's stack of 512 kB
 * @param maxTerms names, literals and calls in one expression; beyond it {@code too-long}
 * @param maxPatternSize size of one pattern behind {@code matches}, in characters with repetitions written out
 *     ({@code (ab){50}} is about 100); beyond it {@code bad-regex}
 */
public record Limits(int maxLength, int maxDepth, int maxTerms, int maxPatternSize) {
    public static final Limits DEFAULT = new Limits(1_000_000, 150, 200_000, 100_000);

    /**
     * @throws IllegalArgumentException if a bound is less than 1
     */
    public Limits {
        if (maxLength < 1 || maxDepth < 1 || maxTerms < 1 || maxPatternSize < 1) {
            throw new IllegalArgumentException("bounds are 1 at the least: " + maxLength + ", " + maxDepth + ", "
                    + maxTerms + ", " + maxPatternSize);
        }
    }

    public Limits withMaxLength(int length) {
        return new Limits(length, maxDepth, maxTerms, maxPatternSize);
    }

    public Limits withMaxDepth(int depth) {
        return new Limits(maxLength, depth, maxTerms, maxPatternSize);
    }

    public Limits withMaxTerms(int terms) {
        return new Limits(maxLength, maxDepth, terms, maxPatternSize);
    }

    public Limits withMaxPatternSize(int size) {
        return new Limits(maxLength, maxDepth, maxTerms, size);
    }
}
