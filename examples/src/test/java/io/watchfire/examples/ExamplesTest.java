package io.watchfire.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.examples.slack.SlackStandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(console);
    }

    @Test
    void embeddedServicePrintsWhatChangedAndTellsTheTerminal() throws Exception {
        EmbedInService.main(new String[0]);

        assertThat(printed())
                .contains("\"rule\":\"slow-order\"")
                .contains("\"from\":\"inactive\",\"to\":\"firing\",\"level\":\"warning\",\"value\":2310.0")
                .contains("\"from\":\"firing\",\"to\":\"resolved\"")
                .contains("[경고] 주문이 느립니다")
                .contains("애플리케이션 이름 : 주문-1")
                .contains("RECOVERED");
    }

    @Test
    void goodRuleFileIsListed() {
        LoadRuleFiles.main(new String[] {"rules/shop.json"});

        assertThat(printed().lines())
                .hasSize(7)
                .startsWith("btf-promotion-평균응답시간 -> [promotion, test2]")
                .endsWith("btf-promotion-sql-페치건수 -> [test2]");
    }

    @Test
    void everyProblemOfABadRuleFileIsShownWithItsPlace(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.json"), """
                {"version": 1, "rules": [
                  {"name": "주문", "category": "app_counter", "condition": "resp_time >= "},
                  {"name": "회원", "category": "app_counter", "conditions": "resp_time >= 100"}]}
                """);
        LoadRuleFiles.main(new String[] {file.toString()});

        assertThat(printed())
                .contains("$.rules[0].condition: error[unexpected-end]")
                .contains("bad.json:2:")
                .contains("$.rules[1]")
                .contains("bad.json:3:")
                .doesNotContain("->");
    }

    @Test
    void loaderWithoutFilesSaysWhatItWants() {
        LoadRuleFiles.main(new String[0]);

        assertThat(printed()).isEqualTo("usage: LoadRuleFiles FILE...\n");
    }

    @Test
    void alertAndItsEndAreSentToSlack() throws Exception {
        try (SlackStandIn slack = new SlackStandIn(post -> {})) {
            SendToSlack.send(Map.of("SLACK_WEBHOOK_URL", slack.url() + "/ops"));

            assertThat(slack.posts()).hasSize(2);
            assertThat(slack.posts().get(0).message().text())
                    .contains("메모리 사용률")
                    .contains("프로젝트 이름 : bfb\n프로젝트 코드 : 19429\n애플리케이션 이름 : product-1\n")
                    .contains("이벤트 메시지 : product-1 메모리 사용률 98.6%")
                    .containsPattern("이벤트 시작 시간 : \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0900");
            assertThat(slack.posts().get(1).message().text()).contains("RECOVERED");
        }
        assertThat(printed()).startsWith("Slack was told");
    }

    @Test
    void withoutAWebhookNothingIsSentAndTheExampleSaysWhatItNeeds() throws Exception {
        SendToSlack.send(Map.of());

        assertThat(printed()).contains("Set SLACK_WEBHOOK_URL");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
