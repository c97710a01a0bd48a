package io.watchfire.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * A wish that a command which runs until told otherwise should end. Thread-safe.
 *
 * <p>SIGTERM and its kin only ask: the command then ends by itself, with its own exit code. Whoever sends a second one
 * does not want to wait.
 */
final class StopRequest {
    /** As shells have it. */
    private static final int EXIT_CODE_OF_SIGNALS = 128;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final boolean signals;

    private StopRequest(boolean signals) {
        this.signals = signals;
    }

    /** For a command in this process, which signals may end. */
    static StopRequest ofProcess() {
        return new StopRequest(true);
    }

    /** For a command that only {@link #ask} ends. */
    static StopRequest withoutSignals() {
        return new StopRequest(false);
    }

    /** From now on SIGTERM, SIGINT and SIGHUP ask; before that they just end the process, as a second one does after it. */
    void heedSignals() {
        if (!signals) {
            return;
        }
        for (String name : List.of("TERM", "INT", "HUP")) {
            try {
                Signal.handle(new Signal(name), this::signal);
            } catch (IllegalArgumentException e) {
                // This system has no such signal, or the Java machine was told to leave signals alone (-Xrs).
            }
        }
    }

    private void signal(Signal signal) {
        if (signalled.getAndSet(true)) {
            Runtime.getRuntime().halt(EXIT_CODE_OF_SIGNALS + signal.getNumber());
        }
        ask();
    }

    void ask() {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits until someone asks. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Waits until someone asks, or for that long; returns whether someone has asked. */
    boolean await(Duration longest) throws InterruptedException {
        return asked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
