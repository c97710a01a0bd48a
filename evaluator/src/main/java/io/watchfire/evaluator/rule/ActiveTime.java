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
        return next(instant, true);
    }

    /** The first instant at or after the given one that is outside; null if there is none within two weeks. */
    public @Nullable Instant nextInactive(Instant instant) {
        return next(instant, false);
    }

    private @Nullable Instant next(Instant instant, boolean inside) {
        if (contains(instant) == inside) {
            return instant;
        }
        Instant first = null;
        for (Instant edge : edges(instant)) {
            boolean earlier = first == null || edge.isBefore(first);
            if (earlier && edge.isAfter(instant) && contains(edge) == inside) {
                first = edge;
            }
        }
        return first;
    }

    /** The instants within two weeks at which it may begin or end: edges of ranges, and changes of the zone's offset. */
    private List<Instant> edges(Instant from) {
        ZoneRules rules = zone.getRules();
        List<Instant> edges = new ArrayList<>();
        LocalDate today = from.atZone(zone).toLocalDate();
        // Yesterday's ranges may end today.
        for (int day = -1; day <= DAYS; day++) {
            LocalDate date = today.plusDays(day);
            if (weekdays.contains(date.getDayOfWeek())) {
                for (TimeRange range : times) {
                    boolean overMidnight = range.endMinute <= range.startMinute;
                    LocalDateTime start = date.atStartOfDay().plusMinutes(range.startMinute);
                    LocalDateTime end =
                            date.plusDays(overMidnight ? 1 : 0).atStartOfDay().plusMinutes(range.endMinute);
                    rules.getValidOffsets(start).forEach(offset -> edges.add(start.toInstant(offset)));
                    rules.getValidOffsets(end).forEach(offset -> edges.add(end.toInstant(offset)));
                }
            }
        }
        Instant end = from.plus(DAYS, ChronoUnit.DAYS);
        ZoneOffsetTransition change = rules.nextTransition(from);
        while (change != null && change.getInstant().isBefore(end)) {
            edges.add(change.getInstant());
            change = rules.nextTransition(change.getInstant());
        }
        return edges;
    }
}
