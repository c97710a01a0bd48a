package io.watchfire.evaluator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.rule.ActiveTime.TimeRange;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveTimeTest {
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "UTC,             09:00-17:00, 2026-01-05T08:59:59.999Z, 2026-01-05T09:00:00Z",
        "UTC,             09:00-17:00, 2026-01-05T09:00:00Z,     2026-01-05T09:00:00Z",
        "UTC,             09:00-17:00, 2026-01-05T17:00:00Z,     2026-01-06T09:00:00Z",
        "Asia/Seoul,      09:00-18:00, 2026-01-05T09:00:00Z,     2026-01-06T00:00:00Z",
        "UTC,             22:00-06:00, 2026-01-05T06:00:00Z,     2026-01-05T22:00:00Z",
        // The start falls into the hour that is left out: clocks go from 02:00 to 03:00 at 07:00Z.
        "America/New_York, 02:30-04:00, 2026-03-08T06:00:00Z,    2026-03-08T07:00:00Z",
        // The hour comes twice: clocks go from 02:00 back to 01:00 at 06:00Z.
        "America/New_York, 01:30-01:45, 2026-11-01T05:46:00Z,    2026-11-01T06:30:00Z",
    })
    void opensAtTheFirstInstantThatIsInside(ZoneId zone, String times, Instant from, Instant opening) {
        ActiveTime active = new ActiveTime(zone, EnumSet.allOf(DayOfWeek.class), List.of(range(times)));

        assertThat(active.nextActive(from)).isEqualTo(opening);
    }

    @Test
    void aRangeThatOnlyAMissingHourHoldsNeverOpens() {
        ActiveTime active =
                new ActiveTime(ZoneId.of("America/New_York"), Set.of(DayOfWeek.SUNDAY), List.of(range("02:10-02:20")));

        assertThat(active.nextActive(Instant.parse("2026-03-03T00:00:00Z")))
                .isEqualTo(Instant.parse("2026-03-15T06:10:00Z"));
    }

    @Test
    void opensWhenLookingAtEveryMinuteWouldFindItOpen() {
        Random random = new Random(7);
        List<String> zones = List.of(
                "UTC", "Asia/Seoul", "America/New_York", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe");
        for (int i = 0; i < 400; i++) {
            List<TimeRange> ranges = new ArrayList<>();
            for (int j = random.nextInt(2); j >= 0; j--) {
                int start = random.nextInt(24 * 60);
                ranges.add(new TimeRange(start, 1 + (start + random.nextInt(24 * 60 - 1)) % (24 * 60)));
            }
            Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7)));
            ActiveTime active = new ActiveTime(ZoneId.of(zones.get(i % zones.size())), days, ranges);
            Instant from = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(365 * 24 * 60 * 60));

            assertThat(active.nextActive(from)).as("%s from %s", active, from).isEqualTo(minuteByMinute(active, from));
        }
    }

    private static @Nullable Instant minuteByMinute(ActiveTime active, Instant from) {
        for (Instant at = from; at.isBefore(from.plus(14, ChronoUnit.DAYS)); ) {
            if (active.contains(at)) {
                return at;
            }
            at = at.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        }
        return null;
    }

    private static TimeRange range(String text) {
        String[] ends = text.split("-");
        return new TimeRange(minute(ends[0]), minute(ends[1]));
    }

    private static int minute(String text) {
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }
}
