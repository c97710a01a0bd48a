package io.watchfire.evaluator.timer;

import org.jspecify.annotations.Nullable;

/** Something that is due at an instant. Belongs to at most one place of one {@link TimerWheel}. */
public abstract class Timer {
    static final long IDLE = Long.MAX_VALUE;

    @Nullable
    Timer previous;

    @Nullable
    Timer next;

    long due = IDLE;

    /** When it is due, in epoch milliseconds; {@link Long#MAX_VALUE} if it is not scheduled. */
    public final long due() {
        return due;
    }

    public final boolean isScheduled() {
        return due != IDLE;
    }
}
