package io.watchfire.notifiers.http;

import io.watchfire.notifiers.delivery.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to one request. Immutable.
 *
 * @param body its beginning; it may quote what was sent, secrets and all
 * @param retryAfter the header of that name; null if there is none
 */
public record HttpAnswer(int code, String body, @Nullable String retryAfter) {
    /** Whether it took what was posted. */
    public boolean isTaken() {
        return code >= 200 && code < 300;
    }

    /**
     * What follows from the answer: 2xx is delivered; 429, 5xx and 408 are tried again, after {@code Retry-After} if that is
     * named; all else is refused.
     *
     * @param said the start of the reason: {@code Slack answered 404}
     * @param clock tells how far away a date in {@code Retry-After} is
     */
    public Outcome outcome(String said, InstantSource clock) {
        if (isTaken()) {
            return Outcome.delivered();
        }
        if (code == 429 || code >= 500) {
            return retry(said, clock);
        }
        if (code == 408) {
            return Outcome.retry(said);
        }
        return Outcome.refused(code >= 300 && code < 400 ? said + "; redirects are not followed" : said);
    }

    /** Another attempt, when the server wants it. */
    public Outcome retry(String said, InstantSource clock) {
        Duration after = RetryAfter.parse(retryAfter, clock);
        return after == null ? Outcome.retry(said) : Outcome.retryAfter(said, after);
    }
}
