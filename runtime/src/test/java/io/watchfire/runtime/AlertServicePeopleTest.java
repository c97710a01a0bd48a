package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.policy.Decision;
import io.watchfire.notifiers.policy.Silence;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertServicePeopleTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final RuleSet RULES = RuleFile.parse("rules.json", """
                    {"version": 1, "rules": [{"id": "cpu", "category": "pod", "condition": "cpu >= 80"}]}""").orElseThrow();

    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();

    @Test
    void aSilenceHoldsBackWhatFiresAndItsEndLetsItOut() {
        try (AlertService service = service("")) {
            Silence silence = Silence.of("1", List.of(AlertCondition.of("h == 'a'")), NOW, NOW.plusSeconds(60));
            service.silence(silence);
            accept(service, 90);
            assertThat(arrived).isEmpty();
            assertThat(service.silences()).containsExactly(silence);
            assertThat(service.preview(silence)).hasSize(1);
            assertThat(service.why(service.firing().get(0), "team"))
                    .extracting(Decision::toString)
                    .containsExactly(
                            "2023-11-14T22:13:20Z meant: warning",
                            "2023-11-14T22:13:20Z silenced until 2023-11-14T22:14:20Z: silence 1");

            service.expireSilence("1");

            assertThat(service.drain(LONG)).isTrue();
            assertThat(arrived).containsExactly("firing");
            assertThat(service.why(service.firing().get(0), "team"))
                    .extracting(Decision::kind)
                    .endsWith(Decision.Kind.TOLD, Decision.Kind.DELIVERED);
        }
    }

    @Test
    void anEndByHandIsTold() {
        try (AlertService service = service("")) {
            accept(service, 90);
            service.resolve("cpu", Map.of("h", "other"), "kim");
            assertThat(service.firing()).hasSize(1);

            service.resolve("cpu", Map.of("h", "a"), "kim");

            assertThat(service.drain(LONG)).isTrue();
            assertThat(arrived).containsExactly("firing", "resolved");
            assertThat(service.firing()).isEmpty();
        }
    }

    @Test
    void anAcknowledgementNamesTheAlertsThatItMeans() {
        try (AlertService service = service("")) {
            accept(service, 90);

            assertThat(service.acknowledge("cpu", Map.of("h", "b"), "kim", "")).isEmpty();
            assertThat(service.acknowledge("cpu", Map.of(), "kim", "on it")).hasSize(1);
        }
    }

    @Test
    void whatWaitsForOthersOfItsGroupIsToldWhenTheServiceEnds() {
        AlertService service = service("\"grouping\": {\"by\": [], \"wait\": \"1h\"},");
        accept(service, 90);
        assertThat(arrived).isEmpty();

        service.close(LONG);

        assertThat(arrived).containsExactly("firing");
    }

    @Test
    void withoutReceiversThereIsNobodyToTell() {
        try (AlertService service = AlertService.builder().rules(RULES).start()) {
            assertThatIllegalStateException().isThrownBy(service::silences).withMessageContaining("receivers(..)");
        }
    }

    private void accept(AlertService service, double cpu) {
        service.accept(Event.of("pod")
                .at(NOW.toEpochMilli())
                .tag("h", "a")
                .field("cpu", cpu)
                .build());
        assertThat(service.drain(LONG)).isTrue();
    }

    private AlertService service(String policy) {
        return AlertService.builder()
                .rules(RULES)
                .receivers(ReceiverFile.parse(
                                "receivers.json",
                                "{\"version\": 1, " + policy
                                        + " \"receivers\": [{\"name\": \"team\", \"type\": \"console\"}]}",
                                Path.of("."),
                                Map.of())
                        .orElseThrow())
                .clock(() -> NOW)
                .channel("console", receiver -> outgoing -> {
                    arrived.add(outgoing.message().status().text());
                    return Outcome.delivered();
                })
                .start();
    }
}
