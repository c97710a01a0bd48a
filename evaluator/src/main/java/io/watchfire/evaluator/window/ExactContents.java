package io.watchfire.evaluator.window;

import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.window.Measure.Needs;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every sample of a window, with what its measures need brought up to date at each that enters or leaves.
 *
 * <p>The samples stand in one ring: the one that left last, if steps are counted from it; those in the window; those that
 * have not entered yet, if the window lies back in time.
 */
final class ExactContents extends Contents {
    private final WindowDefinition definition;
    private Samples samples;

    /** Index of the first sample in the window: 1 if the one before it is kept, else 0. */
    private int start;

    /** Index behind the last sample in the window. */
    private int end;

    private final @Nullable RunningSum sum;
    private final @Nullable RunningSum increase;
    private final @Nullable SortedNumbers sorted;
    private final @Nullable Map<Object, Integer> different;
    private int changes;
    private double minimum = Double.NaN;
    private double maximum = Double.NaN;

    ExactContents(WindowDefinition definition) {
        this.definition = definition;
        samples = new Samples(definition.kind());
        sum = definition.needs(Needs.SUM) || definition.needs(Needs.MOMENTS) ? new RunningSum() : null;
        increase = definition.needs(Needs.STEPS) ? new RunningSum() : null;
        sorted = definition.needs(Needs.ORDER) ? new SortedNumbers() : null;
        different = definition.needs(Needs.DISTINCT) ? new HashMap<>() : null;
    }

    Samples samples() {
        return samples;
    }

    @Override
    Taken add(long time, double number, @Nullable Object value, long now) {
        boolean isNewest = samples.size() == 0 || time >= samples.time(samples.size() - 1);
        boolean hasLeft = time <= now - definition.reach();
        if (isNewest) {
            samples.insert(time, number, value);
            slideTo(now);
            return hasLeft && !definition.keepsBase() ? Taken.PASSED : placeOf(time, now);
        } else if (!hasLeft) {
            samples.insert(time, number, value);
            reckonAnew(now);
            return placeOf(time, now);
        } else if (definition.keepsBase() && (start == 0 || time >= samples.time(0))) {
            samples.insert(time, number, value);
            if (start == 1) {
                samples.removeFirst();
            }
            start = 1;
            reckonAnew(now);
            return Taken.IN;
        }
        return Taken.PASSED;
    }

    private Taken placeOf(long time, long now) {
        return time <= now - definition.offsetMillis() ? Taken.IN : Taken.LATER;
    }

    @Override
    void slideTo(long now) {
        long entersAt = now - definition.offsetMillis();
        while (end < samples.size() && samples.time(end) <= entersAt) {
            enter(end);
            end++;
        }
        long leavesAt = now - definition.reach();
        while (start < end && samples.time(start) <= leavesAt) {
            leave();
        }
    }

    private void enter(int i) {
        double number = samples.number(i);
        if (sum != null) {
            sum.add(number);
        }
        if (sorted != null) {
            sorted.add(number);
        }
        if (definition.needs(Needs.EXTREMES)) {
            if (end == start) {
                minimum = number;
                maximum = number;
            } else {
                minimum = Math.min(minimum, number);
                maximum = Math.max(maximum, number);
            }
        }
        if (different != null) {
            different.merge(value(i), 1, Integer::sum);
        }
        if (i > 0) {
            if (increase != null) {
                increase.add(step(i));
            }
            changes += definition.needs(Needs.CHANGES) && differs(i) ? 1 : 0;
        }
    }

    /** The first sample leaves; it stays as the one from which steps are counted, if they are. */
    private void leave() {
        double number = samples.number(start);
        if (sum != null) {
            sum.remove(number);
        }
        if (sorted != null) {
            sorted.remove(number);
        }
        // NaN: to be looked for among those that are left
        minimum = number == minimum ? Double.NaN : minimum;
        maximum = number == maximum ? Double.NaN : maximum;
        if (different != null) {
            different.computeIfPresent(value(start), (key, count) -> count == 1 ? null : count - 1);
        }
        if (start > 0) {
            if (increase != null) {
                increase.remove(step(start));
            }
            changes -= definition.needs(Needs.CHANGES) && differs(start) ? 1 : 0;
        }
        if (definition.keepsBase() && start == 0) {
            start = 1;
        } else {
            samples.removeFirst();
            end--;
        }
    }

