package io.watchfire.cli;

import io.watchfire.evaluator.event.Event;
import java.time.Instant;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/** A line on a terminal that tells how far a long work is, a few times a second. Not thread-safe. */
final class ProgressLine implements AutoCloseable {
    private static final int EVENTS_BETWEEN_LOOKS_AT_THE_CLOCK = 1024;
    private static final long PAUSE_NANOS = 200_000_000;
    /** Goes to the beginning of the line and empties it (ECMA-48, EL). */
    static final String ERASE = "\r\u001b[K";

    private static final int BAR = 20;

    private final Terminal terminal;
    private final DoubleSupplier done;
    private final long start = System.nanoTime();
    private long lastShown = start;
    private long events;

    /**
     * Shows nothing if that is not a terminal.
     *
     * @param done how much of the work is done, from 0 to 1; NaN if that is not known
     */
    ProgressLine(Terminal terminal, DoubleSupplier done) {
        this.terminal = terminal;
        this.done = done;
    }

    void event(Event event) {
        if (++events % EVENTS_BETWEEN_LOOKS_AT_THE_CLOCK != 0 || !terminal.progress()) {
            return;
        }
        long now = System.nanoTime();
        if (now - lastShown >= PAUSE_NANOS) {
            lastShown = now;
            Instant at = Instant.ofEpochMilli(event.time());
            terminal.err().print(ERASE + text(done.getAsDouble(), events, seconds(), at));
        }
    }

    /** {@code [######..............] 30%, 1,200,000 events, 600,000/s, at 2026-01-31T09:00:00Z}. */
    static String text(double done, long events, double seconds, Instant at) {
        String rest = String.format(Locale.ROOT, "%,d events, %,.0f/s, at %s", events, events / seconds, at);
        if (Double.isNaN(done)) {
            return rest;
        }
        int full = (int) (done * BAR);
        return String.format(
                Locale.ROOT, "[%s%s] %d%%, %s", "#".repeat(full), ".".repeat(BAR - full), (int) (done * 100), rest);
    }

    /** Seconds since the beginning. */
    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Wipes the line out. */
    @Override
    public void close() {
        if (lastShown != start) {
            lastShown = start;
            terminal.err().print(ERASE);
        }
    }
}
