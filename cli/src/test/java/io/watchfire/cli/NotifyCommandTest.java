package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifyCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** What the n-th post is answered with; 200 beyond the end. */
    private final List<Integer> answers = new CopyOnWriteArrayList<>();

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            int answer = posted.size() < answers.size() ? answers.get(posted.size()) : 200;
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (answer == 429) {
                exchange.getResponseHeaders().set("Retry-After", "0");
            }
            byte[] body =
                    (answer == 404 ? "no_service" : answer == 200 ? "ok" : "").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(answer, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void eachKindOfNoticeIsSentAndToldThatItWasTaken() throws IOException {
        CommandRun run = notify("order-team");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                firing                   taken
                level                    taken
                repeat                   taken
                escalation               taken
                flapping                 taken
                resolved                 taken
                firing of 57 alerts      taken
                resolved of 3 alerts     taken
                summary of 2 alerts      taken
                heartbeat                taken
                """);
        assertThat(run.exitCode()).isZero();
        assertThat(posted)
                .hasSize(10)
                .allSatisfy(post -> assertThat(header(post)).isNotBlank());
        assertThat(header(posted.get(0))).isEqualTo("[경고] 시험: btf-order 평균응답시간");
        assertThat(posted.get(0)).contains("평균응답시간 2.31초 (기준 2초)").doesNotContain("Template error", "템플릿 오류");
    }

    @Test
    void theLanguageCanBeAnother() throws IOException {
        CommandRun run = notify("order-team", "--language", "en");

        assertThat(run.exitCode()).isZero();
        assertThat(header(posted.get(0))).isEqualTo("[WARNING] Test: btf-order response time");
        assertThat(posted.get(0)).contains("response time 2.31s, allowed 2s");
    }

    @Test
    void whatIsNotTakenIsToldWithTheAnswerAndInTheExitCode() throws IOException {
        answers.addAll(List.of(200, 404, 503));
        CommandRun run = notify("order-team");

        assertThat(run.out().lines())
                .startsWith(
                        "firing                   taken",
                        "level                    not taken: Slack answered 404 (no_service)",
                        "repeat                   not taken: Slack answered 503",
                        "escalation               taken");
        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    }

    @Test
    void aPauseThatIsAskedForIsKeptAndTheSampleSentAgain() throws IOException {
        answers.add(429);
        CommandRun run = notify("order-team");

        assertThat(run.out().lines()).startsWith("firing                   taken");
        assertThat(posted).hasSize(11);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void forProgramsEachAnswerIsALine() throws IOException {
        answers.addAll(List.of(200, 404));
        CommandRun run = notify("order-team", "--format", "json");

        assertThat(run.out().lines())
                .hasSize(10)
                .startsWith(
                        "{\"receiver\":\"order-team\",\"status\":\"firing\",\"alerts\":1,\"taken\":true}",
                        "{\"receiver\":\"order-team\",\"status\":\"level\",\"alerts\":1,\"taken\":false,\"why\":\"Slack answered 404 (no_service)\"}");
    }

    @Test
    void aConsoleShowsTheSamplesAmongTheAnswers() throws IOException {
        CommandRun run = notify("screen");

        assertThat(run.out())
                .startsWith("[WARNING] Test: btf-order response time\n  Project : bfb\n")
                .contains("\n  runbook : https://example.com/runbook/btf-order\n\nfiring                   taken\n[")
                .contains("\n  - and 37 more\n");
        assertThat(run.exitCode()).isZero();

        CommandRun json = notify("screen", "--format", "json");
        assertThat(json.out().lines()).hasSize(10).allMatch(line -> line.startsWith("{\"receiver\":\"screen\""));
        assertThat(json.err()).startsWith("[WARNING] Test: ");
    }

    @Test
    void aReceiverThatIsNotThereIsToldWithItsNeighbour() throws IOException {
        CommandRun run = notify("order-taem");

        assertThat(run.err()).contains("there is no receiver \"order-taem\"; did you mean \"order-team\"?");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(posted).isEmpty();
    }

    @Test
    void aFileWithErrorsSendsNothing() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.json"),
                "{\"version\": 1, \"receivers\": [{\"name\": \"a\", \"type\": \"console\", \"title\": \"${\"}]}");
        CommandRun run = CommandRun.of("notify", "--receivers", file.toString(), "--test", "a");

        assertThat(run.err()).contains("error[unclosed-name]");
        assertThat(run.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    }

    private CommandRun notify(String receiver, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("receivers.json"), """
                {"version": 1, "allowPrivateNetworks": true, "receivers": [
                  {"name": "order-team", "type": "slack", "webhookUrl": "${env:SLACK}/x", "language": "ko", "zone": "Asia/Seoul"},
                  {"name": "screen", "type": "console"}]}""");
        List<String> arguments = new ArrayList<>(List.of("notify", "--receivers", file.toString(), "--test", receiver));
        arguments.addAll(List.of(options));
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/services";
        return CommandRun.withEnvironment(Map.of("SLACK", url), arguments.toArray(String[]::new));
    }

    private static String header(String post) {
        try {
            JsonNode payload = JSON.readTree(post);
            return payload.at("/blocks/0/text/text").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
