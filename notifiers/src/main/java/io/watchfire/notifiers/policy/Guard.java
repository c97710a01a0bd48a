package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.notifiers.receiver.Policy.RateGuard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rate guard of one receiver: when its last notices went out, and what is held back until the next summary. */
final class Guard {
    final String receiver;
    final long serial;
    final Due due;
    final Deque<Long> told = new ArrayDeque<>();
    final Set<Standing> heldBack = new TreeSet<>(Standing.ORDER);
    /** When the summary goes out. */
    long summaryAt = Timeline.NEVER;

    Guard(String receiver, long serial) {
        this.receiver = receiver;
        this.serial = serial;
        this.due = new Due(Due.Kind.GUARD, this, serial);
    }

    void exchange(SnapshotStream state, Timeline time) {
        List<Long> known = new ArrayList<>(told);
        int count = state.number(known.size());
        for (int i = 0; i < count; i++) {
            long when = state.time(state.isReading() ? 0 : known.get(i));
            if (state.isReading()) {
                told.addLast(when);
            }
        }
        summaryAt = state.time(summaryAt);
        time.schedule(due, summaryAt);
    }

    /** Whether one more notice may go out now, which then counts. While anything is held back, the rest waits behind it. */
    boolean admits(RateGuard guard, long now) {
        while (!told.isEmpty() && told.peekFirst() <= now - guard.perMillis()) {
            told.removeFirst();
        }
        if (!heldBack.isEmpty() || told.size() >= guard.notices()) {
            return false;
        }
        told.addLast(now);
        return true;
    }

    void holdBack(Standing standing, RateGuard guard, Timeline time) {
        standing.heldBack = true;
        heldBack.add(standing);
        if (summaryAt == Timeline.NEVER) {
            // The first of the last so many notices to leave the window makes room for one.
            summaryAt = told.isEmpty() ? time.now() : told.peekFirst() + guard.perMillis();
            time.schedule(due, summaryAt);
        }
    }

    void release(Standing standing) {
        standing.heldBack = false;
        heldBack.remove(standing);
    }
}
