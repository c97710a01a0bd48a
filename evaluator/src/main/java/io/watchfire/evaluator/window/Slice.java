package io.watchfire.evaluator.window;

import io.watchfire.evaluator.window.Measure.Needs;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is kept of the samples of a stretch of a window, and of the whole of it: only what its measures need. */
final class Slice {
    /** Which slice it is: times from {@code number * width} on. */
    final long index;

    long oldest;
    long newest;
    int count;
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    double mean;
    double squares;
    int changes;
    double firstNumber = Double.NaN;
    double lastNumber = Double.NaN;

    @Nullable
    Object firstValue;

    @Nullable
    Object lastValue;

    final @Nullable RunningSum sum;
    final @Nullable RunningSum increase;
    final @Nullable LogHistogram order;
    final @Nullable DifferentValues different;

    Slice(WindowDefinition definition, long index) {
        this.index = index;
        sum = definition.needs(Needs.SUM) ? new RunningSum() : null;
        increase = definition.needs(Needs.STEPS) ? new RunningSum() : null;
        order = definition.needs(Needs.ORDER) ? new LogHistogram() : null;
        different = definition.needs(Needs.DISTINCT) ? new DifferentValues() : null;
    }

    /**
     * Takes a sample in.
     *
     * @param before the newest slice that holds the sample before it, or null; a sample that is older than the last one is
     *     counted, but makes no step
     */
    void add(long time, double number, @Nullable Object value, @Nullable Slice before) {
        boolean inOrder = count == 0 || time >= newest;
        Slice previous = count > 0 ? this : before;
        if (inOrder && previous != null) {
            if (increase != null) {
                increase.add(number >= previous.lastNumber ? number - previous.lastNumber : number);
            }
            changes += Objects.equals(value, previous.lastValue) ? 0 : 1;
        }
        if (count == 0) {
            oldest = time;
            firstNumber = number;
            firstValue = value;
        }
        if (inOrder) {
            newest = time;
            lastNumber = number;
            lastValue = value;
        } else if (time < oldest) {
            oldest = time;
            firstNumber = number;
            firstValue = value;
        }
        count++;
        if (sum != null) {
            sum.add(number);
        }
        minimum = Math.min(minimum, number);
        maximum = Math.max(maximum, number);
        double distance = number - mean;
        mean += distance / count;
        squares += distance * (number - mean);
        if (order != null) {
            order.add(number);
        }
        if (different != null) {
            different.add(Objects.requireNonNull(value));
        }
    }

    /** Adds the whole of a later slice; moments by Chan, Golub and LeVeque, "Updating formulae", 1979. */
    void addAll(Slice later) {
        if (count == 0) {
            oldest = later.oldest;
            firstNumber = later.firstNumber;
            firstValue = later.firstValue;
        }
        newest = later.newest;
        lastNumber = later.lastNumber;
        lastValue = later.lastValue;
        double distance = later.mean - mean;
        int together = count + later.count;
        mean += distance * later.count / together;
        squares += later.squares + distance * distance * count * later.count / together;
        count = together;
        minimum = Math.min(minimum, later.minimum);
        maximum = Math.max(maximum, later.maximum);
        changes += later.changes;
        add(sum, later.sum);
        add(increase, later.increase);
        if (order != null && later.order != null) {
            order.addAll(later.order);
        }
        if (different != null && later.different != null) {
            different.addAll(later.different);
        }
    }

    private static void add(@Nullable RunningSum to, @Nullable RunningSum from) {
        if (to != null && from != null) {
            to.addAll(from);
        }
    }
}
