package io.watchfire.evaluator.window;

import org.jspecify.annotations.Nullable;

/** What a window holds: every sample, or slices of them. */
abstract class Contents {
    /** Takes a sample in by its time. Numbers are never NaN, infinite or negative zero. */
    abstract Taken add(long time, double number, @Nullable Object value, long now);

    /** Lets go of what has left the window by {@code now}, and takes in what has entered. */
    abstract void slideTo(long now);

    /** When time alone changes the window next; {@link Long#MAX_VALUE} if it does not. */
    abstract long nextChange();

    abstract int count();

    /** Whether nothing is in the window, nor on its way to it. */
    abstract boolean isEmpty();

    /** Time of the newest sample that was ever kept; {@link Long#MIN_VALUE} if there was none. */
    abstract long newest();

    // The rest is asked for only if count() is not 0. NaN is unknown.

    abstract double average();

    abstract double sum();

    abstract double minimum();

    abstract double maximum();

    abstract double quantile(double q);

    abstract double deviation();

    abstract double increase();

    abstract double delta();

    abstract double changes();

    abstract double distinct();

    /** The oldest number; NaN where the samples are no numbers. */
    abstract double firstNumber();

    abstract double lastNumber();

    /** The oldest value: a Double, String or Boolean. */
    abstract @Nullable Object firstValue();

    abstract @Nullable Object lastValue();
}
