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
                plain: no windows
                주문
                  avg(resp_time) over 1m: about 208 bytes a group, exact to the sample
                  p99(resp_time) over 1w: about 74 KiB a group, in slices of 1/60 of its length, for 120961 samples
                """);
        assertThat(json.out()).isEqualTo("""
                {"rule":"plain","windows":[]}
                {"rule":"주문","windows":[{"window":"avg(resp_time) over 1m","bytes":208,"samples":13,"sliced":false},\
                {"window":"p99(resp_time) over 1w","bytes":76250,"samples":120961,"sliced":true}]}
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
