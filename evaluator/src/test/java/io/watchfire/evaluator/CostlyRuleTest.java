package io.watchfire.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostlyRuleTest {
    private final List<RuleDefinition> definitions = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resp_time * 2 > tps",
                "avg(resp_time) over 5m >= 2000",
                "okindName == 'a' && avg(resp_time) over 5m >= 2000",
                "memo like '*x' or resp_time + 1 > tps"
            })
    void aRuleThatLooksAtEveryEventIsToldAmongVeryManyRules(String condition) {
        found(1_000);
        add("broad", condition);

        assertThat(CostlyRule.among(rules())).singleElement().satisfies(costly -> {
            assertThat(costly.rule().id()).isEqualTo("broad");
            assertThat(costly.message())
                    .isEqualTo(
                            "looks at every event of app, of the 1,001 rules there mostly few: each event pays for it");
            assertThat(costly.help()).contains("\"target\": \"okindName == 'x'\"");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "okindName == 'a' && resp_time * 2 > tps",
                "resp_time >= 2000",
                "okindName != 'a' and oname not like 'b*'",
                "resp_time >= 2000 && tps * 2 > resp_time"
            })
    void aRuleThatIsFoundByATextOrABoundIsNotTold(String condition) {
        found(1_000);
        add("narrow", condition);

        assertThat(CostlyRule.among(rules())).isEmpty();
    }

    @Test
    void inASmallSetNothingIsTold() {
        for (int i = 0; i < 100; i++) {
            add("broad" + i, "resp_time * 2 > tps");
        }

        assertThat(CostlyRule.among(rules())).isEmpty();
    }

    @Test
    void manyRulesThatLookAtEveryEventAreToldTogether() {
        for (int i = 0; i < 150; i++) {
            add("broad" + i, "resp_time * 2 > tps");
        }

        assertThat(CostlyRule.among(rules())).singleElement().satisfies(costly -> {
            assertThat(costly.rule().id()).isEqualTo("broad0");
            assertThat(costly.message())
                    .startsWith("150 of the 150 rules of app look at every event")
                    .endsWith("broad9 and 140 more");
        });
    }

    @Test
    void ofSomeRulesOnlyTheseAreLookedAt() {
        found(1_000);
        add("old", "resp_time * 2 > tps");
        add("new", "resp_time * 3 > tps");
        RuleSet rules = rules();
        List<Rule> fresh = rules.rules().subList(1_001, 1_002);

        assertThat(CostlyRule.among(fresh, rules))
                .extracting(costly -> costly.rule().id())
                .containsExactly("new");
        assertThat(CostlyRule.among(new AlertEngine(rules, EngineOptions.DEFAULT), rules))
                .extracting(costly -> costly.rule().id())
                .containsExactly("old", "new");
    }

    private void found(int rules) {
        for (int i = 0; i < rules; i++) {
            add("r" + i, "okindName == 'svc-" + i + "' && resp_time >= 2000");
        }
    }

    private void add(String id, String condition) {
        definitions.add(
                RuleDefinition.of(id).category("app").condition(condition).build());
    }

    private RuleSet rules() {
        return RuleCompiler.compile(definitions).orElseThrow();
    }
}
