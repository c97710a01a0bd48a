package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    @TempDir
    Path folder;

    private String rules(String text) throws IOException {
        return Files.writeString(folder.resolve("rules.json"), text).toString();
    }

    @Test
    void theWindowsOfEachRuleAreToldWithWhatAGroupOfThemKeeps() throws IOException {
        String rules = rules("""
                {"version": 1, "rules": [
                  {"id": "plain", "category": "app", "condition": "resp_time > 5"},
                  {"id": "주문", "category": "app", "condition": "avg(resp_time) over 1m > 5",
                    "resolveWhen": "p99(resp_time) over 7d < 5"}]}
                """);

        CommandRun text = CommandRun.of("explain", "--rules", rules);
        CommandRun json = CommandRun.of("explain", "--rules", rules, "--format", "json");

        assertThat(text.exitCode()).isZero();
        assertThat(text.out()).isEqualTo("""
                plain
                  found by every event of app, looks when a bound of resp_time is crossed
                주문
                  found by every event of app, looks at each event
                  avg(resp_time) over 1m: about 208 bytes a group, exact to the sample
                  p99(resp_time) over 1w: about 74 KiB a group, in slices of 1/60 of its length, for 120961 samples
                """);
        assertThat(json.out()).isEqualTo("""
                {"rule":"plain","foundBy":"","looksWhen":"when a bound of resp_time is crossed","never":false,"windows":[]}
                {"rule":"주문","foundBy":"","looksWhen":"at each event","never":false,"windows":[{"window":"avg(resp_time) over 1m","bytes":208,"samples":13,"sliced":false},\
                {"window":"p99(resp_time) over 1w","bytes":76250,"samples":120961,"sliced":true}]}
                """);
    }

    @Test
    void withEventsItTellsHowOftenEachRuleLookedHeldAndWasUnknown() throws IOException {
        String rules = rules("""
                {"version": 1, "rules": [
                  {"id": "slow", "category": "app", "condition": "okindName == '주문' && resp_time >= 2s"},
                  {"id": "busy", "category": "app", "target": "okindName like 'btf-*'", "condition": "tps / 2 > 10"},
                  {"id": "never", "category": "app", "condition": "okindName in ('x', 'y') && 1 > 2"}],
                 "categories": {"app": {"tags": ["okindName"], "fields": {"resp_time": "ms", "tps": "number"}}}}
                """);
        String events = Files.writeString(folder.resolve("events.jsonl"), """
                {"time":1000,"category":"app","tags":{"okindName":"주문"},"fields":{"resp_time":2500}}
                {"time":2000,"category":"app","tags":{"okindName":"주문"},"fields":{"resp_time":2600}}
                {"time":3000,"category":"app","tags":{"okindName":"주문"},"fields":{"tps":1}}
                {"time":4000,"category":"app","tags":{"okindName":"주문"},"fields":{"resp_time":100}}
                {"time":5000,"category":"app","tags":{"okindName":"btf-pay"},"fields":{"tps":30}}
                """).toString();

        CommandRun text = CommandRun.of("explain", "--rules", rules, "--events", events);
        CommandRun json = CommandRun.of("explain", "--rules", rules, "--events", events, "--format", "json");

        assertThat(text.out()).isEqualTo("""
                slow
                  found by okindName == '주문', looks when a bound of resp_time is crossed
                  looked at 3 events, held at 1, unknown at 1, 1 for want of resp_time
                busy
                  found by okindName like 'btf-*', looks at the first event of a series, or at each where it reads more than tags
                  looked at 1 events, held at 1
                never
                  never looks: it can never hold
                  looked at 0 events, held at 0
                never held: never
                looks most: slow at 3 of 5 events
                looks most: busy at 1 of 5 events
                """);
        assertThat(json.out()).startsWith("""
                {"rule":"slow","foundBy":"okindName == '주문'","looksWhen":"when a bound of resp_time is crossed","never":false,\
                "looks":3,"matches":1,"unknown":{"count":1,"names":{"resp_time":1}},"windows":[]}
                """);
    }

    @Test
    void theWholeIndexIsATree() throws IOException {
        String rules = rules("""
                {"version": 1, "rules": [
                  {"id": "slow", "category": "app", "condition": "okindName == 'btf-order' && resp_time >= 2000"},
                  {"id": "down", "category": "app", "condition": "okindName == 'btf-order' && resp_time >= 5000"},
                  {"id": "idle", "category": "app", "condition": "okindName == 'btf-order' && (tps < 1 || tps != 7)"},
                  {"id": "hosts", "category": "app", "target": "oname like 'host-*'", "condition": "a / b > 1"},
                  {"id": "busy", "category": "app", "condition": "tps >= 100", "stateful": false},
                  {"id": "errors", "category": "log", "condition": "contains(text, 'ERROR')"}]}
                """);

        CommandRun run = CommandRun.of("explain", "--rules", rules, "--index");

        assertThat(run.out()).isEqualTo("""
                app
                  while a bound holds
                    tps from a bound upward: busy
                  okindName == 'btf-order'
                    resting where okindName is a tag
                      resp_time from a bound upward: slow, down
                      tps from a bound downward: idle
                      tps not equal: idle
                  oname like 'host-*'
                    resting where a, b, oname are tags
                      at first: hosts
                log
                  text like '*ERROR*'
                    resting where text is a tag
                      at first: errors
                """);
    }

    @Test
    void aWrongRuleIsToldInsteadOfExplained() throws IOException {
        CommandRun run = CommandRun.of("explain", "--rules", rules("""
                {"version": 1, "rules": [{"id": "r", "category": "app", "condition": "avg(x) over"}]}
                """));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("$.rules[0].condition");
    }
}
