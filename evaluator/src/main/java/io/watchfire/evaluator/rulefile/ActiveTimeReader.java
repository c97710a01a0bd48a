package io.watchfire.evaluator.rulefile;

import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.ActiveTime;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code {"zone": "Asia/Seoul", "weekdays": ["mon-fri"], "times": ["09:00-18:00"]}}. Missing weekdays are all,
 * missing times the whole day, the zone is UTC unless it is given.
 */
public final class ActiveTimeReader {
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern TIMES =
            Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|24:00)");
    private static final int DAY_MINUTES = 24 * 60;

    private final ObjectReader reader;
    private final Problems problems;

    public ActiveTimeReader(JsonObject object, Problems problems) {
        this.reader = new ObjectReader(object, "an active time", List.of("zone", "weekdays", "times"), problems);
        this.problems = problems;
    }

    /** What could be read; what could not is among the problems. */
    public ActiveTime read() {
        return new ActiveTime(zone(), weekdays(), times());
    }

    private ZoneId zone() {
        JsonText text = reader.text("zone");
        if (text == null) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(text.value());
        } catch (DateTimeException e) {
            problems.error(
                    text,
                    "unknown-zone",
                    "\"" + text.value() + "\" is not a time zone",
                    "zones are written as Asia/Seoul, UTC or +09:00");
            return ZoneOffset.UTC;
        }
    }

    private Set<DayOfWeek> weekdays() {
        List<JsonText> texts = reader.texts("weekdays");
        if (texts == null) {
            return Collections.unmodifiableSet(EnumSet.allOf(DayOfWeek.class));
        }
        if (texts.isEmpty()) {
            none("weekdays", "all days");
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (JsonText text : texts) {
            int dash = text.value().indexOf('-');
            int first = DAYS.indexOf(dash < 0 ? text.value() : text.value().substring(0, dash));
            int last = DAYS.indexOf(text.value().substring(dash + 1));
            if (first < 0 || last < 0) {
                problems.error(
                        text,
                        "bad-value",
                        "\"" + text.value() + "\" is neither a weekday nor a range of them",
                        "weekdays are mon tue wed thu fri sat sun; ranges are mon-fri, and fri-mon over the week's end");
                continue;
            }
            int length = (last - first + 7) % 7;
            for (int i = 0; i <= length; i++) {
                days.add(DayOfWeek.MONDAY.plus(first + i));
            }
        }
        return Collections.unmodifiableSet(days);
    }

    private List<ActiveTime.TimeRange> times() {
        List<JsonText> texts = reader.texts("times");
        if (texts == null) {
            return List.of(new ActiveTime.TimeRange(0, DAY_MINUTES));
        }
        if (texts.isEmpty()) {
            none("times", "the whole day");
        }
        List<ActiveTime.TimeRange> ranges = new ArrayList<>();
        for (JsonText text : texts) {
            Matcher match = TIMES.matcher(text.value());
            if (!match.matches()) {
                problems.error(
                        text,
                        "bad-value",
                        "\"" + text.value() + "\" is not a stretch of the day",
                        "times are written as 09:00-18:00, or 22:00-06:00 over midnight; 24:00 is the end of the day");
                continue;
            }
            int start = Integer.parseInt(match.group(1)) * 60 + Integer.parseInt(match.group(2));
            int end = match.group(3) == null
                    ? DAY_MINUTES
                    : Integer.parseInt(match.group(3)) * 60 + Integer.parseInt(match.group(4));
            if (start == end) {
                problems.error(
                        text,
                        "bad-value",
                        "this stretch of the day is empty",
                        "the whole day is written as 00:00-24:00");
                continue;
            }
            ranges.add(new ActiveTime.TimeRange(start, end));
        }
        return List.copyOf(ranges);
    }

    private void none(String key, String all) {
        problems.errorAtKey(
                reader.object(), key, "bad-value", "\"" + key + "\" is empty", "leave the key out for " + all);
    }
}
