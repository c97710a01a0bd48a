package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.matcher.AlertFacts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For a while, alerts that match are told to nobody; what fires still at its end is told then. Ends of alerts that were told
 * before are told. Immutable.
 *
 * @param id unique; another silence of that id takes its place
 * @param matchers all of them have to hold
 * @param start from then on
 * @param end no longer from then on
 * @param recurring between start and end, only in these times; null: all the while
 * @param untilResolved whether it ends with the last alert that it silences
 * @param author who wants it
 * @param comment why
 */
public record Silence(
        String id,
        List<AlertCondition> matchers,
        Instant start,
        Instant end,
        @Nullable ActiveTime recurring,
        boolean untilResolved,
        String author,
        String comment) {
    public Silence {
        matchers = List.copyOf(matchers);
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("a silence without matchers would silence everything");
        }
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("a silence has to end after it starts: " + start + ", " + end);
        }
    }

    /** A silence of one stretch of time. */
    public static Silence of(String id, List<AlertCondition> matchers, Instant start, Instant end) {
        return new Silence(id, matchers, start, end, null, false, "", "");
    }

    public boolean isActive(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end) && (recurring == null || recurring.contains(instant));
    }

    boolean matches(AlertFacts alert) {
        for (int i = 0; i < matchers.size(); i++) {
            if (!matchers.get(i).matches(alert)) {
                return false;
            }
        }
        return true;
    }

    /** When it stops, for a while or for good, if it is active now. */
    Instant activeUntil(Instant now) {
        Instant pause = recurring == null ? null : recurring.nextInactive(now);
        return pause == null || pause.isAfter(end) ? end : pause;
    }
}
