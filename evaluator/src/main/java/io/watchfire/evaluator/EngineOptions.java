package io.watchfire.evaluator;

import io.watchfire.evaluator.rule.WindowOptions;

/**
 * Bounds and times of an {@link AlertEngine}. Immutable; change a copy with the {@code with..} methods.
 *
 * @param allowedLatenessMillis how far behind the engine's time a late event may be and still enter windows
 * @param maxAheadMillis how far past the caller's clock an event may be; see {@link AlertEngine#process(
 *     io.watchfire.evaluator.event.Event, long)}
 * @param maxSeries how many series are kept at the most; beyond that, events of new series are refused and counted
 * @param windows how much windows over time keep
 */
public record EngineOptions(long allowedLatenessMillis, long maxAheadMillis, int maxSeries, WindowOptions windows) {
    public static final EngineOptions DEFAULT = new EngineOptions(10_000, 60_000, 1_000_000, WindowOptions.DEFAULT);

    public EngineOptions {
        if (allowedLatenessMillis < 0 || maxAheadMillis < 0 || maxSeries < 1) {
            throw new IllegalArgumentException("times must not be negative, maxSeries must be at least 1");
        }
    }

    public EngineOptions withAllowedLateness(long millis) {
        return new EngineOptions(millis, maxAheadMillis, maxSeries, windows);
    }

    public EngineOptions withMaxAhead(long millis) {
        return new EngineOptions(allowedLatenessMillis, millis, maxSeries, windows);
    }

    public EngineOptions withMaxSeries(int series) {
        return new EngineOptions(allowedLatenessMillis, maxAheadMillis, series, windows);
    }

    public EngineOptions withWindows(WindowOptions newWindows) {
        return new EngineOptions(allowedLatenessMillis, maxAheadMillis, maxSeries, newWindows);
    }
}
