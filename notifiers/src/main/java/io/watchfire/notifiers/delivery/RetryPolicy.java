package io.watchfire.notifiers.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: a random time between nothing and a bound that doubles with each failure, up to a
 * cap. After M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015 ("full jitter"). Immutable.
 *
 * @param first bound of the first wait
 * @param cap bound of any wait
 * @param giveUpAfter age at which a firing or a change of level is given up, measured from when it was taken on; a
 *     resolve, or a summary that may tell of ends, is owed until it arrives or is refused
 */
public record RetryPolicy(Duration first, Duration cap, Duration giveUpAfter) {
    /** 1 s, 2 s, 4 s and so on up to 5 min, for an hour. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1));

    public RetryPolicy {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0 || giveUpAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "0 < first <= cap and 0 <= giveUpAfter must hold: " + first + ", " + cap + ", " + giveUpAfter);
        }
    }

    /** The wait after that many failures in a row, at least 1. */
    Duration delay(int failures, RandomGenerator random) {
        long bound = cap.toMillis();
        // Beyond 2^30 the shift would leave the longs; the cap is reached long before.
        int doublings = Math.min(failures - 1, 30);
        if (first.toMillis() <= bound >> doublings) {
            bound = first.toMillis() << doublings;
        }
        synchronized (random) {
            return Duration.ofMillis(random.nextLong(bound + 1));
        }
    }
}
