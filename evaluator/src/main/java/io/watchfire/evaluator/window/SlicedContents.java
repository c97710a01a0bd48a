package io.watchfire.evaluator.window;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A window that holds too many samples to keep each: slices of a part of its length, aligned with the epoch. A slice enters and
 * leaves as a whole with its newest sample.
 */
final class SlicedContents extends Contents {
    private final WindowDefinition definition;

    /** By index: those in the window, then those that have not entered yet. */
    private final TreeMap<Long, Slice> slices = new TreeMap<>();

    /** The last samples one by one, for the way back; null if there is none. */
    private final @Nullable Samples recent;

    /** Index of the last slice that has entered. */
    private long entered = Long.MIN_VALUE;

    private @Nullable Slice left;

    /** All slices in the window as one; null if it has to be made anew. */
    private @Nullable Slice total;

    SlicedContents(WindowDefinition definition) {
        this.definition = definition;
        boolean mayReturn = definition.exactSamples() > 0 && definition.offsetMillis() == 0;
        recent = mayReturn ? new Samples(definition.kind()) : null;
    }

    /** The same window, in slices. */
    static SlicedContents of(WindowDefinition definition, Samples samples, long now) {
        SlicedContents sliced = new SlicedContents(definition);
        for (int i = 0; i < samples.size(); i++) {
            sliced.add(samples.time(i), samples.number(i), samples.value(i), now);
        }
        return sliced;
    }

    @Override
    Taken add(long time, double number, @Nullable Object value, long now) {
        long index = Math.floorDiv(time, definition.sliceMillis());
        if (left != null && index <= left.index) {
            return Taken.PASSED;
        }
        if (slices.size() >= definition.mostSlices() && !slices.containsKey(index)) {
            return Taken.REFUSED;
        }
        if (recent != null) {
            recent.insert(time, number, value);
            if (recent.size() > definition.exactSamples() + 1) {
                recent.removeFirst();
            }
        }
        Map.Entry<Long, Slice> earlier = slices.floorEntry(index);
        Slice slice = earlier != null && earlier.getKey() == index ? earlier.getValue() : null;
        Slice before = earlier == null ? left : earlier.getValue();
        boolean goesOn = total != null && index >= entered && definition.offsetMillis() == 0;
        if (slice == null) {
            slice = new Slice(definition, index);
            slices.put(index, slice);
        } else {
            before = null;
        }
        if (goesOn && time >= Objects.requireNonNull(total).newest) {
            total.add(time, number, value, left);
        } else {
            total = null;
        }
        slice.add(time, number, value, before);
        slideTo(now);
        return index <= entered ? Taken.IN : Taken.LATER;
    }

    @Override
    void slideTo(long now) {
        long entersAt = now - definition.offsetMillis();
        for (Map.Entry<Long, Slice> next = slices.higherEntry(entered);
                next != null && next.getValue().newest <= entersAt;
                next = slices.higherEntry(entered)) {
            entered = next.getKey();
            total = definition.offsetMillis() == 0 ? total : null;
        }
        long leavesAt = now - definition.reach();
        for (Map.Entry<Long, Slice> first = slices.firstEntry();
                first != null && first.getKey() <= entered && first.getValue().newest <= leavesAt;
                first = slices.firstEntry()) {
            left = first.getValue();
            slices.remove(first.getKey());
            total = null;
        }
    }

    /** All samples of the window one by one, if those kept reach back far enough; else null. */
    @Nullable
    Samples allIfFew(long now) {
        boolean reachesBack = recent != null && recent.time(0) <= now - definition.reach();
        return reachesBack ? recent : null;
    }

    private Slice total() {
        Slice known = total;
        if (known == null) {
            known = new Slice(definition, 0);
            for (Slice slice : slices.headMap(entered, true).values()) {
                known.addAll(slice);
            }
            total = known;
        }
        return known;
    }

    int size() {
        return slices.size();
    }

    @Override
    long nextChange() {
        long next = Long.MAX_VALUE;
        Map.Entry<Long, Slice> first = slices.firstEntry();
        if (first != null && first.getKey() <= entered) {
            next = first.getValue().newest + definition.reach();
        }
        Map.Entry<Long, Slice> pending = slices.higherEntry(entered);
        return pending == null ? next : Math.min(next, pending.getValue().newest + definition.offsetMillis());
    }

    @Override
    int count() {
        return total().count;
    }

    @Override
    boolean isEmpty() {
        return slices.isEmpty();
    }

    @Override
    long newest() {
        return slices.isEmpty()
                ? left == null ? Long.MIN_VALUE : left.newest
                : slices.lastEntry().getValue().newest;
    }

    @Override
    double average() {
        double average = Objects.requireNonNull(total().sum).dividedBy(total().count);
        return Double.isFinite(average) ? average : total().mean;
    }

    @Override
    double sum() {
        return Objects.requireNonNull(total().sum).value();
    }

    @Override
    double minimum() {
        return total().minimum;
    }

    @Override
    double maximum() {
        return total().maximum;
    }

    /** Never beyond the smallest and the largest sample. */
    @Override
    double quantile(double q) {
        double estimate = Objects.requireNonNull(total().order).quantile(q);
        return Math.max(total().minimum, Math.min(total().maximum, estimate));
    }

    @Override
    double deviation() {
        return Math.sqrt(total().squares / total().count);
    }

    @Override
    double increase() {
        return Objects.requireNonNull(total().increase).value();
    }

    @Override
    double delta() {
        return total().lastNumber - (left == null ? total().firstNumber : left.lastNumber);
    }

    @Override
    double changes() {
        return total().changes;
    }

    @Override
    double distinct() {
        return Objects.requireNonNull(total().different).estimate();
    }

    @Override
    double firstNumber() {
        return total().firstNumber;
    }

    @Override
    double lastNumber() {
        return total().lastNumber;
    }

    @Override
    @Nullable
    Object firstValue() {
        return total().firstValue;
    }

    @Override
    @Nullable
    Object lastValue() {
        return total().lastValue;
    }
}
