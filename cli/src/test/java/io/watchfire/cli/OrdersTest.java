package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Orders to a run: given by commands, obeyed by it. */
@Timeout(120)
class OrdersTest {
    private static final String EVENT =
            "{\"category\": \"pod\", \"tags\": {\"h\": \"주문 🔥\"}, \"fields\": {\"cpu\": %d}}\n";

    @TempDir
    private Path folder;

    private String rules = "";
    private String receivers = "";
    private String state = "";

    @BeforeEach
    void files() throws IOException {
        rules = write("rules.json", """
                {"version": 1, "rules": [{"id": "cpu", "category": "pod", "condition": "cpu >= 80", "noData": {"then": "keep"}}]}""");
        receivers = write("receivers.json", """
                {"version": 1, "receivers": [{"name": "team", "type": "console"}]}""");
        state = folder.resolve("var").toString();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void silencesAreAddedListedAndEnded() throws IOException {
        assertThat(run("silence", "add", "--match", "h == 'a'", "--for", "2h", "--author", "kim", "--comment", "deploy")
                        .out())
                .startsWith("silence 1 until ");
        assertThat(run(
                                "silence",
                                "add",
                                "--match",
                                "h == 'b'",
                                "--for",
                                "7d",
                                "--weekdays",
                                "mon-fri",
                                "--times",
                                "22:00-06:00")
                        .out())
                .startsWith("silence 2 until ");

        assertThat(run("silence", "list").out().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("1  active  ")
                .endsWith("  h == 'a'  by kim: deploy");
        assertThat(run("silence", "expire", "1").out()).isEqualTo("silence 1 ends\n");
        assertThat(run("silence", "list", "--format", "json").out())
                .startsWith("{\"id\":\"2\",")
                .hasLineCount(1);
        assertThat(run("silence", "expire", "1").exitCode()).isEqualTo(2);
    }

    @Test
    void whatCannotBeASilenceIsTold() throws IOException {
        CommandRun bad = run("silence", "add", "--match", "h = 'a'", "--for", "2h");
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.err()).contains("==");
        assertThat(run("silence", "add", "--match", "h == 'a'", "--for", "0s").exitCode())
                .isEqualTo(2);
        assertThat(run("silence", "add", "--match", "h == 'a'", "--for", "1h", "--times", "25:00")
                        .exitCode())
                .isEqualTo(1);
        assertThat(run("ack", "--rule", "cpu").err()).contains("no run has used");
    }

    @Test
    void aRunObeysAndTellsWhy() throws Exception {
        assertThat(run("silence", "add", "--match", "rule == 'cpu'", "--for", "2h")
                        .exitCode())
                .isZero();
        PipedOutputStream events = new PipedOutputStream();
        LiveRun live = new LiveRun(
                new PipedInputStream(events, 1 << 16),
                "run",
                "--rules",
                rules,
                "--receivers",
                receivers,
                "--state",
                state);
        events.write(String.format(EVENT, 90).getBytes(StandardCharsets.UTF_8));
        events.flush();
        awaitOutput("silenced until", "why", "--rule", "cpu", "--labels", "h=주문 🔥", "--receiver", "team");
        assertThat(run("silence", "add", "--match", "h like '주문*'", "--for", "1h", "--preview")
                        .out())
                .isEqualTo("this alert would be silenced now:\n  cpu {h=주문 🔥} warning\n");

        assertThat(run("silence", "expire", "1").exitCode()).isZero();
        assertThat(live.nextOut()).isEqualTo("[WARNING] cpu");
        awaitOutput("delivered", "why", "--rule", "cpu");
        assertThat(run("ack", "--rule", "cpu", "--comment", "on it").out()).startsWith("acknowledged: cpu {h=주문 🔥}");
        assertThat(run("resolve", "--rule", "cpu").out()).startsWith("ended: cpu {h=주문 🔥}");
        String line = live.nextOut();
        while (!line.startsWith("[")) {
            line = live.nextOut();
        }
        assertThat(line).contains("cpu");

        events.close();
        assertThat(live.end()).isZero();
        assertThat(run("ack", "--rule", "cpu").exitCode()).isEqualTo(2);
        assertThat(run("why", "--rule", "other").exitCode()).isEqualTo(1);
    }

    /** What a run has seen it writes down within a second. */
    private void awaitOutput(String part, String... args) throws IOException {
        String out = "";
        while (!out.contains(part)) {
            Thread.onSpinWait();
            out = run(args).out();
        }
    }

    @Test
    void whatWasGivenUpIsListedRetriedAndDropped() throws IOException {
        HttpServer gone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gone.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        gone.start();
        try {
            String slack = write(
                    "slack.json",
                    "{\"version\": 1, \"allowPrivateNetworks\": true, \"receivers\": [{\"name\": \"team\", \"type\": \"slack\","
                            + " \"webhookUrl\": \"http://127.0.0.1:"
                            + gone.getAddress().getPort() + "/x\"}]}");
            String[] live = {"run", "--rules", rules, "--receivers", slack, "--state", state};
            CommandRun.withInput(EVENT.formatted(90), live);

            CommandRun list = run("outbox", "list");
            assertThat(list.out())
                    .hasLineCount(1)
                    .startsWith("0000000000000000  given up  ")
                    .contains("  team  firing  ", "404");
            assertThat(run("outbox", "list", "--format", "json").out()).contains("\"givenUp\":");
            assertThat(run("outbox", "drop", "17").exitCode()).isEqualTo(2);

            assertThat(run("outbox", "retry", "all").out()).isEqualTo("1 message is retried\n");
            CommandRun.withInput("", live);
            assertThat(run("outbox", "list").out()).hasLineCount(1).startsWith("0000000000000001  given up  ");

            assertThat(run("outbox", "drop", "0000000000000001").out()).isEqualTo("1 message is dropped\n");
            CommandRun.withInput("", live);
            assertThat(run("outbox", "list").out()).isEqualTo("nothing is owed, and nothing was given up\n");
        } finally {
            gone.stop(0);
        }
    }

    @Test
    void aFolderThatARunUsesIsRefusedToAnother() throws Exception {
        try (PipedOutputStream events = new PipedOutputStream()) {
            LiveRun first = new LiveRun(
                    new PipedInputStream(events), "run", "--rules", rules, "--receivers", receivers, "--state", state);
            events.write(EVENT.formatted(90).getBytes(StandardCharsets.UTF_8));
            events.flush();
            first.nextOut();

            CommandRun second =
                    CommandRun.withInput("", "run", "--rules", rules, "--receivers", receivers, "--state", state);

            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).contains("is in use");
            assertThat(first.stop()).isZero();
        }
    }

    private CommandRun run(String... args) {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--state";
        all[args.length + 1] = state;
        return CommandRun.of(all);
    }
}
