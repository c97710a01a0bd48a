package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.event.Labels;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of alerts for people: rule, a hash of the labels, the time at which the alert left inactive. */
final class AlertId {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AlertId() {}

    /**
     * The id of an alert.
     *
     * @param time when it left inactive, in epoch milliseconds
     * @param count 1 for the first alert of that rule, with these labels, at that instant
     */
    static String of(String rule, Labels labels, long time, int count) {
        StringBuilder id = new StringBuilder(rule.length() + 32)
                .append(rule)
                .append('-')
                .append(String.format(Locale.ROOT, "%08x", labels.stableHash()))
                .append('-');
        SECONDS.formatTo(Instant.ofEpochMilli(time), id);
        long millis = Math.floorMod(time, 1000L);
        if (millis != 0) {
            id.append('.').append(String.format(Locale.ROOT, "%03d", millis));
        }
        id.append('Z');
        return count == 1 ? id.toString() : id.append('-').append(count).toString();
    }
}
