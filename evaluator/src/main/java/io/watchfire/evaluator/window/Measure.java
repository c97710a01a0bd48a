package io.watchfire.evaluator.window;

import io.watchfire.dsl.check.AggregateFunction;

/**
 * What a rule asks of a window, and the slot in which it finds the answer.
 *
 * @param quantile which quantile, from 0 to 1; not used by other functions
 */
record Measure(AggregateFunction function, double quantile, int slot) {
    /** What has to be kept at hand for a function, beside the samples. */
    enum Needs {
        NOTHING,
        FIRST,
        LAST,
        SUM,
        EXTREMES,
        ORDER,
        STEPS,
        CHANGES,
        DISTINCT,
        MOMENTS
    }

    static double quantileOf(AggregateFunction function, double argument) {
        return switch (function) {
            case P50 -> 0.5;
            case P90 -> 0.9;
            case P95 -> 0.95;
            case P99 -> 0.99;
            case P999 -> 0.999;
            default -> argument;
        };
    }

    Needs needs() {
        return needs(function);
    }

    static Needs needs(AggregateFunction function) {
        return switch (function) {
            case COUNT -> Needs.NOTHING;
            case FIRST -> Needs.FIRST;
            case LAST -> Needs.LAST;
            case AVG, SUM -> Needs.SUM;
            case MIN, MAX -> Needs.EXTREMES;
            case P50, P90, P95, P99, P999, QUANTILE -> Needs.ORDER;
            case RATE, INCREASE, DELTA -> Needs.STEPS;
            case CHANGES -> Needs.CHANGES;
            case DISTINCT -> Needs.DISTINCT;
            case STDDEV -> Needs.MOMENTS;
        };
    }
}