    /** After a sample that came late: everything from the samples alone. */
    private void reckonAnew(long now) {
        if (sum != null) {
            sum.clear();
        }
        if (increase != null) {
            increase.clear();
        }
        if (sorted != null) {
            sorted.clear();
        }
        if (different != null) {
            different.clear();
        }
        changes = 0;
        end = start;
        slideTo(now);
    }

    /** How far a counter went up to that sample; one that went down began anew. */
    private double step(int i) {
        double number = samples.number(i);
        double before = samples.number(i - 1);
        return number >= before ? number - before : number;
    }

    private boolean differs(int i) {
        return !Objects.equals(samples.value(i), samples.value(i - 1));
    }

    private Object value(int i) {
        return Objects.requireNonNull(samples.value(i));
    }

    @Override
    long nextChange() {
        long next = Long.MAX_VALUE;
        if (end < samples.size()) {
            next = samples.time(end) + definition.offsetMillis();
        }
        if (start < end) {
            next = Math.min(next, samples.time(start) + definition.reach());
        }
        return next;
    }

    @Override
    int count() {
        return end - start;
    }

    @Override
    boolean isEmpty() {
        return samples.size() == start;
    }

    @Override
    long newest() {
        return samples.size() == 0 ? Long.MIN_VALUE : samples.time(samples.size() - 1);
    }

    @Override
    double average() {
        RunningSum exact = Objects.requireNonNull(sum);
        double total = sum();
        if (Double.isFinite(total)) {
            return exact.dividedBy(count());
        }
        RunningSum small = new RunningSum();
        for (int i = start; i < end; i++) {
            small.add(samples.number(i) * 0x1p-32);
        }
        return small.dividedBy(count()) * 0x1p32;
    }

    @Override
    double sum() {
        RunningSum exact = Objects.requireNonNull(sum);
        if (exact.isDoubtful()) {
            exact.clear();
            for (int i = start; i < end; i++) {
                exact.add(samples.number(i));
            }
        }
        return exact.value();
    }

    @Override
    double minimum() {
        if (Double.isNaN(minimum)) {
            findExtremes();
        }
        return minimum;
    }

    @Override
    double maximum() {
        if (Double.isNaN(maximum)) {
            findExtremes();
        }
        return maximum;
    }

    private void findExtremes() {
        minimum = samples.number(start);
        maximum = minimum;
        for (int i = start + 1; i < end; i++) {
            minimum = Math.min(minimum, samples.number(i));
            maximum = Math.max(maximum, samples.number(i));
        }
    }

    @Override
    double quantile(double q) {
        return Objects.requireNonNull(sorted).quantile(q);
    }

    /** In two passes: first the average, then the squares round it. */
    @Override
    double deviation() {
        double mean = average();
        RunningSum squares = new RunningSum();
        RunningSum rest = new RunningSum();
        for (int i = start; i < end; i++) {
            double distance = samples.number(i) - mean;
            squares.add(distance * distance);
            rest.add(distance);
        }
        double correction = rest.value() * rest.value() / count();
        return Math.sqrt(Math.max(0, (squares.value() - correction) / count()));
    }

    @Override
    double increase() {
        RunningSum steps = Objects.requireNonNull(increase);
        if (steps.isDoubtful()) {
            steps.clear();
            for (int i = Math.max(1, start); i < end; i++) {
                steps.add(step(i));
            }
        }
        return steps.value();
    }

    @Override
    double delta() {
        return samples.number(end - 1) - samples.number(0);
    }

    @Override
    double changes() {
        return changes;
    }

    @Override
    double distinct() {
        return Objects.requireNonNull(different).size();
    }

    @Override
    double firstNumber() {
        return samples.number(start);
    }

    @Override
    double lastNumber() {
        return samples.number(end - 1);
    }

    @Override
    @Nullable
    Object firstValue() {
        return samples.value(start);
    }

    @Override
    @Nullable
    Object lastValue() {
        return samples.value(end - 1);
    }

    /** Takes on samples as they were kept, in their order. */
    void take(Samples kept) {
        samples = kept;
    }

    /** All but the samples. What follows from these is reckoned anew, but for sums, which depend on the past. */
    void exchange(SnapshotStream state) {
        start = state.number(start);
        end = state.number(end);
        changes = state.number(changes);
        if (sum != null) {
            sum.exchange(state);
        }
        if (increase != null) {
            increase.exchange(state);
        }
        for (int i = start; state.isReading() && i < end; i++) {
            if (sorted != null) {
                sorted.add(samples.number(i));
            }
            if (different != null) {
                different.merge(value(i), 1, Integer::sum);
            }
        }
    }
}
