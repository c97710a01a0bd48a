package io.watchfire.evaluator.timer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers in order of their time, exact to the millisecond, without a cost for those that are not due.
 *
 * <p>A hierarchical timing wheel (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", SOSP 1987), laid out like
 * a radix heap: level {@code n} has 64 buckets for the {@code n}-th six bits in which a due time first differs from now,
 * so a timer moves down at most ten times in its life, and scheduling and cancelling are O(1). A bit set per level finds
 * the first bucket that holds anything.
 */
public final class TimerWheel {
    private static final int BITS = 6;
    private static final int BUCKETS = 1 << BITS;
    private static final int LEVELS = 11;

    private final @Nullable Timer[] first = new @Nullable Timer[LEVELS * BUCKETS];
    private final long[] occupied = new long[LEVELS];
    private final List<Timer> popped = new ArrayList<>();
    private long now;
    private int size;

    /** A wheel whose time is the epoch's begin of time; it catches up with the first {@link #popDue}. */
    public TimerWheel() {
        this(Long.MIN_VALUE);
    }

    TimerWheel(long now) {
        this.now = now;
    }

    /** Schedules a timer, anew if it was scheduled already. One that lies in the past is due at once. */
    public void schedule(Timer timer, long due) {
        cancel(timer);
        timer.due = Math.max(due, now);
        insert(timer);
        size++;
    }

    /** Takes a timer out, if it is in. */
    public void cancel(Timer timer) {
        if (timer.isScheduled()) {
            unlink(timer);
            timer.due = Timer.IDLE;
            size--;
        }
    }

    /** The wheel's time, in epoch milliseconds: no timer before it is left. */
    public long now() {
        return now;
    }

    public int size() {
        return size;
    }

    /**
     * An instant at or before the next due time and after now, or now itself if something is due now; {@link
     * Long#MAX_VALUE} if there is no timer. Exact within 64 ms of the due time, coarser before, so that asking costs
     * nothing.
     */
    public long nextDue() {
        int level = firstLevel();
        return level < 0 ? Timer.IDLE : start(level);
    }

    /**
     * Takes out all timers of the earliest instant that is at or before {@code limit}, and moves the wheel's time there;
     * an empty list, and the time moved to the limit, if nothing is due by then. Their order is not defined. The list is
     * the same each time, and filled anew.
     */
    public List<Timer> popDue(long limit) {
        for (int level = firstLevel(); level >= 0; level = firstLevel()) {
            long start = start(level);
            if (start > limit) {
                break;
            }
            moveTo(start);
            if (level == 0) {
                return takeAll(bucketOf(start));
            }
        }
        moveTo(Math.max(now, limit));
        popped.clear();
        return popped;
    }

    private List<Timer> takeAll(int bucket) {
        popped.clear();
        for (Timer t = first[bucket]; t != null; t = first[bucket]) {
            cancel(t);
            popped.add(t);
        }
        return popped;
    }

    /** Sets the time. No timer is due before it; the bucket that begins with it is spread over the finer levels. */
    private void moveTo(long time) {
        int level = level(now, time);
        now = time;
        if (level == 0) {
            return;
        }
        int digit = digit(time, level);
        Timer timer = first[level * BUCKETS + digit];
        first[level * BUCKETS + digit] = null;
        occupied[level] &= ~(1L << digit);
        while (timer != null) {
            Timer following = timer.next;
            insert(timer);
            timer = following;
        }
    }

    private void insert(Timer timer) {
        int bucket = bucketOf(timer.due);
        timer.previous = null;
        timer.next = first[bucket];
        if (timer.next != null) {
            timer.next.previous = timer;
        }
        first[bucket] = timer;
        occupied[bucket / BUCKETS] |= 1L << (bucket % BUCKETS);
    }

    private void unlink(Timer timer) {
        if (timer.previous != null) {
            timer.previous.next = timer.next;
        } else {
            int bucket = bucketOf(timer.due);
            first[bucket] = timer.next;
            if (timer.next == null) {
                occupied[bucket / BUCKETS] &= ~(1L << (bucket % BUCKETS));
            }
        }
        if (timer.next != null) {
            timer.next.previous = timer.previous;
        }
        timer.previous = null;
        timer.next = null;
    }

    /** Where a timer stands: always, for the bucket that time enters is spread at once. */
    private int bucketOf(long due) {
        int level = level(now, due);
        return level * BUCKETS + digit(due, level);
    }

    private int firstLevel() {
        for (int level = 0; level < LEVELS; level++) {
            if (occupied[level] != 0) {
                return level;
            }
        }
        return -1;
    }

    /** The first instant that the first occupied bucket of a level can hold. */
    private long start(int level) {
        int shift = level * BITS;
        long digit = Long.numberOfTrailingZeros(occupied[level]);
        long flipped = now ^ Long.MIN_VALUE;
        long above = shift + BITS < Long.SIZE ? flipped >>> (shift + BITS) << (shift + BITS) : 0;
        return (above | digit << shift) ^ Long.MIN_VALUE;
    }

    /** The highest digit in which two times differ; 0 if they are equal. */
    private static int level(long a, long b) {
        long difference = a ^ b;
        return difference == 0 ? 0 : (63 - Long.numberOfLeadingZeros(difference)) / BITS;
    }

    /** A digit of a time, shifted so that times before the epoch come first. */
    private static int digit(long time, int level) {
        return (int) (((time ^ Long.MIN_VALUE) >>> (level * BITS)) & (BUCKETS - 1));
    }
}
