package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.Notice.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole policy, in its order: what there is to tell, what stands in its way, and what it goes through at the end. An end
 * of which the receiver was told the beginning passes all but flapping and grouping: it may be put off, and is never lost.
 */
final class Stages {
    private final List<Stage> inTheWay;
    private final List<Stage> beforeGrouping;

    Stages(Silences silences, Inhibitions inhibitions) {
        // Dedup comes first: see toTell.
        beforeGrouping = List.of(
                Stages::flap, //
                Stages::mute,
                silences,
                inhibitions);
        inTheWay = List.of(
                Stages::flap, //
                Stages::mute,
                silences,
                inhibitions,
                Stages::pause,
                Stages::givenUp,
                Stages::grouping);
        // Behind these, by the notice and not by the alert: repeats, rate guard, escalation. See Telling.
    }

    /** What keeps this from being told now, or null. */
    @Nullable
    Hold first(Standing standing, Status what, long now) {
        return first(inTheWay, standing, what, now);
    }

    /** As {@link #first}, for what is told already, or has passed its group. */
    @Nullable
    Hold suppressed(Standing standing, Status what, long now) {
        return first(beforeGrouping, standing, what, now);
    }

    private static @Nullable Hold first(List<Stage> stages, Standing standing, Status what, long now) {
        for (int i = 0; i < stages.size(); i++) {
            Hold hold = stages.get(i).hold(standing, what, now);
            if (hold != null) {
                return hold;
            }
        }
        return null;
    }

    /** Dedup: what the receiver does not know yet; null if it knows how things are. */
    static @Nullable Status toTell(Standing standing) {
        Incident incident = standing.incident;
        if (!standing.matches.isEmpty()) {
            return Status.FIRING;
        }
        if (standing.isGone && (incident.open || incident.flapping)) {
            return null;
        }
        if (incident.flapping) {
            boolean concerned = standing.told || (incident.open && standing.isMeant() && hears(standing));
            return !standing.toldFlapping && concerned ? Status.FLAPPING : null;
        }
        if (!incident.open) {
            return standing.told || standing.toldFlapping || standing.mayKnow ? Status.RESOLVED : null;
        }
        if (standing.toldFlapping) {
            return Status.FIRING;
        }
        if (!standing.told) {
            return standing.isMeant() && hears(standing) ? Status.FIRING : null;
        }
        Level known = standing.toldLevel;
        Level level = incident.last.level();
        boolean heard = known != null && (hears(standing) || standing.receiver.hears(known));
        return level != known && heard ? Status.LEVEL : null;
    }

    private static boolean hears(Standing standing) {
        return standing.receiver.hears(standing.incident.last.level());
    }

    /** An alert that flaps is quiet until it has settled. */
    private static @Nullable Hold flap(Standing standing, Status what, long now) {
        return standing.incident.flapping && what != Status.FLAPPING
                ? Hold.until(Decision.Kind.FLAPPING, standing.incident.settled().due(), null)
                : null;
    }

    private static @Nullable Hold mute(Standing standing, Status what, long now) {
        List<ActiveTime> mute = standing.policy.muteTimes();
        if (mute.isEmpty() || what == Status.RESOLVED) {
            return null;
        }
        Instant instant = Instant.ofEpochMilli(now);
        for (ActiveTime time : mute) {
            if (time.contains(instant)) {
                Instant end = time.nextInactive(instant);
                return Hold.until(Decision.Kind.MUTED, end == null ? Timeline.NEVER : end.toEpochMilli(), null);
            }
        }
        return null;
    }

    private static @Nullable Hold grouping(Standing standing, Status what, long now) {
        Group group = standing.group;
        if (group == null || group.flushing) {
            return null;
        }
        // What is due now waits for the end of the instant: others may come.
        return group.key == null
                ? null
                : Hold.until(Decision.Kind.GROUPED, group.tellAt(standing, what == Status.RESOLVED, now), null);
    }

    /** What could not be delivered is told anew, but not again and again. */
    private static @Nullable Hold givenUp(Standing standing, Status what, long now) {
        return what == Status.FIRING && now < standing.givenUpUntil
                ? Hold.until(Decision.Kind.GIVEN_UP, standing.givenUpUntil, null)
                : null;
    }

    private static @Nullable Hold pause(Standing standing, Status what, long now) {
        return what != Status.RESOLVED && now < standing.pausedUntil
                ? Hold.until(Decision.Kind.PAUSED, standing.pausedUntil, null)
                : null;
    }
}
