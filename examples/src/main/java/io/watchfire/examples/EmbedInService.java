package io.watchfire.examples;

import io.watchfire.evaluator.alert.TransitionJson;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.runtime.AlertService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How a Java service embeds Watchfire: rules, receivers, a listener, events. */
public final class EmbedInService {
    private static final String RULES = """
            {"version": 1, "rules": [
              {"id": "slow-order", "name": "주문이 느립니다", "category": "app_counter",
               "target": "okindName == 'btf-order'", "condition": "resp_time >= 2000"}]}
            """;

    private static final String RECEIVERS = """
            {"version": 1, "receivers": [{"name": "terminal", "type": "console", "language": "ko"}]}
            """;

    private EmbedInService() {}

    public static void main(String[] args) throws Exception {
        try (AlertService watchfire = AlertService.builder()
                .rules(RuleFile.parse("rules", RULES).orElseThrow())
                .receivers(ReceiverFile.parse("receivers", RECEIVERS, Path.of("."), Map.of())
                        .orElseThrow())
                .onTransition(transition -> System.out.println(TransitionJson.line(transition)))
                .start()) {
            watchfire.accept(order(310));
            watchfire.accept(order(2310));
            watchfire.accept(order(295));
            watchfire.drain(Duration.ofSeconds(10));
        }
    }

    private static Event order(double responseMillis) {
        return Event.of("app_counter")
                .at(Instant.now())
                .tag("okindName", "btf-order")
                .tag("oname", "주문-1")
                .field("resp_time", responseMillis)
                .build();
    }
}
