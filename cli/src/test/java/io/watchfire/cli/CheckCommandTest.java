package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
    private static final String RULES = """
            {"version": 1, "rules": [
              {"id": "slow", "name": "btf-order 평균응답시간", "category": "app_counter",
               "target": "okindName == 'btf-order'", "condition": "resp_time >= 2000", "receiverTags": ["order"]}
            ]}
            """;
    private static final String RECEIVERS = """
            {"version": 1, "receivers": [{"name": "order-team", "type": "console", "tags": ["order"]}]}
            """;

    @TempDir
    Path folder;

    @Test
    void aRuleThatEveryEventPaysForAmongManyIsToldWithItsPlace(@TempDir Path folder) throws IOException {
        StringBuilder rules = new StringBuilder("{\"version\": 1, \"rules\": [\n");
        for (int i = 0; i < 1_000; i++) {
            rules.append("{\"id\": \"r")
                    .append(i)
                    .append("\", \"category\": \"app\", \"condition\": \"okindName == 'svc-")
                    .append(i)
                    .append("' && resp_time >= 2000\"},\n");
        }
        rules.append("{\"id\": \"broad\", \"category\": \"app\", \"condition\": \"resp_time * 2 > tps\"}]}");
        Path file = Files.writeString(folder.resolve("many.json"), rules);

        CommandRun run = CommandRun.of("check", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        file
                                + ": $.rules[1000].condition: warning[looks-at-every-event]: rule broad: looks at every event of app",
                        "at " + file + ":1002:",
                        "help: name a tag that it is about",
                        "0 errors, 1 warning");
    }

    private static final String ROUTES = """
            {"version": 1,
             "inhibit": [{"source": "rule == 'slow' && team == 'shop'", "target": "onmae == 'a'", "equal": ["okindName", "zone"]}],
             "routes": [{"when": "level == 'critical' && message like '*x*'", "receivers": ["lead"],
                         "routes": [{"when": "oname == 'a' && resp_time > 5"}]}],
             "receivers": [{"name": "lead", "type": "console", "grouping": {"by": ["oname", "onmae"]}}]}
            """;

    @Test
    void namesThatNoAlertHasAreToldWithTheirPlaceInReceiverFiles() throws IOException {
        String rules = file("rules.json", """
                {"version": 1,
                 "categories": {"app": {"tags": ["okindName", "oname"], "fields": {"resp_time": "ms", "message": "text"}}},
                 "rules": [{"id": "slow", "category": "app", "condition": "resp_time >= 2s", "labels": {"team": "shop"}}]}
                """);

        CommandRun run = CommandRun.of("check", rules, file("receivers.json", ROUTES));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "receivers.json: $.inhibit[0].target: warning[unknown-label]: no alert of these rules has 'onmae': "
                                + "it is no tag or text of a category, and no label of a rule",
                        "receivers.json:2:",
                        "1 | onmae == 'a'",
                        "help: did you mean \"oname\"?",
                        "$.inhibit[0].equal[1]: warning[unknown-label]: no alert of these rules has 'zone'",
                        "help: if events bear it, declare it among the tags of their category",
                        "$.routes[0].routes[0].when: warning[unknown-label]: no alert of these rules has 'resp_time'",
                        "$.receivers[0].grouping.by[1]: warning[unknown-label]",
                        "0 errors, 4 warnings");
    }

    @Test
    void withoutDeclaredCategoriesAnAlertMayHaveAnyName() throws IOException {
        CommandRun run = CommandRun.of("check", file("rules.json", """
                {"version": 1, "categories": {"app": {"tags": ["oname"], "fields": {"resp_time": "ms"}}},
                 "rules": [{"id": "slow", "category": "app", "condition": "resp_time >= 2s"},
                           {"id": "any", "category": "other", "condition": "cpu >= 2"}]}
                """), file("receivers.json", ROUTES));

        assertThat(run.out()).doesNotContain("unknown-label");
    }

    @Test
    void filesWithoutProblemsGiveZero() throws IOException {
        CommandRun run = CommandRun.of("check", file("rules.json", RULES), file("receivers.json", RECEIVERS));

        assertThat(run.out()).isEqualToIgnoringNewLines("2 files, 1 rule, 1 receiver: no problems");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void allErrorsOfAllFilesAreTold() throws IOException {
        String rules = file("규칙.json", """
                {"version": 1, "rules": [
                  {"id": "a", "category": "c", "condition": "x = 1"},
                  {"id": "a", "category": "c", "condition": "x >"},
                  {"id": "b", "category": "c", "conditon": "x > 1"}
                ]}
                """);
        String receivers =
                file("receivers.json", "{\"version\": 1, \"receivers\": [{\"name\": \"x\", \"type\": \"pigeon\"}]}");

        CommandRun run = CommandRun.of("check", rules, receivers);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("규칙.json: $.rules[0].condition: error[single-equals]")
                .contains("규칙.json: $.rules[1].condition: error")
                .contains("did you mean \"condition\"?")
                .contains("receivers.json: $.receivers[0].type: error")
                .containsPattern("2 files: \\d+ errors, 0 warnings");
    }

    @Test
    void scenarioFilesAreCheckedWithTheRulesInThem() throws IOException {
        String good = file("good.json", """
                {"scenarios": [{"name": "s", "rules": {"version": 1, "rules": [{"category": "c", "condition": "x ="}]},
                  "expect": {"errors": [{"path": "$.rules[0].condition"}]}}]}
                """);
        String bad = file("bad.json", """
                {"scenarios": [{"name": "s", "rules": {"version": 1, "rules": [{"id": "r", "category": "c", "condition": "x >"}]},
                  "expects": {}, "expect": {"exactly": ["transitions"]}}]}
                """);

        assertThat(CommandRun.of("check", good).out()).isEqualToIgnoringNewLines("1 file: no problems");
        assertThat(CommandRun.of("check", bad).exitCode()).isEqualTo(1);
        assertThat(CommandRun.of("check", bad).out()).contains("bad.json: $.scenarios[0].expects: error[unknown-key]");
        String badRule = file("rule.json", Files.readString(Path.of(bad)).replace("\"expects\": {}, ", ""));
        assertThat(CommandRun.of("check", badRule).out()).contains("$.rules[0].condition: error");
        assertThat(CommandRun.of("check", badRule).exitCode()).isEqualTo(1);
    }

    @Test
    void problemsAreAlsoThereAsJsonLines() throws IOException {
        String rules = file("rules.json", RULES.replace("resp_time >=", "resp_time ="));

        CommandRun run = CommandRun.of("check", "--format", "json", rules);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
                .singleElement()
                .asString()
                .startsWith("{\"file\":\"" + rules + "\",\"path\":\"$.rules[0].condition\",\"line\":3,\"column\":")
                .contains("\"severity\":\"error\",\"code\":\"single-equals\",\"message\":\"", "\"help\":\"");
    }

    @Test
    void aTagThatNoReceiverHasIsAnErrorAtItsPlace() throws IOException {
        String rules = file("rules.json", RULES.replace("[\"order\"]", "[\"order\", \"ordr\"]"));

        CommandRun run = CommandRun.of("check", rules, file("receivers.json", RECEIVERS));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "$.rules[0].receiverTags: error[unknown-receiver-tag]: rule slow: no receiver has the tag 'ordr'")
                .contains("rules.json:3:")
                .contains("did you mean 'order'?");
    }

    @Test
    void aRuleThatReachesNobodyIsAWarning() throws IOException {
        String rules = file("rules.json", RULES.replace(", \"receiverTags\": [\"order\"]", ""));
        String receivers = file("receivers.json", RECEIVERS.replace("[\"order\"]", "[\"order\"], \"untagged\": false"));

        CommandRun run = CommandRun.of("check", rules, receivers);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("$.rules[0]: warning[reaches-nobody]: rule slow: ", "0 errors, 1 warning");
    }

    @Test
    void aTagIsFoundInTheReceiversOfAnyFile() throws IOException {
        String rules = file("rules.json", RULES.replace("[\"order\"]", "[\"order\", \"night\"]"));
        String night = file("night.json", RECEIVERS.replace("order", "night"));

        assertThat(CommandRun.of("check", rules, file("receivers.json", RECEIVERS), night)
                        .exitCode())
                .isZero();
    }

    @Test
    void idsAreUniqueOverAllRuleFiles() throws IOException {
        CommandRun run = CommandRun.of("check", file("a.json", RULES), file("b.json", RULES));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("b.json").contains("slow");
    }

    @Test
    void secretsComeFromTheEnvironmentAndAreNotShown() throws IOException {
        String receivers = file("receivers.json", """
                {"version": 1, "receivers": [
                  {"name": "a", "type": "slack", "tags": ["order"], "webhookUrl": "${env:HOOK}"},
                  {"name": "b", "type": "slack", "webhookUrl": "${env:NOT_SET}"}]}
                """);

        CommandRun run = CommandRun.withEnvironment(
                Map.of("HOOK", "https://hooks.slack.com/services/T0/B0/sesame"), "check", receivers);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("NOT_SET").doesNotContain("sesame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"receivrs\": [{\"name\": \"a\", \"webhookUrl\": \"https://hooks.slack.com/sesame\"}]}",
                "{\"receivers\": [{\"name\": \"a\", \"webhookUrl\": \"https://hooks.slack.com/sesame\"}]",
            })
    void aReceiverFileWithASlipShowsNoSecret(String content) throws IOException {
        CommandRun run = CommandRun.of("check", file("receivers.json", content));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).doesNotContain("sesame").contains("receivers.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "{\"rulez\": []}"})
    void aFileOfNeitherKindIsAnError(String content) throws IOException {
        CommandRun run = CommandRun.of("check", file("x.json", content));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("error[unknown-file]").contains("\"receivers\"");
    }

    @Test
    void brokenJsonIsAnErrorAndTheOtherFilesAreCheckedAllTheSame() throws IOException {
        CommandRun run = CommandRun.of("check", file("a.json", "{\"rules\": ["), file("receivers.json", RECEIVERS));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("a.json:1:12").contains("1 receiver");
    }

    @Test
    void aFileThatCannotBeReadGivesTwo() throws IOException {
        CommandRun run = CommandRun.of("check", folder.resolve("none.json").toString(), file("rules.json", RULES));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("none.json").contains("the file does not exist");
        assertThat(CommandRun.of("check", folder.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void bytesThatAreNotUtf8AreAnError() throws IOException {
        Path file = folder.resolve("euc-kr.json");
        Files.write(file, "{\"rules\": [], \"x\": \"\u00c1\u00d6\"}".getBytes(StandardCharsets.ISO_8859_1));

        CommandRun run = CommandRun.of("check", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("UTF-8");
    }

    @Test
    void aReceiversTemplateIsCheckedAgainstTheRulesBesideIt() throws IOException {
        String rules = file("rules.json", """
                {"version": 1, "categories": {"app": {"tags": ["oname"], "fields": {"heap": "MiB"}}},
                 "rules": [{"id": "r", "category": "app", "condition": "heap > 1GiB", "labels": {"team": "주문"},
                            "links": {"runbook": "https://wiki.example.com/"}}]}""");
        String receivers = file("receivers.json", """
                {"version": 1, "receivers": [
                  {"name": "a", "type": "console", "body": "${message} ${oname} ${heap | size} ${team} ${link.runbook} ${event.heap}"},
                  {"name": "b", "type": "console", "title": "${status} ${onme} ${heap | duration} ${link.runbok}"}]}""");

        assertThat(CommandRun.of("check", receivers).exitCode()).isZero();
        CommandRun run = CommandRun.of("check", receivers, rules);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "receivers.json: $.receivers[1].title: error[unknown-name]: \"onme\" is neither a name of messages nor")
                .contains(
                        "receivers.json:3:56\n  1 | ${status} ${onme} ${heap | duration} ${link.runbok}\n    |           ^^^^^^^")
                .contains("did you mean \"oname\"?")
                .contains("\"heap\" is a size, which cannot be written as \"duration\"")
                .contains("did you mean \"link.runbook\"?")
                .contains("3 errors");
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
