package io.watchfire.notifiers.slack;

import com.slack.api.webhook.WebhookResponse;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.receiver.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages to one incoming webhook of Slack. Made by {@link SlackChannels}.
 *
 * <p>Nothing that it says about a failure holds any part of the URL. After a broken connection or a time-out nobody
 * knows whether the message arrived; it is tried again.
 */
public final class SlackChannel implements Channel {
    /** Slack's own words for an error, such as {@code invalid_payload}; anything else might quote the URL. */
    private static final Pattern ERROR_WORD = Pattern.compile("[a-z]+(_[a-z]+){0,6}");

    private static final int LONGEST_WORD = 50;

    private final SlackConnection connection;
    private final Secret webhookUrl;

    SlackChannel(SlackConnection connection, Secret webhookUrl) {
        this.connection = connection;
        this.webhookUrl = webhookUrl;
    }

    @Override
    public Outcome send(Outgoing outgoing) {
        try {
            return outcome(connection.post(webhookUrl.reveal(), SlackPayload.of(outgoing.message())));
        } catch (IOException e) {
            return IoFailure.outcome(e);
        } catch (IllegalArgumentException e) {
            return Outcome.refused("the webhook URL cannot be used");
        }
    }

    private Outcome outcome(WebhookResponse response) {
        int code = response.getCode();
        String answer = "Slack answered " + code + word(response.getBody());
        if (code >= 200 && code < 300) {
            return Outcome.delivered();
        }
        if (code == 429 || code >= 500) {
            Duration after = RetryAfter.parse(header(response, "retry-after"), connection.clock());
            return after == null ? Outcome.retry(answer) : Outcome.retryAfter(answer, after);
        }
        if (code == 408) {
            return Outcome.retry(answer);
        }
        return Outcome.refused(code >= 300 && code < 400 ? answer + "; redirects are not followed" : answer);
    }

    private String word(@Nullable String body) {
        String word = body == null ? "" : body.strip();
        boolean show = word.length() <= LONGEST_WORD
                && ERROR_WORD.matcher(word).matches()
                && !webhookUrl.reveal().contains(word);
        return show ? " (" + word + ")" : "";
    }

    private static @Nullable String header(WebhookResponse response, String name) {
        List<String> values = response.getHeaders().get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    @Override
    public String toString() {
        return "SlackChannel[" + webhookUrl + "]";
    }
}
