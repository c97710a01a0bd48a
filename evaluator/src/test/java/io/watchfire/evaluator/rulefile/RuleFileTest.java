package io.watchfire.evaluator.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.json.LoadException;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rule.ActiveTime.TimeRange;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.MessageTemplates;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.NoticeSettings;
import io.watchfire.evaluator.rule.Occurrences;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rule.Target;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
    private static Rule onlyRule(String json) {
        RuleSet set = RuleFile.parse("rules.json", json).orElseThrow();
        assertThat(set.rules()).hasSize(1);
        return set.rules().get(0);
    }

    private static Rule rule(String members) {
        return onlyRule("{\"version\": 1, \"rules\": [{" + members + "}]}");
    }

    @Test
    void allKeysOfARuleAreRead() {
        Rule rule = onlyRule("""
                {
                  "$schema": "../schemas/rule-file.schema.json",
                  "version": 1,
                  "categories": {
                    "app_counter": {
                      "title": "ApplicationServiceCounter",
                      "tags": ["okindName", "oname"],
                      "fields": {"resp_time": "ms", "tps": "number"}
                    }
                  },
                  "rules": [
                    {
                      "id": "slow", "name": "느린 주문", "category": "ApplicationServiceCounter", "enabled": false,
                      "target": "okindName == 'btf-order'",
                      "levels": {
                        "warning": "resp_time >= 2s",
                        "critical": {"when": "resp_time >= 5s", "resolveWhen": "resp_time < 3s", "for": "10s",
                                     "occurrences": {"count": 5, "within": "1h"}}
                      },
                      "groupBy": ["oname", "okindName"],
                      "for": "1m", "occurrences": {"count": 3, "within": "5m"},
                      "resolveWhen": "resp_time < 1s", "resolveAfter": "30s", "resolveOccurrences": 2,
                      "noData": {"after": "5m", "then": "fire",
                                 "expect": [{"okindName": "btf-order", "oname": "order-1"}]},
                      "flap": {"changes": 6, "within": "10m"},
                      "stateful": false, "pause": "1h30m",
                      "activeTime": {"zone": "Asia/Seoul", "weekdays": ["mon-fri"], "times": ["09:00-18:00"]},
                      "receiverTags": ["order", "test2"], "notifyResolved": false,
                      "message": "${oname} takes ${resp_time} ms",
                      "labels": {"team": "주문"}, "annotations": {"runbook": "https://wiki/slow"}
                    }
                  ]
                }""");

        assertThat(rule.id()).isEqualTo("slow");
        assertThat(rule.name()).isEqualTo("느린 주문");
        assertThat(rule.category()).isEqualTo("app_counter");
        assertThat(rule.enabled()).isFalse();
        assertThat(((Target.When) rule.target()).condition().source()).isEqualTo("okindName == 'btf-order'");
        assertThat(rule.levels()).extracting(LevelCondition::level).containsExactly(Level.CRITICAL, Level.WARNING);
        LevelCondition critical = rule.levels().get(0);
        assertThat(critical.condition().source()).isEqualTo("resp_time >= 5s");
        assertThat(critical.resolveWhen()).isNotNull();
        assertThat(critical.forMillis()).isEqualTo(10_000);
        assertThat(critical.occurrences()).isEqualTo(new Occurrences(5, 3_600_000));
        LevelCondition warning = rule.levels().get(1);
        assertThat(warning.resolveWhen()).isNull();
        assertThat(warning.forMillis()).isEqualTo(60_000);
        assertThat(warning.occurrences()).isEqualTo(new Occurrences(3, 300_000));
        assertThat(rule.groupBy()).containsExactly("okindName", "oname");
        assertThat(rule.resolveWhen()).isNotNull();
        assertThat(rule.resolveAfterMillis()).isEqualTo(30_000);
        assertThat(rule.resolveOccurrences()).isEqualTo(2);
        assertThat(rule.noData())
                .isEqualTo(new NoData(
                        300_000,
                        NoData.Then.FIRE,
                        List.of(Labels.of(Map.of("okindName", "btf-order", "oname", "order-1")))));
        assertThat(rule.stateful()).isFalse();
        assertThat(rule.activeTime())
                .isEqualTo(new ActiveTime(
                        ZoneId.of("Asia/Seoul"),
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        List.of(new TimeRange(540, 1080))));
        NoticeSettings notices = rule.notices();
        assertThat(notices.receiverTags()).containsExactly("order", "test2");
        assertThat(notices.notifyResolved()).isFalse();
        assertThat(notices.pauseMillis()).isEqualTo(5_400_000);
        assertThat(notices.flap()).isEqualTo(new NoticeSettings.Flap(6, 600_000));
        assertThat(notices.templates().message()).isNotNull();
        assertThat(notices.templates().message().names()).containsExactlyInAnyOrder("oname", "resp_time");
        assertThat(rule.labels()).containsExactly(Map.entry("team", "주문"));
        assertThat(rule.annotations()).containsExactly(Map.entry("runbook", "https://wiki/slow"));
    }

    @Test
    void aRuleNeedsLittleAndHasDefaultsForTheRest() {
        Rule rule = rule("\"id\": \"r\", \"category\": \"m\", \"condition\": \"v > 10\"");

        assertThat(rule.name()).isEqualTo("r");
        assertThat(rule.enabled()).isTrue();
        assertThat(rule.target()).isEqualTo(new Target.All());
        assertThat(rule.levels()).singleElement().satisfies(level -> {
            assertThat(level.level()).isEqualTo(Level.WARNING);
            assertThat(level.forMillis()).isZero();
            assertThat(level.occurrences()).isEqualTo(Occurrences.ONCE);
        });
        assertThat(rule.groupBy()).isNull();
        assertThat(rule.resolveWhen()).isNull();
        assertThat(rule.resolveAfterMillis()).isZero();
        assertThat(rule.resolveOccurrences()).isEqualTo(1);
        assertThat(rule.noData()).isEqualTo(new NoData(900_000, NoData.Then.RESOLVE, List.of()));
        assertThat(rule.stateful()).isTrue();
        assertThat(rule.activeTime()).isNull();
        assertThat(rule.notices())
                .isEqualTo(new NoticeSettings(List.of(), true, MessageTemplates.NONE, 0, null, false));
    }

    @Test
    void aRuleTakesFromTheDefaultsWhatItDoesNotSay() {
        RuleSet set = RuleFile.parse("rules.json", """
                {
                  "version": 1,
                  "defaults": {
                    "level": "critical", "groupBy": ["h"], "for": "1m", "occurrences": {"count": 2}, "resolveAfter": "2m",
                    "resolveOccurrences": 3, "noData": {"after": "10m", "then": "keep"}, "flap": {"changes": 4, "within": "20s"},
                    "pause": "5m", "activeTime": {"weekdays": ["sat"]}, "receiverTags": ["x"], "notifyResolved": false,
                    "labels": {"team": "a", "site": "s"}, "annotations": {"n": "1"}
                  },
                  "rules": [
                    {"id": "bare", "category": "m", "condition": "v > 10"},
                    {"id": "own", "category": "m", "levels": {"info": "v > 10"}, "groupBy": [], "for": "0s", "occurrences": {"count": 1},
                     "resolveAfter": "0s", "resolveOccurrences": 1, "noData": {"then": "fire"}, "pause": "0s", "activeTime": {},
                     "receiverTags": [], "notifyResolved": true, "labels": {"team": "b"}}
                  ]
                }""").orElseThrow();

        Rule bare = set.rules().get(0);
        assertThat(bare.levels().get(0).level()).isEqualTo(Level.CRITICAL);
        assertThat(bare.levels().get(0).forMillis()).isEqualTo(60_000);
        assertThat(bare.levels().get(0).occurrences()).isEqualTo(new Occurrences(2, 0));
        assertThat(bare.groupBy()).containsExactly("h");
        assertThat(bare.resolveAfterMillis()).isEqualTo(120_000);
        assertThat(bare.resolveOccurrences()).isEqualTo(3);
        assertThat(bare.noData()).isEqualTo(new NoData(600_000, NoData.Then.KEEP, List.of()));
        assertThat(bare.activeTime()).isNotNull();
        assertThat(bare.notices())
                .isEqualTo(new NoticeSettings(
                        List.of("x"),
                        false,
                        MessageTemplates.NONE,
                        300_000,
                        new NoticeSettings.Flap(4, 20_000),
                        false));
        assertThat(bare.labels()).containsExactly(Map.entry("team", "a"), Map.entry("site", "s"));
        Rule own = set.rules().get(1);
        assertThat(own.levels().get(0).level()).isEqualTo(Level.INFO);
        assertThat(own.levels().get(0).forMillis()).isZero();
        assertThat(own.groupBy()).isEmpty();
        assertThat(own.noData()).isEqualTo(new NoData(600_000, NoData.Then.FIRE, List.of()));
        assertThat(own.activeTime())
                .isEqualTo(new ActiveTime(
                        ZoneOffset.UTC, EnumSet.allOf(DayOfWeek.class), List.of(new TimeRange(0, 1440))));
        assertThat(own.labels()).containsExactly(Map.entry("team", "b"), Map.entry("site", "s"));
        assertThat(own.annotations()).containsExactly(Map.entry("n", "1"));
        assertThat(own.notices().receiverTags()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "btf-order 평균응답시간, btf-order-평균응답시간",
        "btf-promotion SQL 페치건수, btf-promotion-sql-페치건수",
        "CPU  >= 90% (IDC), cpu-90-idc-",
        "INFO ÄÖ_x.y, info-äö-x-y",
        "日本語🔥テスト, 日本語-テスト"
    })
    void theIdIsMadeOfTheNameAndKeepsLettersOfAnyScript(String name, String id) {
        Rule rule = rule("\"name\": \"" + name + "\", \"category\": \"m\", \"condition\": \"v > 10\"");

        assertThat(rule.id()).isEqualTo(id);
        assertThat(rule.name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "mon, MONDAY",
        "mon-fri, MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY",
        "fri-mon, MONDAY FRIDAY SATURDAY SUNDAY",
        "sun-sun, SUNDAY",
        "sun-sat, MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY",
        "'sat\", \"mon-tue', MONDAY TUESDAY SATURDAY"
    })
    void rangesOfWeekdaysMayWrapAroundTheWeeksEnd(String weekdays, String days) {
        ActiveTime active = rule("\"id\": \"r\", \"category\": \"m\", \"condition\": \"v > 10\","
                        + "\"activeTime\": {\"weekdays\": [\"" + weekdays + "\"]}")
                .activeTime();

        assertThat(active).isNotNull();
        assertThat(active.weekdays().stream().map(DayOfWeek::name).toList()).containsExactly(days.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"09:00-18:00, 540, 1080", "22:00-06:00, 1320, 360", "00:00-24:00, 0, 1440", "18:30-24:00, 1110, 1440"})
    void timesOfDayMayGoOverMidnight(String times, int start, int end) {
        ActiveTime active = rule("\"id\": \"r\", \"category\": \"m\", \"condition\": \"v > 10\","
                        + "\"activeTime\": {\"times\": [\"" + times + "\"]}")
                .activeTime();

        assertThat(active).isNotNull();
        assertThat(active.times()).containsExactly(new TimeRange(start, end));
    }

    @Test
    void theRulesOfTheFirstUserLoad() {
        StringBuilder rules = new StringBuilder();
        for (String[] row : new String[][] {
            {"promotion", "resp_time >= 500"}, {"contract", "resp_time >= 100"}, {"member", "resp_time >= 100"},
            {"charlotte", "resp_time >= 300"}, {"order", "resp_time >= 2000"}, {"focommon", "resp_time >= 50"}
        }) {
            rules.append(rules.isEmpty() ? "" : ",\n").append("""
                    {"name": "btf-%1$s 평균응답시간", "category": "ApplicationServiceCounter", "target": "okindName == 'btf-%1$s'",
                     "condition": "%2$s", "receiverTags": ["%1$s", "test2"]}""".formatted(row[0], row[1]));
        }

        RuleSet set = RuleFile.parse("rules.json", """
                {"version": 1, "categories": {"app_counter": {"title": "ApplicationServiceCounter",
                 "tags": ["okindName", "oname"], "fields": {"resp_time": "ms"}}}, "rules": [
                """ + rules + "]}").orElseThrow();

        assertThat(set.rules())
                .extracting(Rule::id)
                .contains("btf-order-평균응답시간")
                .hasSize(6);
        assertThat(set.rules()).extracting(Rule::category).containsOnly("app_counter");
    }

    @Test
    void aMessageMayHoldTheSignsOfAPlaceAsText() {
        Rule rule = rule("\"id\": \"r\", \"category\": \"m\", \"condition\": \"v > 10\","
                + "\"message\": \"$5 for $${x} and ${ v }$\"");

        assertThat(rule.notices().templates().message()).isNotNull();
        assertThat(rule.notices().templates().message().parts())
                .hasToString("[Literal[text=$5 for ${x} and ], ${v}, Literal[text=$]]");
    }

    @Test
    void theCategoriesKeepTheirOrder() {
        RuleSet set = RuleFile.parse(
                        "rules.json",
                        "{\"version\": 1, \"rules\": [], \"categories\": {\"z\": {\"fields\": {\"f\": \"KiB\"}}, \"a\": {}, \"앱\": {}}}")
                .orElseThrow();

        assertThat(set.categories().keySet()).containsExactly("z", "a", "앱");
    }

    @Test
    void aFileWithErrorsThrowsThemAllTogether() {
        assertThatThrownBy(
                        () -> RuleFile.parse("rules.json", "{\"version\": 2}").orElseThrow())
                .isInstanceOf(LoadException.class)
                .hasMessage("""
                        rules.json: $: error[missing-key]: a rule file has to have "rules"
                          at rules.json:1:1
                          1 | {"version": 2}
                            | ^
                          help: "rules": [] is a file without rules
                        rules.json: $.version: error[unsupported-version]: the version of a rule file is 1
                          at rules.json:1:13
                          1 | {"version": 2}
                            |             ^""");
    }
}
