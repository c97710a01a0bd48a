package io.watchfire.evaluator;

/**
 * What an {@link AlertEngine} has seen so far.
 *
 * @param events events given, those refused included
 * @param late events older than the last one of their series
 * @param ahead events refused because they lay too far ahead of the clock
 * @param refusedSeries events refused because their series was new and there was no room for it
 * @param unknown verdicts that were unknown
 * @param transitions transitions put out
 * @param refusedSamples samples for which a window had no room
 */
public record EngineCounters(
        long events, long late, long ahead, long refusedSeries, long unknown, long transitions, long refusedSamples) {}
