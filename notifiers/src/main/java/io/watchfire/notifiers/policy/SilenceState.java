package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rule.ActiveTime.TimeRange;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.notifiers.matcher.AlertCondition;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A silence in a snapshot. */
final class SilenceState {
    private SilenceState() {}

    static Silence exchange(@Nullable Silence value, SnapshotStream state) {
        return new Silence(
                state.text(value == null ? "" : value.id()),
                matchers(value == null ? List.of() : value.matchers(), state),
                instant(value == null ? null : value.start(), state),
                instant(value == null ? null : value.end(), state),
                recurring(value == null ? null : value.recurring(), state),
                state.flag(value != null && value.untilResolved()),
                state.text(value == null ? "" : value.author()),
                state.text(value == null ? "" : value.comment()));
    }

    private static List<AlertCondition> matchers(List<AlertCondition> values, SnapshotStream state) {
        int count = state.number(values.size());
        List<AlertCondition> matchers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            matchers.add(AlertCondition.of(
                    state.text(state.isReading() ? "" : values.get(i).source())));
        }
        return matchers;
    }

    private static Instant instant(@Nullable Instant value, SnapshotStream state) {
        return Instant.ofEpochMilli(state.time(value == null ? 0 : value.toEpochMilli()));
    }

    private static @Nullable ActiveTime recurring(@Nullable ActiveTime value, SnapshotStream state) {
        if (!state.flag(value != null)) {
            return null;
        }
        String zone = state.text(value == null ? "" : value.zone().getId());
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (state.flag(value != null && value.weekdays().contains(day))) {
                weekdays.add(day);
            }
        }
        int count = state.number(value == null ? 0 : value.times().size());
        List<TimeRange> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TimeRange range =
                    value == null ? new TimeRange(0, 0) : value.times().get(i);
            times.add(new TimeRange(state.number(range.startMinute()), state.number(range.endMinute())));
        }
        return new ActiveTime(ZoneId.of(zone), Collections.unmodifiableSet(weekdays), List.copyOf(times));
    }
}
