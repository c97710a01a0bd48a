package io.watchfire.evaluator.rule;

/**
 * How many matches it takes.
 *
 * @param count at least 1
 * @param withinMillis the matches must lie in a left-open stretch of this many milliseconds; 0: they must be consecutive
 */
public record Occurrences(int count, long withinMillis) {
    public static final Occurrences ONCE = new Occurrences(1, 0);
}
