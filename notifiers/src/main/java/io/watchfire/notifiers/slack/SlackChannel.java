package io.watchfire.notifiers.slack;

import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.http.GuardedHttp;
import io.watchfire.notifiers.http.HttpAnswer;
import io.watchfire.notifiers.http.IoFailure;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.receiver.Secret;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/**
 * Posts messages to one incoming webhook of Slack, or of a server that takes Slack's. Made by {@link SlackChannels}.
 *
 * <p>A message that is refused as it stands is posted once more as plain text. Nothing that is said about a failure holds
 * any part of the URL. After a broken connection or a time-out nobody knows whether the message arrived; it is tried again.
 */
public final class SlackChannel implements Channel {
    private static final int ANSWER_BYTES = 4096;

    private final GuardedHttp http;
    private final Secret webhookUrl;
    private final boolean compatible;
    private final InstantSource clock;

    /** @param compatible whether it is another server, which knows attachments and Markdown but no blocks */
    SlackChannel(GuardedHttp http, Secret webhookUrl, boolean compatible, InstantSource clock) {
        this.http = http;
        this.webhookUrl = webhookUrl;
        this.compatible = compatible;
        this.clock = clock;
    }

    @Override
    public Outcome send(Outgoing outgoing) {
        Message message = outgoing.message();
        try {
            HttpAnswer answer = post(compatible ? CompatiblePayload.of(message) : SlackPayload.json(message));
            if (answer.code() == 400) {
                HttpAnswer second = post(compatible ? CompatiblePayload.plain(message) : SlackPayload.plain(message));
                // What is wrong is told better by the first.
                HttpAnswer told = second.code() == 400 ? answer : second;
                return told.outcome(said(told), clock);
            }
            return answer.outcome(said(answer), clock);
        } catch (IOException e) {
            return IoFailure.outcome(e, server());
        } catch (IllegalArgumentException e) {
            return Outcome.refused("the webhook URL cannot be used");
        }
    }

    private HttpAnswer post(String json) throws IOException {
        return http.post(webhookUrl.reveal(), Map.of(), json, ANSWER_BYTES);
    }

    private String said(HttpAnswer answer) {
        return server() + " answered " + answer.code() + SlackErrors.shown(answer.body(), webhookUrl);
    }

    private String server() {
        return compatible ? "the webhook" : "Slack";
    }

    @Override
    public String toString() {
        return "SlackChannel[" + webhookUrl + "]";
    }
}
