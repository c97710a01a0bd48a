package io.watchfire.runtime;

import io.watchfire.notifiers.delivery.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that passes, and jumps, when a simulation says so. */
final class SimulatedTime implements InstantSource {
    private static final long START = 1_700_000_000_000L;

    /** What has passed, in milliseconds; never goes back. */
    private long passed;

    private long jumped;
    private long latest = START;

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return START + passed + jumped;
    }

    void pass(long millis) {
        passed += millis;
        latest = Math.max(latest, millis());
    }

    /** The latest time that there ever was. */
    long latest() {
        return latest;
    }

    /** Somebody sets the clock. */
    void jump(long millis) {
        jumped += millis;
        latest = Math.max(latest, millis());
    }

    /** The tasks of one process: they run when, and in the order in which, the simulation says so. */
    final class Tasks implements Workers {
        private record Waiting(long due, Runnable task) {}

        private final List<Runnable> ready = new ArrayList<>();
        private final List<Waiting> waiting = new ArrayList<>();
        private boolean isStopped;

        @Override
        public void run(Runnable task) {
            if (!isStopped) {
                ready.add(task);
            }
        }

        @Override
        public Timer runAfter(Duration delay, Runnable task) {
            Waiting entry = new Waiting(passed + delay.toMillis(), task);
            if (!isStopped) {
                waiting.add(entry);
            }
            return () -> waiting.remove(entry);
        }

        /** Tasks that may run now. */
        List<Runnable> ready() {
            waiting.sort(Comparator.comparingLong(Waiting::due));
            while (!waiting.isEmpty() && waiting.get(0).due <= passed) {
                ready.add(waiting.remove(0).task);
            }
            return ready;
        }

        /** In how many milliseconds the next task may run. */
        long untilNext() {
            return waiting.stream().mapToLong(Waiting::due).min().orElse(Long.MAX_VALUE) - passed;
        }

        @Override
        public boolean awaitQuiet(Duration atMost) {
            return ready.isEmpty() && waiting.isEmpty();
        }

        @Override
        public long nanoTime() {
            return passed * 1_000_000;
        }

        @Override
        public void stop() {
            isStopped = true;
            ready.clear();
            waiting.clear();
        }

        @Override
        public void close() {
            stop();
        }
    }
}
