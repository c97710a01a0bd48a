package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.receiver.RateLimit;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackBot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the next message may go out: a bucket of tokens for each place where messages go, which receivers that post to the same one
 * share. Times are a nanosecond clock's. Thread-safe.
 */
final class TokenBuckets {
    /** When each will be full again. One that is full has no entry. */
    private final Map<Object, Long> fullAt = new HashMap<>();

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
        long full = fullAt.getOrDefault(target(receiver), now) + per.toNanos();
        Duration wait = Duration.ofNanos(full - now).minus(per.multipliedBy(limit.burst()));
        if (wait.isNegative() || wait.isZero()) {
            fullAt.put(target(receiver), full);
            return Duration.ZERO;
        }
        return wait;
    }

    private static Object target(Receiver receiver) {
        @Nullable Object url = receiver.webhookUrl();
        if (url != null) {
            return url;
        }
        return receiver.settings() instanceof SlackBot bot ? bot : receiver.name();
    }
}
