package io.watchfire.cli;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventLines;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads live events from standard input on a thread of its own, and asks for the end when there are no more. Reading
 * cannot be broken off, so after the end the thread is left to itself: what it reads then is refused by the service.
 */
final class InputEvents {
    private final Terminal terminal;
    private final InstantSource clock;
    private final Consumer<Event> events;
    private final BadLines badLines;
    private final StopRequest stop;
    private volatile @Nullable Exception failure;

    InputEvents(Terminal terminal, InstantSource clock, Consumer<Event> events, BadLines badLines, StopRequest stop) {
        this.terminal = terminal;
        this.clock = clock;
        this.events = events;
        this.badLines = badLines;
        this.stop = stop;
    }

    void start() {
        Thread thread = new Thread(this::read, "watchfire-input");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (EventLines lines = EventLines.of("standard input", terminal.in(), clock::millis, badLines)) {
            for (Event event = lines.next(); event != null && !stop.isAsked(); event = lines.next()) {
                events.accept(event);
            }
        } catch (RejectedExecutionException e) {
            // The service closed first.
        } catch (Exception e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException(e);
        } finally {
            stop.ask();
        }
    }

    /** What broke the reading off; null if nothing did. */
    @Nullable
    Exception failure() {
        return failure;
    }
}
