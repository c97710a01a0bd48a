package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.timer.Timer;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Something of the policy that has its time. Those of one instant come in the order of their kinds, then of their owners. */
final class Due extends Timer {
    static final Comparator<Due> ORDER =
            Comparator.<Due, Kind>comparing(due -> due.kind).thenComparingLong(due -> due.serial);

    enum Kind {
        /** An alert that was flapping has settled. */
        SETTLED,
        /** What kept one receiver from being told of one alert may be over. */
        LOOK_AGAIN,
        ESCALATION,
        FALLBACK,
        /** A group's wait or interval is over, or its repeat is due. */
        GROUP,
        /** The rate guard lets notices through again. */
        GUARD,
        /** A receiver is told that somebody watches. */
        HEARTBEAT
    }

    final Kind kind;
    final Object owner;
    private final long serial;

    /** When something is due; {@link Timeline#NEVER} also if it was never scheduled. */
    static long at(@Nullable Due due) {
        return due == null ? Timeline.NEVER : due.due();
    }

    Due(Kind kind, Object owner, long serial) {
        this.kind = kind;
        this.owner = owner;
        this.serial = serial;
    }
}
