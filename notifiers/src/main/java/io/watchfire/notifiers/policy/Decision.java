package io.watchfire.notifiers.policy;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was decided about telling one receiver of one alert: why it was told, or was not.
 *
 * @param time when
 * @param until for what keeps it from being told, until when; null if that has no time of its own
 * @param detail more on it, for people; null if there is nothing to say
 */
public record Decision(
        Instant time,
        Kind kind,
        @Nullable Instant until,
        @Nullable String detail) {
    /** What was decided. */
    public enum Kind {
        /** The alert began to fire, and is meant for the receiver. */
        MEANT,
        FLAPPING,
        MUTED,
        SILENCED,
        INHIBITED,
        GROUPED,
        PAUSED,
        HELD_BACK,
        /** It ended before the receiver was told that it began: there is nothing to tell. */
        NOT_TOLD,
        /** A notice went out. */
        TOLD,
        DELIVERED,
        GIVEN_UP,
        ACKNOWLEDGED,
        ENDED_BY_HAND,
        /** Somebody else is told. */
        HANDED_OVER;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** {@code silenced until 2026-01-01T09:00:00Z: silence night-shift}. */
    @Override
    public String toString() {
        return time + " " + kind.text() + (until == null ? "" : " until " + until)
                + (detail == null ? "" : ": " + detail);
    }
}
