package io.watchfire.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A wish that a command which runs until told otherwise should end. Thread-safe.
 *
 * <p>A process that SIGTERM ends has the exit code of the signal, however well it ended: so the shutdown hook waits for
 * the command to finish, and halts with the command's own.
 */
final class StopRequest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();
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

    /** From now on SIGTERM and SIGINT ask; before that they just end the process. */
    void heedSignals() {
        if (signals) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::endWithExitCode, "watchfire-stop"));
        }
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

    /** The command has ended, and all that it printed is out. */
    void finished(int exitCode) {
        finished.complete(exitCode);
    }

    private void endWithExitCode() {
        ask();
        Runtime.getRuntime().halt(finished.join());
    }
}
