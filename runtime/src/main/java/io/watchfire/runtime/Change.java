package io.watchfire.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/** A change of the settings, which waits for its turn among the events. */
final class Change implements Intake.Arrival {
    private final Settings seen;
    private final Settings wanted;
    private final UnaryOperator<Settings> next;
    private final long atMillis;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    /**
     * @param seen the settings for which it was worked out already
     * @param wanted what comes of them
     * @param next works it out for others; throws if they cannot be used
     */
    Change(Settings seen, Settings wanted, UnaryOperator<Settings> next, long atMillis) {
        this.seen = seen;
        this.wanted = wanted;
        this.next = next;
        this.atMillis = atMillis;
    }

    @Override
    public long atMillis() {
        return atMillis;
    }

    /** What comes of the settings for which it was worked out. */
    Settings wanted() {
        return wanted;
    }

    /** The settings after it. Mostly nothing has come between, and they are there already. */
    Settings after(Settings now) {
        return now == seen ? wanted : next.apply(now);
    }

    void done() {
        outcome.complete(null);
    }

    void failed(Throwable why) {
        outcome.completeExceptionally(why);
    }

    /** Waits until it is made; throws what kept it from being made. */
    void await() {
        try {
            outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting; the change is made all the same", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }
}
