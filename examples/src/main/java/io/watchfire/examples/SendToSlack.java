package io.watchfire.examples;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.runtime.AlertService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Sends one alert to Slack and its end: set {@code SLACK_WEBHOOK_URL} to the URL of an incoming webhook.
 *
 * <p>The URL is a secret. The receiver file only says where it comes from.
 */
public final class SendToSlack {
    private static final String RULES = """
            {"version": 1, "rules": [
              {"name": "메모리 사용률", "category": "server", "condition": "memory >= 98",
               "message": "${oname} 메모리 사용률 ${memory}%", "receiverTags": ["ops"]}]}
            """;

    private static final String RECEIVERS = """
            {"version": 1, "allowPrivateNetworks": true, "receivers": [
              {"name": "ops-team", "type": "slack", "tags": ["ops"], "webhookUrl": "${env:SLACK_WEBHOOK_URL}",
               "language": "ko", "zone": "Asia/Seoul"}]}
            """;

    private SendToSlack() {}

    public static void main(String[] args) throws Exception {
        send(System.getenv());
    }

    static void send(Map<String, String> environment) throws Exception {
        if (!environment.containsKey("SLACK_WEBHOOK_URL")) {
            System.out.println("Set SLACK_WEBHOOK_URL to the URL of a Slack incoming webhook and run this again.");
            return;
        }
        ReceiverSet receivers = ReceiverFile.parse("receivers", RECEIVERS, Path.of("."), environment)
                .orElseThrow();
        try (AlertService watchfire = AlertService.builder()
                .rules(RuleFile.parse("rules", RULES).orElseThrow())
                .receivers(receivers)
                .start()) {
            watchfire.accept(memory(98.6));
            watchfire.accept(memory(61));
            watchfire.drain(Duration.ofSeconds(30));
        }
        System.out.println("Slack was told that the memory of product-1 was full, and that it no longer is.");
    }

    private static Event memory(double percent) {
        return Event.of("server")
                .at(Instant.now())
                .tag("pname", "bfb")
                .tag("pcode", "19429")
                .tag("oname", "product-1")
                .field("memory", percent)
                .build();
    }
}
