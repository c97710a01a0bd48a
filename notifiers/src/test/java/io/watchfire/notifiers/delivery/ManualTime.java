package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Workers and clock of a time that passes only when a test says so. Tasks run at once, on the caller's thread. */
final class ManualTime implements Workers, InstantSource {
    private record Waiting(Instant due, Runnable task) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private Instant now = Sample.START;
    boolean closed;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long nanoTime() {
        return Duration.between(Sample.START, now).toNanos();
    }

    @Override
    public void run(Runnable task) {
        task.run();
    }

    @Override
    public Timer runAfter(Duration delay, Runnable task) {
        Waiting entry = new Waiting(now.plus(delay), task);
        waiting.add(entry);
        return () -> waiting.remove(entry);
    }

    /** How long it is until the next task. */
    Duration untilNext() {
        return Duration.between(now, first().due);
    }

    /** Lets time pass; what is due runs at its time. */
    void pass(Duration duration) {
        Instant until = now.plus(duration);
        while (!waiting.isEmpty() && !first().due.isAfter(until)) {
            Waiting next = first();
            waiting.remove(next);
            now = next.due;
            next.task.run();
        }
        now = until;
    }

    private Waiting first() {
        return waiting.stream().min(Comparator.comparing(Waiting::due)).orElseThrow();
    }

    @Override
    public boolean awaitQuiet(Duration atMost) {
        Instant until = now.plus(atMost);
        while (!waiting.isEmpty() && !first().due.isAfter(until)) {
            pass(untilNext());
        }
        if (!waiting.isEmpty()) {
            now = until;
        }
        return waiting.isEmpty();
    }

    @Override
    public void stop() {
        waiting.clear();
    }

    @Override
    public void close() {
        stop();
        closed = true;
    }
}
