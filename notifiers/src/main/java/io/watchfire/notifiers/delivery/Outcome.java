package io.watchfire.notifiers.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. The reasons are for people and logs: they hold no part of a URL, and no secret. */
public sealed interface Outcome {
    /**
     * The receiver has it.
     *
     * @param reference what the channel wants to be given with later messages about the same alerts, such as the place of
     *     this one; plain text, no secret, as short as can be: it is kept. Null: nothing, what was kept stays
     */
    record Delivered(@Nullable String reference) implements Outcome {}

    /**
     * It did not arrive, or nobody knows whether it did; another attempt may succeed.
     *
     * @param after the receiver asks for that long a pause; null if it did not say
     * @param uncertain whether it may have arrived all the same, as when the answer was lost
     */
    record Retry(String why, @Nullable Duration after, boolean uncertain) implements Outcome {}

    /** It did not arrive, and never will, however often it is tried. */
    record Refused(String why) implements Outcome {}

    static Outcome delivered() {
        return new Delivered(null);
    }

    static Outcome delivered(String reference) {
        return new Delivered(reference);
    }

    static Outcome retry(String why) {
        return new Retry(why, null, false);
    }

    static Outcome retryAfter(String why, Duration after) {
        return new Retry(why, after, false);
    }

    /** Nobody knows whether it arrived: what follows it is sent as if it had. */
    static Outcome uncertain(String why) {
        return new Retry(why, null, true);
    }

    static Outcome refused(String why) {
        return new Refused(why);
    }
}
