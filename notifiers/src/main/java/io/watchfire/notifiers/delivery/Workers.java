package io.watchfire.notifiers.delivery;

import java.time.Duration;

/** Where deliveries run and wait. Tests bring one with a time of their own. Thread-safe. */
public interface Workers extends AutoCloseable {
    /** Runs a task soon. A task that hangs holds up no other. */
    void run(Runnable task);

    /** Runs a task after a while. */
    Timer runAfter(Duration delay, Runnable task);

    /**
     * Waits until no task runs or is to run.
     *
     * @return false if it has not come to that in the time given, or the waiting thread was interrupted
     */
    boolean awaitQuiet(Duration atMost);

    /** The time by which waits are measured; only differences mean anything. */
    default long nanoTime() {
        return System.nanoTime();
    }

    /** Drops the tasks that have not begun and asks the running ones to end. */
    void stop();

    /** As {@link #stop}, then waits for the threads to end, for a few seconds at most. */
    @Override
    void close();

    /** A task that has not yet run. */
    @FunctionalInterface
    interface Timer {
        /** Takes the task back. True if it had not begun and now never will. */
        boolean cancel();
    }
}
