package io.watchfire.evaluator;

import io.watchfire.evaluator.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens in turn: time moves, and mostly an event is judged then. */
final class Batch {
    private static final long NO_CLOCK = Long.MIN_VALUE;

    private final Event[] given;
    private final long clock;
    private final long maxAhead;

    /** Entries for each event: with a clock, time moves there first. */
    private final int each;

    private final @Nullable Event[] events;
    private final long[] times;
    private final int[] shards;
    private final boolean[] isCommon;

    private Batch(List<Event> events, long clock, long maxAhead) {
        this.given = events.toArray(Event[]::new);
        this.clock = clock;
        this.maxAhead = maxAhead;
        this.each = clock == NO_CLOCK ? 1 : 2;
        int size = each * given.length;
        this.events = new @Nullable Event[size];
        this.times = new long[size];
        this.shards = new int[size];
        this.isCommon = new boolean[size];
    }

    static Batch of(List<Event> events) {
        return new Batch(events, NO_CLOCK, 0);
    }

    /** @param maxAhead events that lie more milliseconds after the clock are refused */
    static Batch of(List<Event> events, long clock, long maxAhead) {
        return new Batch(events, clock, maxAhead);
    }

    /** Says of one of several slices of the events who judges them. */
    void assign(Partition partition, int slice, int slices) {
        int end = (int) ((slice + 1L) * given.length / slices);
        for (int i = (int) ((long) slice * given.length / slices); i < end; i++) {
            if (each == 2) {
                putClock(2 * i);
            }
            put(each * i + each - 1, given[i], partition);
        }
    }

    private void putClock(int place) {
        times[place] = clock;
        shards[place] = Partition.NONE;
    }

    private void put(int place, Event event, Partition partition) {
        if (each == 2 && event.time() - clock > maxAhead) {
            putClock(place);
            return;
        }
        events[place] = event;
        times[place] = event.time();
        shards[place] = partition.shardOf(event.category(), event.labels());
        isCommon[place] = partition.hasCommonRules(event.category());
    }

    int size() {
        return times.length;
    }

    int events() {
        return given.length;
    }

    /** The event that is judged there; null if there is none. */
    @Nullable
    Event event(int i) {
        return events[i];
    }

    long time(int i) {
        return times[i];
    }

    /** The shard that judges the event; {@link Partition#NONE} if none does. */
    int shard(int i) {
        return shards[i];
    }

    /** Whether the engine of the common rules judges the event. */
    boolean isCommon(int i) {
        return isCommon[i];
    }

    /** The first place from there on whose time is not before that one; the size if there is none. */
    int firstAtOrAfter(long time, int from) {
        int i = from;
        while (i < times.length && times[i] < time) {
            i++;
        }
        return i;
    }

    /** How many events were refused because they lay too far ahead of the clock. */
    int ahead() {
        int judged = 0;
        for (int i = each - 1; i < events.length; i += each) {
            judged += events[i] == null ? 0 : 1;
        }
        return given.length - judged;
    }
}
