package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.event.Labels;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Names of alerts for people: rule, a hash of the labels, the time at which the alert left inactive. */
final class AlertId {
    private AlertId() {}

    /**
     * The id of an alert.
     *
     * @param time when it left inactive, in epoch milliseconds
     * @param count 1 for the first alert of that rule, with these labels, at that instant
     */
    static String of(String rule, Labels labels, long time, int count) {
        StringBuilder id = new StringBuilder(rule.length() + 32).append(rule).append('-');
        String hash = Integer.toHexString(labels.stableHash());
        id.append("0".repeat(8 - hash.length())).append(hash).append('-');
        // A million alerts may begin at one instant, and a formatter takes longer than all the rest of them.
        LocalDateTime second = LocalDateTime.ofEpochSecond(Math.floorDiv(time, 1000L), 0, ZoneOffset.UTC);
        append(id, second.getYear(), 4);
        append(id, second.getMonthValue(), 2);
        append(id, second.getDayOfMonth(), 2);
        id.append('T');
        append(id, second.getHour(), 2);
        append(id, second.getMinute(), 2);
        append(id, second.getSecond(), 2);
        int millis = (int) Math.floorMod(time, 1000L);
        if (millis != 0) {
            append(id.append('.'), millis, 3);
        }
        id.append('Z');
        return count == 1 ? id.toString() : id.append('-').append(count).toString();
    }

    private static void append(StringBuilder id, int number, int digits) {
        String text = Integer.toString(number);
        id.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }
}
