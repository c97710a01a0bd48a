package io.watchfire.cli;

import io.watchfire.evaluator.event.Event;
import java.time.Instant;
import java.util.Locale;

/** A line on a terminal that tells how far a long work is, a few times a second. Not thread-safe. */
final class ProgressLine implements AutoCloseable {
    private static final int EVENTS_BETWEEN_LOOKS_AT_THE_CLOCK = 1024;
    private static final long PAUSE_NANOS = 200_000_000;
    /** Goes to the beginning of the line and empties it (ECMA-48, EL). */
    static final String ERASE = "\r\u001b[K";

    private final Terminal terminal;
    private final long start = System.nanoTime();
    private long lastShown = start;
    private long events;

    /** Shows nothing if that is not a terminal. */
    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    void event(Event event) {
        if (++events % EVENTS_BETWEEN_LOOKS_AT_THE_CLOCK != 0 || !terminal.progress()) {
            return;
        }
        long now = System.nanoTime();
        if (now - lastShown >= PAUSE_NANOS) {
            lastShown = now;
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            ERASE + "%,d events, %,.0f/s, at %s",
                            events,
                            events / seconds(),
                            Instant.ofEpochMilli(event.time()));
        }
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
