package io.watchfire.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.alert.TransitionJson;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.index.RuleAccess;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Occurrences;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an alert that rests is spared, and what it must not miss. */
class RestingAlertsTest {
    @Test
    void anAlertThatFiresOnIsNotLookedAtAndKnowsItsValueAllTheSame() {
        AlertEngine engine = new AlertEngine(rules(plain("r")), EngineOptions.DEFAULT);

        for (int second = 0; second < 1_000; second++) {
            engine.process(event(second, 10 + second));
        }

        assertThat(engine.ruleAccess())
                .singleElement()
                .extracting(RuleAccess::looks)
                .isEqualTo(1L);
        assertThat(engine.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.value()).isEqualTo(1_009.0));
        assertThat(engine.advanceTo(999_000 + 15 * 60_000 - 1)).isEmpty();
        assertThat(engine.advanceTo(999_000 + 15 * 60_000)).hasSize(1);
    }

    @Test
    void matchesAreCountedByLevelThoughTheAlertFires() {
        RuleDefinition rule = RuleDefinition.of("r")
                .category("m")
                .level(new RuleDefinition.LevelDefinition(
                        Level.CRITICAL, "a >= 3", null, null, new Occurrences(3, 5_000)))
                .level(Level.WARNING, "a >= 2")
                .build();
        double[] values = {3, 3, 3, 3, 3, 3, 3, 2, 3, 3};

        List<String> indexed = tell(new AlertEngine(rules(rule), EngineOptions.DEFAULT), values);

        assertThat(indexed).isEqualTo(tell(Unindexed.engine(rules(rule), EngineOptions.DEFAULT), values));
        assertThat(indexed.get(indexed.size() - 1)).contains("00:00:08Z").contains("critical");
    }

    @Test
    void oneOtherRuleAmongManyLeavesTheRestAsTheyAre() {
        List<RuleDefinition> many =
                IntStream.range(0, 50).mapToObj(i -> plain("r" + i)).toList();
        RuleSet before = rules(many.toArray(RuleDefinition[]::new));
        List<Rule> edited = new ArrayList<>(before.rules());
        edited.remove(7);
        edited.add(0, rules(plain("new")).rules().get(0));
        AlertEngine engine = new AlertEngine(before, EngineOptions.DEFAULT);
        engine.process(event(0, 10));

        List<Transition> ended = engine.reload(new RuleSet(before.categories(), edited), 1_000);
        List<Transition> begun = engine.process(event(2, 10));

        assertThat(ended).extracting(transition -> transition.rule().id()).containsExactly("r7");
        assertThat(begun).extracting(transition -> transition.rule().id()).containsExactly("new");
        assertThat(engine.alerts()).hasSize(50);
    }

    private static RuleDefinition plain(String id) {
        return RuleDefinition.of(id)
                .category("m")
                .condition("h == '가' && a >= 5")
                .build();
    }

    private static RuleSet rules(RuleDefinition... rules) {
        return RuleCompiler.compile(List.of(rules)).orElseThrow();
    }

    private static Event event(int second, double value) {
        return Event.of("m").at(second * 1_000L).tag("h", "가").field("a", value).build();
    }

    private static List<String> tell(AlertEngine engine, double... values) {
        List<String> lines = new ArrayList<>();
        for (int second = 0; second < values.length; second++) {
            engine.process(event(second, values[second])).forEach(each -> lines.add(TransitionJson.line(each)));
        }
        return lines;
    }
}
