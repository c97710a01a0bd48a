package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.examples.slack.SlackStandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** The real thing, which takes about half a minute. */
    @Test
    void everyRuleFiresResolvesAndIsToldInKoreanAndEnglish() throws Exception {
        int status;
        try (SlackStandIn realSlack = new SlackStandIn(post -> {})) {
            status = run(Map.of("SLACK_WEBHOOK_URL", realSlack.url() + "/real"));

            assertThat(realSlack.posts()).hasSizeGreaterThanOrEqualTo(2 * 7);
        }
        assertThat(status).as(text(out) + text(err)).isZero();
        assertThat(text(out))
                .contains("#order-team\n")
                .contains("[경고] btf-order 평균응답시간")
                .contains("[복구 RECOVERED] btf-order 평균응답시간")
                .contains("[WARNING] btf-focommon 평균응답시간")
                .contains("[RECOVERED] btf-focommon 평균응답시간")
                .contains("프로젝트 이름 : bfb")
                .contains("프로젝트 코드 : 19429")
                .contains("애플리케이션 이름 : btf-order-1")
                .contains("이벤트 메시지 : ")
                .containsPattern("이벤트 시작 시간 : \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0900")
                .contains(", 1 refused by Slack's stand-in and sent again")
                .contains("Every rule fired, resolved");
        assertThat(text(err)).as("progress where there is no terminal").isEmpty();
    }

    @Test
    void summaryIsValidJson() throws Exception {
        Summary summary = new Summary(
                33,
                1210,
                18_000,
                1,
                List.of(new Summary.RuleResult("주문", 1, 1, 4)),
                List.of(),
                List.of("one \"thing\""));

        JsonNode json = new ObjectMapper().readTree(Demo.json(summary));

        assertThat(json.path("passed").asBoolean(true)).isFalse();
        assertThat(json.path("rules").path(0).path("rule").asText()).isEqualTo("주문");
        assertThat(json.path("problems").path(0).asText()).isEqualTo("one \"thing\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format", "--format xml", "--port 1", "--format json now"})
    void wrongUsageIsToldAndNothingRuns(String args) {
        assertThat(run(Map.of(), args.split(" "))).isEqualTo(2);
        assertThat(text(err)).startsWith("usage: demo");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void interruptStopsTheDemo() {
        Thread.currentThread().interrupt();

        assertThat(run(Map.of())).isEqualTo(130);
        assertThat(text(err)).isEqualTo("stopped\n");
    }

    private int run(Map<String, String> environment, String... args) {
        PrintStream standardOut = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream standardErr = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Demo.run(List.of(args), environment, standardOut, standardErr, false, false);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
