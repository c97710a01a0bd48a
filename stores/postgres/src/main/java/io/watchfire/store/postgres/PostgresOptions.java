package io.watchfire.store.postgres;

import java.time.Duration;

/**
 * Whose state it is, and how long an instance may be silent before another one takes over.
 *
 * @param service the name that all instances of a service share; others in the same database have other names
 * @param lease at least half a second. The longer, the more pauses and lost connections an instance outlives; the shorter, the
 *     sooner another one takes over. All instances of a service should have the same
 */
public record PostgresOptions(String service, Duration lease) {
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int LONGEST_NAME = 100;

    /** @throws IllegalArgumentException if the name is blank or has more than 100 characters, or the lease is out of bounds */
    public PostgresOptions {
        if (service.isBlank() || service.length() > LONGEST_NAME || service.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "service: give a name of 1 to " + LONGEST_NAME + " characters, not '" + service + "'");
        }
        if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lease: give 500ms to 24h, not " + lease);
        }
    }

    /** With a lease of 15 seconds. */
    public static PostgresOptions of(String service) {
        return new PostgresOptions(service, Duration.ofSeconds(15));
    }

    /** The same with another lease. */
    public PostgresOptions withLease(Duration lease) {
        return new PostgresOptions(service, lease);
    }
}
