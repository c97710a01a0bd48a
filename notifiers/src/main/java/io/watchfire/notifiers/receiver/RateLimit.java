package io.watchfire.notifiers.receiver;

import org.jspecify.annotations.Nullable;

/**
 * How fast messages may go to a receiver: one in each stretch of that length on average, and some at once after a quiet time (a
 * token bucket). Immutable.
 *
 * @param perMillis from 1 to {@link #LONGEST_MILLIS}
 * @param burst how many may go at once, at least 1
 */
public record RateLimit(long perMillis, int burst) {
    /** Ten minutes: of a receiver that gets nothing for longer one cannot tell whether it is heard of still. */
    public static final long LONGEST_MILLIS = 600_000;

    /** What Slack takes by a webhook, or in a channel: a message a second, and short bursts. */
    static final RateLimit SLACK = new RateLimit(1_000, 5);

    /** @throws IllegalArgumentException if one of them is out of its bounds */
    public RateLimit {
        if (perMillis < 1 || perMillis > LONGEST_MILLIS || burst < 1) {
            throw new IllegalArgumentException(
                    "1 <= perMillis <= " + LONGEST_MILLIS + " and 1 <= burst must hold: " + perMillis + ", " + burst);
        }
    }

    /** That of a receiver that says nothing of it; null: as fast as it takes them. */
    public static @Nullable RateLimit ofType(String type) {
        return type.equals("slack") ? SLACK : null;
    }
}
