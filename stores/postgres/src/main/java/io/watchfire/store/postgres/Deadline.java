package io.watchfire.store.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when this process may take it that it has the lease, by its own clock that never goes back. That is a tenth of the lease
 * before the lease ends in the database: it began when the database was asked, and the database counts from its answer. Once it has
 * passed, it has passed for good.
 */
final class Deadline {
    private final LongSupplier nanoTime;
    private final long span;
    private long end;
    private boolean hasPassed;

    /** @param asked when the database was asked for the lease that it gave */
    Deadline(LongSupplier nanoTime, Duration lease, long asked) {
        this.nanoTime = nanoTime;
        this.span = lease.toNanos() / 10 * 9;
        this.end = asked + span;
    }

    /** Puts it off, unless it has passed. */
    synchronized void renew(long asked) {
        if (!hasPassed()) {
            end = asked + span;
        }
    }

    /** Another one has the lease, or this one is given back. */
    synchronized void pass() {
        hasPassed = true;
    }

    synchronized boolean hasPassed() {
        hasPassed |= nanoTime.getAsLong() - end >= 0;
        return hasPassed;
    }
}
