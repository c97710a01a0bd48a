package io.watchfire.evaluator;

import io.watchfire.evaluator.event.Event;
import java.util.Objects;

/** One of several engines, as it goes through batches: it stops at its own events, and where a timer of its own may be due. */
final class Shard {
    /** The engine of the rules that cannot be shared out: it judges all events of their categories. */
    static final int COMMON = -2;

    private final AlertEngine engine;
    private final int number;

    /** Nothing is due before. */
    private long nextDue;

    /** The greatest of the times that were passed over. */
    private long passed = Long.MIN_VALUE;

    private int[] own = {};

    /** The time of the engine at each of its own entries. */
    private long[] upTo = {};

    /** How many events were late that no other engine counts. */
    private long late;

    Shard(AlertEngine engine, int number) {
        this.engine = engine;
        this.number = number;
        this.nextDue = engine.nextDue();
    }

    AlertEngine engine() {
        return engine;
    }

    int number() {
        return number;
    }

    long late() {
        return late;
    }

    /** Goes through a part of a batch. */
    void walk(Batch batch, int from, int to) {
        int found = find(batch, from, to);
        int next = from;
        for (int k = 0; k < found; k++) {
            int i = own[k];
            if (upTo[k] > nextDue) {
                for (; next <= i; next++) {
                    move(batch, next);
                }
            } else {
                passed = upTo[k];
                move(batch, i);
            }
            judge(batch, i);
            next = i + 1;
        }
        for (; next < to; next++) {
            move(batch, next);
        }
        arrive();
    }

    /** Looks for its own entries, and for the time of the engine at each. */
    private int find(Batch batch, int from, int to) {
        if (own.length < to - from + 1) {
            own = new int[to - from + 1];
            upTo = new long[to - from + 1];
        }
        int found = 0;
        long latest = engine.now();
        for (int i = from; i < to; i++) {
            latest = Math.max(latest, batch.time(i));
            own[found] = i;
            upTo[found] = latest;
            found += isOwn(batch, i) ? 1 : 0;
        }
        return found;
    }

    /** Moves time to an entry of a batch, or puts it off while that changes nothing. */
    void move(Batch batch, int i) {
        long time = batch.time(i);
        // Timers are due strictly before the time of an entry.
        if (time > nextDue || isOwn(batch, i)) {
            moveTo(i, Math.max(passed, time), Math.max(passed, time) - 1);
        } else if (time > passed) {
            passed = time;
        }
    }

    /** Judges the event of an entry, if it is its own. */
    void judge(Batch batch, int i) {
        if (!isOwn(batch, i)) {
            return;
        }
        Event event = Objects.requireNonNull(batch.event(i));
        engine.out().beginStep(2L * i + 1, 0);
        long before = engine.late();
        engine.judge(event);
        if (number != COMMON || batch.shard(i) == Partition.NONE) {
            late += engine.late() - before;
        }
        nextDue = engine.nextDue();
    }

    private boolean isOwn(Batch batch, int i) {
        return number == COMMON ? batch.isCommon(i) : batch.shard(i) == number;
    }

    /** Moves time to where it was put off. */
    void arrive() {
        if (passed != Long.MIN_VALUE) {
            moveTo(0, passed, passed - 1);
        }
    }

    /**
     * Moves time, and runs the timers that are due until {@code lastDue}.
     *
     * @param i the place to which what they tell belongs
     */
    void moveTo(int i, long time, long lastDue) {
        engine.out().beginStep(2L * i, engine.now());
        engine.moveTo(time, lastDue);
        nextDue = engine.nextDue();
        passed = Long.MIN_VALUE;
    }
}
