package io.watchfire.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleDefinitionBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a rule does not fire, and why an alert stands as it does. */
class UnknownVerdictsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing of it is there        | a > 1            | a",
                "one of two                    | b > 1 && a > 1   | a",
                "both                          | a > 1 && c > 1   | a c",
                "text where a number is needed | t > 1            | t",
                "a number where text is needed | b == 'x'         | b",
                "a tag                         | nowhere like 'x' | nowhere",
                "a division by zero            | b / 0 > 1        |",
                "the other side decides        | a > 1 && b < 0   | never",
                "it is asked whether it exists | exists(a)        | never",
            })
    void countsTheNamesForWantOfWhichAVerdictIsUnknown(String what, String condition, String names) {
        AlertEngine engine = engine(rule -> rule.condition(condition));

        for (int i = 0; i < 3; i++) {
            engine.process(event(i).field("b", 5).field("t", "text").build());
        }

        if ("never".equals(names)) {
            assertThat(engine.unknownVerdicts()).isEmpty();
            return;
        }
        Map<String, Long> byName = new TreeMap<>();
        for (String name : names == null ? new String[0] : names.split(" ")) {
            byName.put(name, 3L);
        }
        assertThat(engine.unknownVerdicts()).containsExactly(new UnknownVerdicts("r", 3, new TreeMap<>(byName)));
        assertThat(engine.counters().unknown()).isEqualTo(3);
    }

    @Test
    void anAlertThatFiresCountsAnEventOnce() {
        AlertEngine engine = engine(rule -> rule.condition("h == 'a' && b >= 2"));

        engine.process(event(0).field("b", 5).build());
        engine.process(event(1).build());
        engine.process(event(2).build());
        engine.process(event(3).field("b", 1).build());
        engine.process(event(4).build());

        assertThat(engine.unknownVerdicts())
                .containsExactly(new UnknownVerdicts("r", 3, new TreeMap<>(Map.of("b", 3L))));
        assertThat(engine.counters().unknown()).isEqualTo(3);
    }

    @Test
    void whatLiesOutsideTheTargetForWantOfANumberIsNotUnknown() {
        AlertEngine engine = engine(rule -> rule.when("h > 1"));

        engine.process(event(0).build());

        assertThat(engine.unknownVerdicts()).isEmpty();
    }

    @Test
    void eachRuleAndEachLevelIsAskedByItself() {
        AlertEngine engine = new AlertEngine(
                RuleCompiler.compile(List.of(
                                RuleDefinition.of("known")
                                        .category("m")
                                        .condition("b > 1")
                                        .build(),
                                RuleDefinition.of("levels")
                                        .category("m")
                                        .level(Level.CRITICAL, "x > 9")
                                        .level(Level.WARNING, "b > 9")
                                        .build(),
                                RuleDefinition.of("when")
                                        .category("m")
                                        .when("h == 'a' && y > 1 && b > 1")
                                        .build()))
                        .orElseThrow(),
                EngineOptions.DEFAULT);

        engine.process(event(0).field("b", 5).build());

        assertThat(engine.unknownVerdicts())
                .extracting(UnknownVerdicts::rule, UnknownVerdicts::byName)
                .containsExactly(
                        tuple("levels", new TreeMap<>(Map.of("x", 1L))), tuple("when", new TreeMap<>(Map.of("y", 1L))));
    }

    @Test
    void aLiveAlertSaysWhyItStandsAsItDoes() {
        AlertEngine engine = engine(rule -> rule.condition("b >= 9")
                .resolveWhen("b < 5")
                .resolveOccurrences(2)
                .noData(new NoData(60_000, NoData.Then.FIRE, List.of())));

        engine.process(event(0).field("b", 9).build());
        assertThat(only(engine).why()).isEqualTo("b >= 9");
        assertThat(only(engine).value()).isEqualTo(9.0);
        assertThat(only(engine).unknown()).isNull();

        engine.process(event(1_000).field("x", 1).build());
        assertThat(only(engine).unknown()).isEqualTo("b");

        engine.process(event(2_000).field("b", 4).build());
        assertThat(only(engine).why()).isEqualTo("b < 5");
        assertThat(only(engine).unknown()).isNull();

        engine.process(event(3_000).field("b", 4).build());
        assertThat(engine.alerts()).isEmpty();
        engine.advanceTo(63_000);
        assertThat(only(engine).why()).isEqualTo("no data for 1m");
    }

    @Test
    void anExpectedGroupThatNeverCameSaysSo() {
        AlertEngine engine = engine(rule -> rule.condition("b >= 9")
                .groupBy("h")
                .noData(new NoData(60_000, NoData.Then.FIRE, List.of(Labels.of(Map.of("h", "z"))))));

        engine.advanceTo(0);
        engine.advanceTo(60_000);

        assertThat(only(engine).why()).isEqualTo("never seen within 1m");
    }

    private static Alert only(AlertEngine engine) {
        assertThat(engine.alerts()).hasSize(1);
        return engine.alerts().get(0);
    }

    private static AlertEngine engine(UnaryOperator<RuleDefinitionBuilder> rule) {
        return new AlertEngine(
                RuleCompiler.compile(List.of(
                                rule.apply(RuleDefinition.of("r").category("m")).build()))
                        .orElseThrow(),
                EngineOptions.DEFAULT);
    }

    private static Event.Builder event(long time) {
        return Event.of("m").at(time).tag("h", "a");
    }
}
