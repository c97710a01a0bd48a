package io.watchfire.scenarios.file;

import io.watchfire.evaluator.json.JsonNumber;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads points of time. */
final class Times {
    /** A hundred years: far more than a scenario needs, and little enough for sums to stay within a long. */
    static final long LONGEST_MILLIS = 36_525L * 24 * 60 * 60_000;

    private static final long LATEST = 253_402_300_799_999L;

    private Times() {}

    /** An offset from the start in milliseconds; null if there is none, or if it is none. */
    static @Nullable Long offset(ObjectReader reader, String key, Problems problems) {
        Long millis = reader.duration(key, 0);
        JsonValue value = reader.object().get(key);
        if (millis != null && value != null && millis > LONGEST_MILLIS) {
            problems.error(value, "bad-value", "a scenario lasts a hundred years at the most", null);
            return null;
        }
        return millis;
    }

    /** An instant: ISO-8601 with offset, or a number of epoch milliseconds. */
    static @Nullable Instant instant(ObjectReader reader, String key, Problems problems) {
        JsonValue value = reader.object().get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonNumber number
                && number.value() == Math.rint(number.value())
                && Math.abs(number.value()) <= LATEST) {
            return Instant.ofEpochMilli((long) number.value());
        }
        if (value instanceof JsonText text) {
            try {
                return OffsetDateTime.parse(text.value()).toInstant();
            } catch (DateTimeException e) {
                // Told below.
            }
        }
        problems.error(
                value,
                "bad-instant",
                "this is not an instant",
                "instants are written as 2026-01-31T09:00:00+09:00 or as a number of milliseconds since 1970");
        return null;
    }
}
