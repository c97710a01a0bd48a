package io.watchfire.evaluator.window;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.timer.Timer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The window of one group. Due when time alone changes it. */
public final class Window extends Timer {
    private static final long FORGOTTEN = Long.MAX_VALUE;
    private static final long[] NOTHING_KNOWN = {};

    private final WindowDefinition definition;
    private final Labels group;
    private Contents contents;

    /** The engine's time at the last event of the group that could have entered; {@link #FORGOTTEN} if it was let go of. */
    private long lastEvent = Long.MIN_VALUE;

    private Taken taken = Taken.PASSED;

    /** The engine's time at which the first rule that asks for it knew something of the group last. */
    private long known = Long.MIN_VALUE;

    /** The same for the other rules. */
    private long[] knownToOthers = NOTHING_KNOWN;

    Window(WindowDefinition definition, Labels group) {
        this.definition = definition;
        this.group = group;
        this.contents = definition.exactSamples() > 0 ? new ExactContents(definition) : new SlicedContents(definition);
    }

    public WindowDefinition definition() {
        return definition;
    }

    /** The values of the tags by which it is grouped. */
    public Labels group() {
        return group;
    }

    /** Takes a sample in; true if there was something to take. */
    boolean add(long time, double number, @Nullable Object value, long now) {
        taken = contents.add(time, number, value, now);
        if (contents instanceof ExactContents exact
                && definition.isTooMany(exact.samples().size(), exact.count())) {
            contents = SlicedContents.of(definition, exact.samples(), now);
        }
        return taken == Taken.IN || taken == Taken.LATER;
    }

    boolean refusedLast() {
        return taken == Taken.REFUSED;
    }

    /** Whether the last sample changed what is in it now. */
    public boolean isChanged() {
        return taken == Taken.IN;
    }

    void sawEventAt(long now) {
        lastEvent = Math.max(lastEvent, now);
    }

    /** The engine's time at which the rule that has that place knew something of the group last; {@link Long#MIN_VALUE}: never. */
    public long knownAt(int place) {
        if (place == 0) {
            return known;
        }
        return place <= knownToOthers.length ? knownToOthers[place - 1] : Long.MIN_VALUE;
    }

    public void know(int place, long now) {
        if (place == 0) {
            known = now;
            return;
        }
        if (knownToOthers.length == 0) {
            knownToOthers = new long[definition.knowers() - 1];
            Arrays.fill(knownToOthers, Long.MIN_VALUE);
        }
        knownToOthers[place - 1] = now;
    }

    /** Lets go of what has left it by that time, and takes in what has entered. */
    public void slideTo(long now) {
        contents.slideTo(now);
        if (contents instanceof SlicedContents sliced) {
            returnToExact(sliced, now);
        }
    }

    private void returnToExact(SlicedContents sliced, long now) {
        Samples few = sliced.allIfFew(now);
        if (few != null) {
            ExactContents exact = new ExactContents(definition);
            for (int i = 0; i < few.size(); i++) {
                exact.add(few.time(i), few.number(i), few.value(i), now);
            }
            contents = exact;
        }
    }

    /** When time alone changes it next, in epoch milliseconds; {@link Long#MAX_VALUE} if it does not. */
    public long nextChange() {
        return contents.nextChange();
    }

    /** Lays what the window gives by that time into the slots. */
    public void writeTo(EventSlots slots, long now) {
        slideTo(now);
        int count = contents.count();
        List<Measure> measures = definition.measures();
        for (int i = 0; i < measures.size(); i++) {
            Measure measure = measures.get(i);
            if (count == 0) {
                writeEmpty(measure, slots);
            } else {
                write(measure, count, slots);
            }
        }
    }

    /** What an empty window gives: a count of 0, and nothing else is known. */
    static void writeEmpty(Measure measure, EventSlots slots) {
        switch (measure.function()) {
            case COUNT -> slots.putNumber(measure.slot(), 0);
            default -> slots.putNothing(measure.slot());
        }
    }

    private void write(Measure measure, int count, EventSlots slots) {
        int slot = measure.slot();
        switch (measure.function()) {
            case COUNT -> slots.putNumber(slot, count);
            case AVG -> slots.putNumber(slot, contents.average());
            case SUM -> slots.putNumber(slot, contents.sum());
            case MIN -> slots.putNumber(slot, contents.minimum());
            case MAX -> slots.putNumber(slot, contents.maximum());
            case P50, P90, P95, P99, P999, QUANTILE -> slots.putNumber(slot, contents.quantile(measure.quantile()));
            case STDDEV -> slots.putNumber(slot, contents.deviation());
            case INCREASE -> slots.putNumber(slot, contents.increase());
            case RATE -> slots.putNumber(slot, contents.increase() / (definition.overMillis() / 1000.0));
            case DELTA -> slots.putNumber(slot, contents.delta());
            case CHANGES -> slots.putNumber(slot, contents.changes());
            case DISTINCT -> slots.putNumber(slot, contents.distinct());
            case FIRST -> writeValue(slot, contents.firstNumber(), contents.firstValue(), slots);
            case LAST -> writeValue(slot, contents.lastNumber(), contents.lastValue(), slots);
        }
    }

    private void writeValue(int slot, double number, @Nullable Object value, EventSlots slots) {
        if (definition.kind() == ValueKind.NUMBER) {
            slots.putNumber(slot, number);
        } else if (value instanceof String text) {
            slots.putText(slot, text);
        } else if (value instanceof Boolean truth) {
            slots.putTruth(slot, Truth.of(truth));
        } else if (value instanceof Double boxed) {
            slots.putNumber(slot, boxed);
        }
    }

    /** Whether it holds nothing, and nothing of its group came since that time. */
    boolean isIdleSince(long time) {
        return contents.isEmpty() && lastEvent < time;
    }

    void forget() {
        lastEvent = FORGOTTEN;
    }

    /** Whether it was let go of: its group has to look for its window anew. */
    boolean isForgotten() {
        return lastEvent == FORGOTTEN;
    }

    /**
     * Tells a snapshot what the window holds, or learns it from there.
     *
     * @param sameMeasures whether what a snapshot holds was kept for the same measures. If not, samples that were kept one by one are
     *     taken in anew, and anything else is lost: the window begins anew
     * @param now the engine's time
     */
    void exchange(SnapshotStream state, boolean sameMeasures, long now) {
        lastEvent = state.time(lastEvent);
        if (state.flag(contents instanceof SlicedContents)) {
            SlicedContents sliced = contents instanceof SlicedContents known ? known : new SlicedContents(definition);
            state.block(sameMeasures, () -> sliced.exchange(state));
            contents = sameMeasures ? sliced : contents;
            return;
        }
        ExactContents exact = contents instanceof ExactContents known ? known : new ExactContents(definition);
        Samples samples = Samples.exchange(exact.samples(), state);
        if (sameMeasures) {
            exact.take(samples);
        } else if (samples.kind() == definition.kind() || definition.kind() == ValueKind.NONE) {
            for (int i = 0; i < samples.size(); i++) {
                exact.add(samples.time(i), samples.number(i), samples.value(i), now);
            }
        }
        state.block(sameMeasures, () -> exact.exchange(state));
        contents = exact;
    }
}
