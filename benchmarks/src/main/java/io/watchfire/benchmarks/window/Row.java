package io.watchfire.benchmarks.window;

import io.watchfire.evaluator.event.Event;

/** One way to judge a condition over a window at each event. */
interface Row extends AutoCloseable {
    void process(Event event);

    /** At how many events the condition held; -1 if it does not tell. */
    long matches();

    /** How many alerts started; -1 if it does not tell. */
    long firings();

    @Override
    default void close() {}
}
