package io.watchfire.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What several rules reckon is reckoned once, and their bounds on it are thresholds as those on a field. */
class SharedNumbersTest {
    private static final RuleSet RULES = RuleCompiler.compile(IntStream.range(1, 6)
                    .mapToObj(i -> RuleDefinition.of("over-" + i)
                            .category("app")
                            .condition("tx_error / tx_count * 100 >= " + i)
                            .build())
                    .toList())
            .orElseThrow();

    private static Event event(double errors, double count) {
        return Event.of("app")
                .at(0)
                .tag("oname", "a")
                .field("tx_error", errors)
                .field("tx_count", count)
                .build();
    }

    private final AlertEngine engine = new AlertEngine(RULES, EngineOptions.DEFAULT);

    private List<String> process(Event event) {
        return engine.process(event).stream()
                .map(transition -> transition.rule().id() + " " + transition.to() + " " + transition.value())
                .toList();
    }

    @Test
    void rulesLookOnlyWhereABoundOnTheNumberIsCrossed() {
        assertThat(process(event(5, 200))).containsExactly("over-1 FIRING 2.5", "over-2 FIRING 2.5");
        assertThat(process(event(5, 180))).isEmpty();
        assertThat(process(event(6, 200))).containsExactly("over-3 FIRING 3.0");
        assertThat(process(event(5, 200))).containsExactly("over-3 RESOLVED 2.5");

        assertThat(engine.ruleAccess().stream()
                        .mapToLong(access -> access.looks())
                        .sum())
                .as("of 20 looks that five rules would take at four events")
                .isLessThan(10);
    }

    @Test
    void theIndexShowsTheNumber() {
        assertThat(engine.ruleIndex()).contains("tx_error / tx_count * 100 from a bound upward: over-1, over-2");
    }

    @Test
    void aMissingPartIsNamedNotTheNumber() {
        engine.process(
                Event.of("app").at(0).tag("oname", "a").field("tx_error", 1).build());

        assertThat(engine.unknownVerdicts())
                .hasSize(5)
                .allSatisfy(unknown -> assertThat(unknown.byName()).containsOnlyKeys("tx_count"));
    }

    @Test
    void aDivisionByZeroIsUnknownAndNamesNothing() {
        List<Transition> transitions = engine.process(event(1, 0));

        assertThat(transitions).isEmpty();
        assertThat(engine.unknownVerdicts())
                .hasSize(5)
                .allSatisfy(unknown -> assertThat(unknown.byName()).isEmpty());
    }
}
