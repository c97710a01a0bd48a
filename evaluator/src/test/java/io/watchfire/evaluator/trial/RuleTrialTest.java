package io.watchfire.evaluator.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a rule does not fire on an event, in words. */
class RuleTrialTest {
    private static final Instant SATURDAY = Instant.parse("2026-01-03T10:00:00Z");

    private static RuleSet rules(String rule) {
        return RuleFile.parse("rules.json", """
                        {"version": 1,
                         "categories": {"app": {"tags": ["h", "zone"], "fields": {"a": "number", "t": "ms", "u": "s", "s": "text", "ok": "boolean"}}},
                         "rules": [{"id": "r", "category": "app", %s}]}""".formatted(rule.replace('`', '"')))
                .orElseThrow();
    }

    private static Rule rule(String rule) {
        return rules(rule).rules().get(0);
    }

    private static Event.Builder event() {
        return Event.of("app")
                .at(SATURDAY)
                .tag("h", "x")
                .field("a", 5)
                .field("t", 1900)
                .field("u", 4)
                .field("s", "up");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "t >= 2s                  | t >= 2s is false: 1900 >= 2000",
                "a + 1 > a / 2 * 3        | a + 1 > a / 2 * 3 is false: 6 > 7.5",
                "h == 'y'                 | h == 'y' is false: 'x' == 'y'",
                "s like 'down*'           | s like 'down*' is false: 'up' like 'down*'",
                "s not in ('up', 'away')  | s not in ('up', 'away') is false: 'up' not in ('up', 'away')",
                "t between 2s and 3s      | t between 2s and 3s is false: 1900 between 2000 and 3000",
                "u between 2s and 3s      | u between 2s and 3s is false: 4 between 2 and 3",
                "u in (2s, 3s)            | u in (2s, 3s) is false: 4 in (2, 3)",
                "contains(s, 'x')         | contains(s, 'x') is false",
                "zone == 'z1'             | zone == 'z1' is unknown: zone is missing in the event",
                "a / 0 > 1                | a / 0 > 1 is unknown: a division by zero, or a number too large",
                "avg(a) over 5m > 1       | avg(a) over 5m > 1 is unknown: avg(..) over 5m looks back in time, and there is one event only",
                "a > 9 && !(t > 1s)       | a > 9 is false: 5 > 9; t > 1s is true: 1900 > 1000",
            })
    void theValuesThatWereComparedAreTold(String condition, String parts) {
        RuleTrial trial = RuleTrial.of(rule("`condition`: `" + condition + "`"), event().build());

        assertThat(trial.fires()).isNull();
        assertThat(trial.levels()).hasSize(1);
        assertThat(String.join(
                        "; ",
                        trial.levels().get(0).condition().parts().stream()
                                .map(Object::toString)
                                .toList()))
                .isEqualTo(parts);
    }

    @Test
    void whatIsUnknownIsNotFalse() {
        assertThat(RuleTrial.of(
                        rule("`levels`: {`critical`: `zone == 'z1' && a > 1`, `warning`: `a > 9`}"), event().build()))
                .hasToString("""
                        r does not fire
                          what is unknown never starts an alert
                          critical is unknown
                            zone == 'z1' is unknown: zone is missing in the event
                            a > 1 is true: 5 > 1
                          warning is false
                            a > 9 is false: 5 > 9""");
    }

    @Test
    void anEventOutsideTheTargetIsNotJudged() {
        assertThat(RuleTrial.of(rule("`target`: `h like 'y*' && zone == 'z1'`, `condition`: `a > 1`"), event().build()))
                .hasToString("""
                        r does not fire
                          the event lies outside the target
                          target
                            h like 'y*' is false: 'x' like 'y*'
                            zone == 'z1' is unknown: zone is missing in the event""");
        assertThat(RuleTrial.of(rule("`condition`: `a > 1`"), Event.of("log").buildAt(0))
                        .reasons())
                .containsExactly("the event is of the category log, the rule judges those of app");
        assertThat(RuleTrial.of(rule("`condition`: `a > 1`, `enabled`: false"), event().build())
                        .reasons())
                .containsExactly("the rule is not enabled");
    }

    @Test
    void whatHoldsAnAlertBackIsTold() {
        assertThat(RuleTrial.of(
                        rule(
                                "`levels`: {`critical`: {`when`: `a > 4`, `for`: `5m`, `occurrences`: {`count`: 3, `within`: `1h`}}, `warning`: `a > 1`}"),
                        event().build()))
                .hasToString("""
                        r fires at warning
                          critical has to hold for 5m, without an event at which it does not
                          critical has to hold at 3 events within 1h
                          critical is true
                            a > 4 is true: 5 > 4
                          warning is true
                            a > 1 is true: 5 > 1""");
        assertThat(RuleTrial.of(
                                rule(
                                        "`condition`: `a > 4`, `activeTime`: {`weekdays`: [`mon-fri`], `times`: [`09:00-18:00`]}"),
                                event().build())
                        .reasons())
                .containsExactly(
                        "at 2026-01-03T10:00:00Z it is outside of the rule's activeTime, which begins at 2026-01-05T09:00:00Z");
    }

    @Test
    void withoutDeclaredCategoriesTheTargetIsWhatTheTagsOfTheEventDecide() {
        Rule rule = RuleFile.parse("rules.json", """
                        {"version": 1, "rules": [{"id": "r", "category": "app", "when": "h == 'y' && a > 9"}]}""").orElseThrow().rules().get(0);

        assertThat(RuleTrial.of(rule, event().build()).target()).hasSize(1);
        assertThat(RuleTrial.of(rule, event().tag("h", "y").build()).levels())
                .singleElement()
                .satisfies(level -> assertThat(level.condition().condition()).isEqualTo("a > 9"));
    }

    @Test
    void aRuleFiresIfTheEngineFiresOnThisEventAlone() {
        List<String> targets = List.of("", "`target`: `h == 'x'`, ", "`target`: `zone like 'z*'`, ");
        List<String> conditions =
                List.of("a > 4", "a > 9", "zone == 'z1' || a > 4", "zone == 'z1'", "t >= 2s && a > 1");
        List<String> holds = List.of("", ", `for`: `1m`", ", `occurrences`: {`count`: 2}");
        List<String> active =
                List.of("", ", `activeTime`: {`weekdays`: [`sat`]}", ", `activeTime`: {`weekdays`: [`sun`]}");
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            StringBuilder levels = new StringBuilder();
            for (String level : List.of("critical", "warning", "info")) {
                levels.append(levels.isEmpty() ? "" : ", ")
                        .append("`%s`: {`when`: `%s`%s}".formatted(level, any(conditions, random), any(holds, random)));
            }
            String text = any(targets, random) + "`levels`: {" + levels + "}" + any(active, random);
            Event.Builder event = event().field("t", random.nextInt(4000));
            Event tried = random.nextBoolean()
                    ? event.build()
                    : event.tag("zone", "z1").build();

            RuleTrial trial = RuleTrial.of(rule(text), tried);

            Level fired = new AlertEngine(rules(text), EngineOptions.DEFAULT)
                    .process(tried).stream()
                            .filter(change -> change.to() == AlertState.FIRING)
                            .map(change -> change.level())
                            .findFirst()
                            .orElse(null);
            assertThat(trial.fires()).as("seed %d: %s on %s", seed, text, tried).isEqualTo(fired);
        }
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
