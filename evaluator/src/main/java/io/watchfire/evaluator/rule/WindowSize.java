package io.watchfire.evaluator.rule;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.AggregateFunction;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.Aggregate;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * How much one series makes one window keep, in bytes: an estimate for series that send a sample every five seconds.
 *
 * @param samples how many samples that would be
 * @param sliced whether they are too many to keep each
 * @param bytes what is kept of them
 */
public record WindowSize(long samples, boolean sliced, long bytes) {
    private static final long SAMPLE_EVERY_MILLIS = 5_000;
    private static final Set<AggregateFunction> OF_STEPS =
            Set.of(AggregateFunction.INCREASE, AggregateFunction.RATE, AggregateFunction.DELTA);
    private static final Set<AggregateFunction> OF_ORDER = Set.of(
            AggregateFunction.P50,
            AggregateFunction.P90,
            AggregateFunction.P95,
            AggregateFunction.P99,
            AggregateFunction.P999,
            AggregateFunction.QUANTILE);

    /** The size of a window that an expression names, for that one of its functions. */
    public static WindowSize of(CheckedExpression expression, Aggregate window, WindowOptions options) {
        Expression argument = window.arguments().get(window.arguments().size() - 1);
        return of(
                List.of(AggregateFunction.ofName(window.function()).orElseThrow()),
                expression.part(argument).type(),
                window.overMillis(),
                window.offsetMillis(),
                options);
    }

    /**
     * The size of a window.
     *
     * @param functions what it is asked for
     * @param type of the samples
     */
    public static WindowSize of(
            Collection<AggregateFunction> functions,
            ValueType type,
            long overMillis,
            long offsetMillis,
            WindowOptions options) {
        long inWindow = overMillis / SAMPLE_EVERY_MILLIS + 1;
        long samples = (overMillis + offsetMillis) / SAMPLE_EVERY_MILLIS + 1;
        if (inWindow <= options.exactSamples()) {
            return new WindowSize(samples, false, samples * bytesOfSample(functions, type));
        }
        long slices = (overMillis + offsetMillis) / Math.max(1, overMillis / options.slices()) + 1;
        return new WindowSize(samples, true, Math.min(slices, samples) * bytesOfSlice(functions));
    }

    /** What one sample takes that is kept as it is: its time, its value, its place among the others. */
    public static long bytesOfSample(Collection<AggregateFunction> functions, ValueType type) {
        boolean countsOnly = functions.stream().allMatch(function -> function == AggregateFunction.COUNT);
        long value = countsOnly ? 8 : type == ValueType.NUMBER ? 16 : 32;
        boolean ordered = functions.stream().anyMatch(OF_ORDER::contains);
        return value + (ordered ? 8 : 0) + (functions.contains(AggregateFunction.DISTINCT) ? 64 : 0);
    }

    /** What one slice takes. */
    public static long bytesOfSlice(Collection<AggregateFunction> functions) {
        long bytes = 250;
        bytes += functions.stream().anyMatch(OF_STEPS::contains) ? 50 : 0;
        bytes += functions.stream().anyMatch(OF_ORDER::contains) ? 1_000 : 0;
        return bytes + (functions.contains(AggregateFunction.DISTINCT) ? 64L << 10 : 0);
    }
}
