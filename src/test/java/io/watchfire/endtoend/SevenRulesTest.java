package io.watchfire.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.endtoend.Webhooks.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seven rules and their receivers, as a user runs them: events in, messages out at a real server that misbehaves. */
class SevenRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "T0/B0/v3rysecrettoken";
    private static final List<String> SERVICES =
            List.of("promotion", "contract", "member", "charlotte", "order", "focommon");

    @TempDir
    Path folder;

    private Path rules = Path.of("");
    private Path receivers = Path.of("");
    private Webhooks webhooks;

    @BeforeEach
    void start() throws IOException {
        webhooks = new Webhooks();
        rules = example("shop.json");
        receivers = example("receivers.json");
    }

    @AfterEach
    void stop() throws IOException {
        webhooks.close();
    }

    @Test
    void everyFiringAndEveryResolveArrivesInOrderWhateverTheServerDoes() throws Exception {
        webhooks.trouble("promotion-team", Trouble.TOO_MANY_REQUESTS);
        webhooks.trouble("contract-team", Trouble.UNAVAILABLE, Trouble.UNAVAILABLE);
        webhooks.trouble("member-team", Trouble.CUT, Trouble.CUT);
        webhooks.trouble("order-team", Trouble.HANG);
        webhooks.trouble("everyone", Trouble.UNAVAILABLE, Trouble.CUT, Trouble.TOO_MANY_REQUESTS, Trouble.CUT);

        WatchfireProcess run = run(events(5000, 2_000_000) + events(1, 1), "--drain", "60s");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "12 events (0 late, 0 too far ahead, 0 of series beyond the bound, 0 bad lines), 14 transitions, "
                                + "26 of 26 notices delivered");
        assertThat(webhooks.troublesLeft()).isEmpty();
        for (String service : SERVICES) {
            assertThat(webhooks.taken(service + "-team")).satisfiesExactly(this::isFiring, this::isResolved);
        }
        List<String> all = webhooks.taken("everyone");
        assertThat(all).hasSize(14);
        for (String rule : ruleNames()) {
            assertThat(all.stream().filter(body -> body.contains(rule)).toList())
                    .as(rule)
                    .satisfiesExactly(this::isFiring, this::isResolved);
        }
        assertThat(run.printed()).doesNotContain("v3rysecrettoken", TOKEN, webhooks.url(TOKEN));
    }

    @Test
    void badLinesAreToldWithTheirNumberCountedAndSkipped() throws Exception {
        String slow = event("btf-order", 5000, 0);

        WatchfireProcess run =
                run("nonsense\n\n" + slow + "{\"category\": 5}\n" + event("btf-order", 1, 0) + "{\"tags\":");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("standard input:1:1: not JSON")
                .contains("standard input:4:")
                .contains("standard input:6:")
                .contains(
                        "2 events (0 late, 0 too far ahead, 0 of series beyond the bound, 3 bad lines), 2 transitions, "
                                + "4 of 4 notices delivered");
        assertThat(webhooks.taken("order-team")).hasSize(2);
    }

    @Test
    void aBadRuleFileIsToldInFullAndNothingIsStarted() throws Exception {
        Files.writeString(rules, """
                {"version": 1, "rules": [
                  {"name": "주문", "category": "app_counter", "condition": "resp_time => 2000 and tps >"},
                  {"name": "회원", "category": "app_counter", "conditions": "resp_time >= 100"}]}
                """);

        WatchfireProcess run = run(events(5000, 2_000_000));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("rules.json: $.rules[0].condition: error[single-equals]")
                .contains("rules.json: $.rules[0].condition: error[unexpected-end]")
                .contains("rules.json: $.rules[1]: error[missing-key]")
                .contains("rules.json: $.rules[1].conditions: error[unknown-key]")
                .contains("nothing was started")
                .doesNotContain("v3rysecrettoken");
        assertThat(webhooks.takenInAll()).isZero();
    }

    @Test
    void textOfAnyKindArrivesEscapedAndWholeOrVisiblyShortened() throws Exception {
        Files.writeString(rules, """
                {"version": 1, "rules": [{"name": "text", "category": "app_counter", "target": "okindName == 'btf-order'",
                  "condition": "resp_time >= 2000", "message": "${note}", "receiverTags": ["order", "test2"]}]}
                """);
        List<String> notes = List.of(
                "\"quoted\" 'twice' \\ back",
                "two\nlines\tand a tab",
                "<@channel> & <!here|x> *bold*",
                "주문 🔥 １２",
                "가".repeat(100_000));
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < notes.size(); i++) {
            events.append(JSON.writeValueAsString(Map.of(
                            "category", "app_counter",
                            "tags", Map.of("okindName", "btf-order", "oname", "order-" + i),
                            "fields", Map.of("resp_time", 5000, "note", notes.get(i)))))
                    .append('\n');
        }

        WatchfireProcess run = run(events.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> bodies = webhooks.taken("order-team");
        assertThat(bodies).hasSize(notes.size());
        assertThat(text(bodies.get(0))).contains("\"quoted\" 'twice' \\ back");
        assertThat(text(bodies.get(1))).contains("two\n    lines\tand a tab");
        assertThat(text(bodies.get(2)))
                .contains("&lt;@channel&gt; &amp; &lt;!here|x&gt; *bold*")
                .doesNotContain("<@");
        assertThat(text(bodies.get(3))).contains("주문 🔥 １２");
        assertThat(text(bodies.get(4))).hasSizeLessThan(4000).containsPattern("가… \\(이하 9[0-9],[0-9]{3}자 생략\\)");
    }

    private WatchfireProcess run(String events, String... more) throws Exception {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {"run", "--rules", rules.toString(), "--receivers", receivers.toString()},
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return WatchfireProcess.run(folder, Map.of("SLACK_STAND_IN", webhooks.url(TOKEN)), events, arguments);
    }

    private Path example(String name) throws IOException {
        try (var in = getClass().getResourceAsStream("/io/watchfire/examples/rules/" + name)) {
            return Files.write(folder.resolve(name.equals("shop.json") ? "rules.json" : name), in.readAllBytes());
        }
    }

    private List<String> ruleNames() throws IOException {
        return JSON.readTree(rules.toFile()).get("rules").findValuesAsText("name");
    }

    private static String events(int millis, int rows) {
        StringBuilder events = new StringBuilder();
        SERVICES.forEach(service -> events.append(event("btf-" + service, millis, rows)));
        return events.toString();
    }

    private static String event(String service, int millis, int rows) {
        return """
                {"category":"app_counter","tags":{"okindName":"%s","oname":"%s-1"},"fields":{"resp_time":%d,"sql_fetch_count":%d}}
                """.formatted(service, service, millis, rows);
    }

    private void isFiring(String body) {
        assertThat(body).doesNotContain("RECOVERED");
    }

    private void isResolved(String body) {
        assertThat(body).contains("RECOVERED");
    }

    private static String text(String body) throws IOException {
        StringBuilder text = new StringBuilder();
        for (JsonNode block : JSON.readTree(body).at("/attachments/0/blocks")) {
            text.append(block.at("/text/text").asText()).append('\n');
            block.path("fields")
                    .forEach(field -> text.append(field.path("text").asText()).append('\n'));
        }
        return text.toString();
    }
}
