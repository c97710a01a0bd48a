package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a service can be asked while it runs. */
class AlertServiceSeenTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final RuleSet RULES = RuleCompiler.compile(List.of(RuleDefinition.of("slow")
                    .category("app")
                    .condition("resp_time >= 2000")
                    .build()))
            .orElseThrow();

    @Test
    void liveAlertsAndCountersSayWhatStandsAndWhy() {
        try (AlertService service =
                AlertService.builder().rules(RULES).clock(() -> NOW).start()) {
            service.accept(event(0).field("resp_time", 2310));
            service.accept(event(1).field("tps", 3));
            service.accept(event(-1).field("resp_time", 5));
            service.accept(event(600).field("resp_time", 5));
            assertThat(service.drain(Duration.ofSeconds(20))).isTrue();

            assertThat(service.alerts()).hasSize(1);
            Alert alert = service.alerts().get(0);
            assertThat(alert.state()).isEqualTo(AlertState.FIRING);
            assertThat(alert.since()).isEqualTo(NOW);
            assertThat(alert.value()).isEqualTo(2310.0);
            assertThat(alert.why()).isEqualTo("resp_time >= 2000");
            assertThat(alert.unknown()).isEqualTo("resp_time");
            assertThat(service.unknownVerdicts())
                    .containsExactly(new UnknownVerdicts("slow", 1, new TreeMap<>(Map.of("resp_time", 1L))));
            assertThat(service.counters().engine().events()).isEqualTo(4);
            assertThat(service.counters().engine().late()).isEqualTo(1);
            assertThat(service.counters().engine().ahead()).isEqualTo(1);
            assertThat(service.counters().engine().unknown()).isEqualTo(1);
        }
    }

    private static Event.Builder event(long seconds) {
        return Event.of("app").at(NOW.plusSeconds(seconds).toEpochMilli()).tag("h", "a");
    }
}
