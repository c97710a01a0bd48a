package io.watchfire.evaluator.event;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** The times that events may have: epoch milliseconds in the years 1 to 9999. */
public final class EventTime {
    private static final long FIRST = -62_135_596_800_000L;
    private static final long LAST = 253_402_300_799_999L;

    private EventTime() {}

    /** Whether events may have that time, in epoch milliseconds. */
    public static boolean isPossible(long millis) {
        return millis >= FIRST && millis <= LAST;
    }

    /** @throws IllegalArgumentException whose message ends a sentence that begins with the time */
    static long ofMillis(double number) {
        if (number != Math.rint(number)) {
            throw new IllegalArgumentException("is not a whole number; it is in milliseconds since 1970");
        }
        if (!isPossible((long) number)) {
            throw new IllegalArgumentException("is outside the years 1 to 9999; it is in milliseconds since 1970");
        }
        return (long) number;
    }

    /** @throws IllegalArgumentException whose message ends a sentence that begins with the time */
    static long ofText(String text) {
        OffsetDateTime time;
        try {
            time = OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "is not an instant; it is written as 2026-01-31T09:00:00+09:00 or as a number of milliseconds", e);
        }
        return ofMillis(time.toInstant().toEpochMilli());
    }
}
