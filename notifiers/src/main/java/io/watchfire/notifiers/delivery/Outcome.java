package io.watchfire.notifiers.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. The reasons are for people and logs: they hold no part of a URL, and no secret. */
public sealed interface Outcome {
    /** The receiver has it. */
    record Delivered() implements Outcome {}

    /**
     * It did not arrive, or nobody knows whether it did; another attempt may succeed.
     *
     * @param after the receiver asks for that long a pause; null if it did not say
     */
    record Retry(String why, @Nullable Duration after) implements Outcome {}

    /** It did not arrive, and never will, however often it is tried. */
    record Refused(String why) implements Outcome {}

    static Outcome delivered() {
        return new Delivered();
    }

    static Outcome retry(String why) {
        return new Retry(why, null);
    }

    static Outcome retryAfter(String why, Duration after) {
        return new Retry(why, after);
    }

    static Outcome refused(String why) {
        return new Refused(why);
    }
}
