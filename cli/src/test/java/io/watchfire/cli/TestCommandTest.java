package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
    private static final String RULES = """
            {"version": 1, "rules": [{"id": "slow", "category": "app", "condition": "ms >= 2000"}]}
            """;
    private static final String SCENARIOS = """
            {"scenarios": [
              {"name": "느린 주문", "rules": "rules.json",
               "series": [{"category": "app", "field": "ms", "every": "15s", "values": "5 2500"}],
               "expect": {"transitions": [{"at": "15s", "rule": "slow", "to": "firing"}], "exactly": ["transitions"]}}
            ]}
            """;

    @TempDir
    Path folder;

    @Test
    void scenariosThatPassGiveZero() throws IOException {
        file("rules.json", RULES);

        CommandRun run = CommandRun.of("test", file("s.json", SCENARIOS));

        assertThat(run.out().lines()).containsExactly("passed  느린 주문", "1 passed, 0 failed");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aScenarioThatFailsGivesOneAndSaysWhy() throws IOException {
        file("rules.json", RULES);
        String scenarios = file("s.json", SCENARIOS.replace("\"at\": \"15s\"", "\"at\": \"0s\""));

        CommandRun run = CommandRun.of("test", scenarios);

        assertThat(run.out().lines())
                .startsWith(
                        "FAILED  느린 주문  (" + scenarios + ":2)",
                        "  transitions[0]",
                        "    expected: {\"at\": \"0s\", \"rule\": \"slow\", \"to\": \"firing\"}",
                        "    got:      nothing at 0s")
                .endsWith("0 passed, 1 failed");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aFileThatCannotBeUsedGivesTwoAndTheOthersStillRun() throws IOException {
        file("rules.json", RULES);
        String bad = file("bad.json", SCENARIOS.replace("\"expect\"", "\"expects\""));

        CommandRun run = CommandRun.of("test", bad, file("s.json", SCENARIOS));

        assertThat(run.out())
                .contains("bad.json: $.scenarios[0].expects: error[unknown-key]", "did you mean \"expect\"?")
                .contains("passed  느린 주문", "1 passed, 0 failed");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aFileWithoutScenariosGivesTwoForNothingInItCouldFail() throws IOException {
        CommandRun run = CommandRun.of("test", file("empty.json", "{\"scenarios\": []}"));

        assertThat(run.out()).contains("error[no-scenarios]");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aNameThatTheScenarioDoesNotHaveIsAWarningAndItRuns() throws IOException {
        file("rules.json", RULES);

        CommandRun run =
                CommandRun.of("test", file("s.json", SCENARIOS.replace("\"rule\": \"slow\"", "\"rule\": \"slov\"")));

        assertThat(run.out()).contains("warning[unknown-rule]", "did you mean \"slow\"?");
        assertThat(run.out().lines()).contains("0 passed, 1 failed");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotThereGivesTwo() {
        CommandRun run = CommandRun.of("test", folder.resolve("none.json").toString());

        assertThat(run.out()).contains("none.json: $: error[cannot-read]: the file does not exist");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void whatNoScenarioReachedIsTheCoverage() throws IOException {
        file("rules.json", RULES);
        String scenarios = file("s.json", SCENARIOS);

        assertThat(CommandRun.of("test", "--coverage", scenarios).out().lines())
                .endsWith("coverage: 0 of 1 rules in full", "  rules.json: slow: never firing -> resolved");
        assertThat(CommandRun.of("test", "--coverage", "--format", "json", scenarios)
                        .out()
                        .lines())
                .containsExactly(
                        "{\"file\":\"" + scenarios
                                + "\",\"line\":2,\"scenario\":\"느린 주문\",\"passed\":true,\"differences\":[]}",
                        "{\"rules\":\"rules.json\",\"rule\":\"slow\",\"fired\":true,\"levels\":[],"
                                + "\"steps\":[\"firing -> resolved\"]}");
    }

    @Test
    void resultsAreAlsoThereAsJUnitXml() throws IOException {
        file("rules.json", RULES);
        String scenarios = file("s.json", SCENARIOS);
        Path xml = folder.resolve("junit.xml");

        CommandRun.of("test", "--junit", xml.toString(), scenarios);

        assertThat(xml).content().contains("<testcase classname=\"" + scenarios + "\" name=\"느린 주문\"/>");
    }

    @Test
    void watchingRunsAgainWhenARuleFileChanges() throws Exception {
        file("rules.json", RULES);
        LiveRun run = new LiveRun(InputStream.nullInputStream(), "test", "--watch", file("s.json", SCENARIOS));
        assertThat(run.nextOut()).isEqualTo("passed  느린 주문");
        assertThat(run.nextOut()).isEqualTo("1 passed, 0 failed");
        assertThat(run.nextErr()).isEqualTo("watchfire: waiting for a change of 2 files");

        file("rules.json", RULES.replace("2000", "20000"));

        assertThat(run.nextOut()).startsWith("FAILED  느린 주문");
        assertThat(run.nextErr()).isEqualTo("watchfire: waiting for a change of 2 files");
        assertThat(run.stop()).isEqualTo(1);
    }

    @Test
    void aRuleFileAmongTheScenarioFilesIsToldAsWhatItIs() throws IOException {
        CommandRun run = CommandRun.of("test", file("rules.json", RULES));

        assertThat(run.out())
                .contains("error[not-a-scenario-file]: this is a rule or receiver file, not a scenario file")
                .doesNotContain("unknown-key");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void whatComesAfterTheEndOfAScenarioIsAWarningAndDoesNotHappen() throws IOException {
        file("rules.json", RULES);
        String scenarios = file("s.json", SCENARIOS.replace("\"series\"", """
                "until": "15s",
                "events": [{"at": "20s", "category": "app", "fields": {"ms": 1}}],
                "series\""""));

        CommandRun run = CommandRun.of("test", scenarios);

        assertThat(run.out())
                .contains("$.scenarios[0].events[0].at: warning[after-until]")
                .endsWith("1 passed, 0 failed\n");
        assertThat(run.exitCode()).isZero();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
