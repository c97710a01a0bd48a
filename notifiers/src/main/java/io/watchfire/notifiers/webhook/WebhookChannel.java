package io.watchfire.notifiers.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.http.GuardedHttp;
import io.watchfire.notifiers.http.HttpAnswer;
import io.watchfire.notifiers.http.IoFailure;
import io.watchfire.notifiers.receiver.ReceiverSettings.Webhook;
import io.watchfire.notifiers.receiver.Secret;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages to one web service. Made by {@link WebhookChannels}.
 *
 * <p>Each request names its delivery in {@code Idempotency-Key}, the same at each attempt. Nothing that is said about a
 * failure holds any part of the URL, a header or the answer.
 */
final class WebhookChannel implements Channel {
    /** Nothing of the answer is looked at. */
    private static final int ANSWER_BYTES = 64;

    private static final int KEY_DIGITS = 32;

    private final GuardedHttp http;
    private final String receiver;
    private final Secret url;
    private final Webhook settings;
    private final @Nullable PayloadTemplate template;
    private final InstantSource clock;

    WebhookChannel(GuardedHttp http, String receiver, Secret url, Webhook settings, InstantSource clock) {
        this.http = http;
        this.receiver = receiver;
        this.url = url;
        this.settings = settings;
        Secret payload = settings.payload();
        this.template = payload == null ? null : PayloadTemplate.parse(payload.reveal());
        this.clock = clock;
    }

    @Override
    public Outcome send(Outgoing outgoing) {
        boolean grouped = template == null && settings.format() == Webhook.Format.ALERTMANAGER;
        String groupKey = outgoing.reference() == null ? outgoing.key() : outgoing.reference();
        String body =
                grouped ? AlertmanagerJson.of(outgoing, receiver, groupKey).toString() : ownBody(outgoing);
        try {
            HttpAnswer answer = http.post(url.reveal(), headers(outgoing, body), body, ANSWER_BYTES);
            Outcome outcome = answer.outcome("the webhook answered " + answer.code(), clock);
            // Later messages about the alert belong to the same group.
            return grouped && answer.isTaken() ? Outcome.delivered(groupKey) : outcome;
        } catch (IOException e) {
            return IoFailure.outcome(e, "the webhook");
        } catch (IllegalArgumentException e) {
            return Outcome.refused("the webhook's URL or one of its headers cannot be used");
        }
    }

    private String ownBody(Outgoing outgoing) {
        ObjectNode message = MessageJson.of(outgoing, receiver);
        return template == null ? message.toString() : template.fill(message).toString();
    }

    private Map<String, String> headers(Outgoing outgoing, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        settings.headers().forEach((name, value) -> headers.put(name, value.reveal()));
        // A header holds ASCII only, and the key any character.
        headers.put("Idempotency-Key", Signature.hash(outgoing.key()).substring(0, KEY_DIGITS));
        if (outgoing.maybeRepeat()) {
            headers.put("X-Watchfire-Maybe-Repeat", "true");
        }
        Secret key = settings.signingSecret();
        if (key != null) {
            long now = clock.instant().getEpochSecond();
            headers.put("X-Watchfire-Timestamp", Long.toString(now));
            headers.put("X-Watchfire-Signature", Signature.of(key, now, body));
        }
        return headers;
    }

    @Override
    public String toString() {
        return "WebhookChannel[" + receiver + "]";
    }
}
