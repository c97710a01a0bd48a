package io.watchfire.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertEngineCountsTest {
    private static final String SLOW =
            "{\"id\": \"slow\", \"category\": \"app\", \"condition\": \"resp_time >= 2000\", \"for\": \"1m\","
                    + " \"resolveAfter\": \"1m\", \"groupBy\": [\"oname\"]}";
    private static final String DOWN =
            "{\"id\": \"down\", \"category\": \"app\", \"condition\": \"up < 1\", \"groupBy\": [\"oname\"]}";

    private final AlertEngine engine = new AlertEngine(rules(SLOW), EngineOptions.DEFAULT);

    @Test
    void alertsAreCountedByTheirState() {
        assertThat(engine.alertCounts())
                .containsEntry(AlertState.PENDING, 0)
                .containsEntry(AlertState.FIRING, 0)
                .containsEntry(AlertState.RECOVERING, 0);

        tell(0, "a", 2500);
        tell(0, "b", 2500);
        tell(0, "c", 10);
        tell(60, "a", 2500);
        tell(60, "b", 2500);
        tell(61, "b", 10);
        tell(62, "d", 2500);

        assertThat(engine.alertCounts())
                .containsEntry(AlertState.PENDING, 1)
                .containsEntry(AlertState.FIRING, 1)
                .containsEntry(AlertState.RECOVERING, 1)
                .hasSize(3);
    }

    @Test
    void evaluationsGrowWithEventsThatConcernARuleAndNeverFallWhenRulesGo() {
        tell(0, "a", 2500);
        long first = engine.evaluations();
        assertThat(first).isPositive();

        tell(1, "b", 2500);
        long second = engine.evaluations();
        assertThat(second).isGreaterThan(first);

        engine.reload(rules(DOWN), 2_000);
        assertThat(engine.evaluations()).isEqualTo(second);

        engine.process(Event.of("elsewhere")
                .at(Instant.ofEpochMilli(3_000))
                .field("resp_time", 1)
                .build());
        assertThat(engine.evaluations()).isEqualTo(second);
    }

    private void tell(int second, String name, double responseTime) {
        engine.process(Event.of("app")
                .at(Instant.ofEpochMilli(second * 1000L))
                .tag("oname", name)
                .field("resp_time", responseTime)
                .build());
    }

    private static RuleSet rules(String... rules) {
        return RuleFile.parse("rules.json", "{\"version\": 1, \"rules\": [" + String.join(",", rules) + "]}")
                .orElseThrow();
    }
}
