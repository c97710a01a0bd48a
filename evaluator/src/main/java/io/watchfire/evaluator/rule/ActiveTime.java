package io.watchfire.evaluator.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
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
    private static final int DAYS = 14;

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
        Instant first = null;
        for (Instant opening : openings(instant)) {
            boolean earlier = first == null || opening.isBefore(first);
            if (earlier && opening.isAfter(instant) && contains(opening)) {
                first = opening;
            }
        }
        return first;
    }

    /** The instants within two weeks at which it may begin: starts of ranges, and changes of the zone's offset. */
    private List<Instant> openings(Instant from) {
        ZoneRules rules = zone.getRules();
        List<Instant> openings = new ArrayList<>();
        LocalDate today = from.atZone(zone).toLocalDate();
        for (int day = 0; day <= DAYS; day++) {
            LocalDate date = today.plusDays(day);
            if (weekdays.contains(date.getDayOfWeek())) {
                for (TimeRange range : times) {
                    LocalDateTime start = date.atStartOfDay().plusMinutes(range.startMinute);
                    rules.getValidOffsets(start).forEach(offset -> openings.add(start.toInstant(offset)));
                }
            }
        }
        Instant end = from.plus(DAYS, ChronoUnit.DAYS);
        ZoneOffsetTransition change = rules.nextTransition(from);
        while (change != null && change.getInstant().isBefore(end)) {
            openings.add(change.getInstant());
            change = rules.nextTransition(change.getInstant());
        }
        return openings;
    }
}
