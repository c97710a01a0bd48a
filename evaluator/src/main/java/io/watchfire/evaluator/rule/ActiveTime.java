package io.watchfire.evaluator.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When something applies: on these weekdays, between these times of day, on the wall clocks of a zone.
 *
 * @param weekdays the days on which a range may begin
 * @param times ranges of the day; one whose end is not after its start goes on over midnight and belongs to the day on
 *     which it begins
 */
public record ActiveTime(ZoneId zone, Set<DayOfWeek> weekdays, List<TimeRange> times) {
    /**
     * A stretch of the day.
     *
     * @param startMinute first minute of the day that is in
     * @param endMinute first minute that is out; 1440 for the end of the day
     */
    public record TimeRange(int startMinute, int endMinute) {}

    public boolean contains(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        DayOfWeek today = local.getDayOfWeek();
        for (TimeRange range : times) {
            boolean overMidnight = range.endMinute <= range.startMinute;
            if (minute >= range.startMinute && (overMidnight || minute < range.endMinute) && weekdays.contains(today)) {
                return true;
            }
            if (overMidnight && minute < range.endMinute && weekdays.contains(today.minus(1))) {
                return true;
            }
        }
        return false;
    }

    /** The first instant at or after the given one that is inside; null if there is none within two weeks. */
    public @Nullable Instant nextActive(Instant instant) {
        if (contains(instant)) {
            return instant;
        }
        Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
        for (int i = 1; i <= 14 * 24 * 60; i++) {
            Instant next = minute.plus(i, ChronoUnit.MINUTES);
            if (contains(next)) {
                return next;
            }
        }
        return null;
    }
}
