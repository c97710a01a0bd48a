package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.timer.Timer;
import io.watchfire.evaluator.timer.TimerWheel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The policy's time and what is due in it. Times are in epoch milliseconds. */
final class Timeline {
    static final long NEVER = Long.MAX_VALUE;

    private final TimerWheel wheel = new TimerWheel();
    private long now = Long.MIN_VALUE;

    long now() {
        return now;
    }

    /** Moves the time on, without running what is due meanwhile. */
    void moveTo(long millis) {
        now = Math.max(now, millis);
    }

    void schedule(Due due, long when) {
        if (when == NEVER) {
            wheel.cancel(due);
        } else if (when != due.due()) {
            wheel.schedule(due, when);
        }
    }

    /** What is due first, at or before an instant, in order; the time is moved there. Empty if nothing is due by then. */
    List<Due> popDue(long limit) {
        List<Timer> popped = wheel.popDue(limit);
        if (popped.isEmpty()) {
            return List.of();
        }
        List<Due> due = new ArrayList<>(popped.size());
        popped.forEach(timer -> due.add((Due) timer));
        due.sort(Due.ORDER);
        moveTo(wheel.now());
        return due;
    }

    OptionalLong nextDue() {
        long next = wheel.nextDue();
        return next == NEVER ? OptionalLong.empty() : OptionalLong.of(next);
    }
}
