package io.watchfire.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.ChannelFactory;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.http.GuardedHttp;
import io.watchfire.notifiers.http.HttpAnswer;
import io.watchfire.notifiers.http.HttpTimeouts;
import io.watchfire.notifiers.http.IoFailure;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.ReceiverSettings.Own;
import io.watchfire.notifiers.receiver.Secret;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.runtime.AlertService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/**
 * A receiver of a kind that Watchfire does not know: a pager service that keeps an incident open for each alert. Set {@code
 * PAGER_URL} and {@code PAGER_KEY}. See docs/write-a-receiver.md.
 */
public final class OwnReceiver {
    private static final String RULES = """
            {"version": 1, "rules": [
              {"name": "메모리 사용률", "category": "server", "condition": "memory >= 98",
               "message": "${oname} 메모리 사용률 ${memory}%"}]}
            """;

    private static final String RECEIVERS = """
            {"version": 1, "allowPrivateNetworks": true, "receivers": [
              {"name": "on-call", "type": "x-pager", "language": "ko",
               "settings": {"url": "${env:PAGER_URL}", "key": "${env:PAGER_KEY}"}}]}
            """;

    private OwnReceiver() {}

    public static void main(String[] args) throws Exception {
        page(System.getenv());
    }

    static void page(Map<String, String> environment) throws Exception {
        if (!environment.containsKey("PAGER_URL") || !environment.containsKey("PAGER_KEY")) {
            System.out.println("Set PAGER_URL and PAGER_KEY to those of a pager service and run this again.");
            return;
        }
        ReceiverSet receivers = ReceiverFile.parse("receivers", RECEIVERS, Path.of("."), environment)
                .orElseThrow();
        try (AlertService watchfire = AlertService.builder()
                .rules(RuleFile.parse("rules", RULES).orElseThrow())
                .receivers(receivers)
                .channel("x-pager", new Pagers(receivers))
                .start()) {
            watchfire.accept(Event.of("server").tag("oname", "product-1").field("memory", 98.6));
            watchfire.accept(Event.of("server").tag("oname", "product-1").field("memory", 61));
            watchfire.drain(Duration.ofSeconds(30));
        }
    }

    /** Makes the channels, which share their connections. */
    static final class Pagers implements ChannelFactory {
        private final GuardedHttp http;

        Pagers(ReceiverSet receivers) {
            http = new GuardedHttp(receivers::allowPrivateNetworks, HttpTimeouts.DEFAULT);
        }

        @Override
        public Channel open(Receiver receiver) {
            Map<String, Secret> settings = ((Own) receiver.settings()).texts();
            return new Pager(http, settings.get("url"), settings.get("key"));
        }

        @Override
        public void close() {
            http.close();
        }
    }

    /** One attempt at a time; when to try again is not its business. */
    private record Pager(GuardedHttp http, Secret url, Secret key) implements Channel {
        private static final int ANSWER_BYTES = 1024;

        @Override
        public Outcome send(Outgoing outgoing) {
            // The first message of an alert names the incident, and the reference brings that name back with the
            // others.
            String incident = outgoing.reference() == null ? nameOf(outgoing) : outgoing.reference();
            boolean over = outgoing.message().status() == Status.RESOLVED;
            ObjectNode body = new ObjectMapper().createObjectNode();
            body.put("incident", incident);
            body.put("action", over ? "close" : "open");
            body.put("summary", outgoing.message().preview());
            body.put("details", outgoing.message().body());
            try {
                HttpAnswer answer = http.post(
                        url.reveal(), Map.of("Authorization", "Key " + key.reveal()), body.toString(), ANSWER_BYTES);
                return answer.isTaken()
                        ? Outcome.delivered(incident)
                        : answer.outcome("the pager answered " + answer.code(), InstantSource.system());
            } catch (IOException e) {
                return IoFailure.outcome(e, "the pager");
            }
        }

        /** The key of a delivery is the same at each attempt: two requests open one incident. */
        private static String nameOf(Outgoing outgoing) {
            return UUID.nameUUIDFromBytes(outgoing.key().getBytes(StandardCharsets.UTF_8))
                    .toString();
        }
    }
}
