package io.watchfire.dsl;

import java.util.OptionalLong;

/** Durations as the language and the files write them: {@code 500ms}, {@code 90s}, {@code 1h30m}, {@code 7d}. */
public final class DurationText {
    private DurationText() {}

    /** The length in milliseconds, or empty if the text is not a duration. */
    public static OptionalLong parseMillis(String text) {
        throw new IllegalStateException("stub " + text);
    }

    /** The shortest text of that length, largest unit first: {@code 1h30m}; {@code 0s} for zero. */
    public static String format(long millis) {
        throw new IllegalStateException("stub " + millis);
    }
}
