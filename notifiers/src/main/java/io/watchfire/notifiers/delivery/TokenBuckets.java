package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.receiver.RateLimit;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackBot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the next message may go out: a bucket of tokens for each place where messages go and each limit, which receivers that post to the
 * same place by the same limit share. Times are a nanosecond clock's. Thread-safe.
 */
final class TokenBuckets {
    private record Bucket(Object place, RateLimit limit) {}

    /** When each will be full again. One that is full has no entry. */
    private final Map<Bucket, Long> fullAt = new HashMap<>();

    /**
     * Takes a token if there is one.
     *
     * @return zero if it was taken; else when to ask again, which may be in vain if others ask, too
     */
    synchronized Duration take(Receiver receiver, long now) {
        RateLimit limit = receiver.rateLimit();
        if (limit == null) {
            return Duration.ZERO;
        }
        fullAt.values().removeIf(full -> full - now <= 0);
        Duration per = Duration.ofMillis(limit.perMillis());
        Bucket bucket = new Bucket(place(receiver), limit);
        long full = fullAt.getOrDefault(bucket, now) + per.toNanos();
        Duration wait = Duration.ofNanos(full - now).minus(per.multipliedBy(limit.burst()));
        if (wait.isNegative() || wait.isZero()) {
            fullAt.put(bucket, full);
            return Duration.ZERO;
        }
        return wait;
    }

    /** Gives back a token that was taken for an attempt that was not made. */
    synchronized void giveBack(Receiver receiver) {
        RateLimit limit = receiver.rateLimit();
        if (limit != null) {
            long token = Duration.ofMillis(limit.perMillis()).toNanos();
            fullAt.computeIfPresent(new Bucket(place(receiver), limit), (bucket, full) -> full - token);
        }
    }

    private static Object place(Receiver receiver) {
        @Nullable Object url = receiver.webhookUrl();
        if (url != null) {
            return url;
        }
        return receiver.settings() instanceof SlackBot bot ? bot : receiver.name();
    }
}
