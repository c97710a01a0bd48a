package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class RunCommandTest {
    private static final String SLOW =
            "{\"category\":\"app_counter\",\"tags\":{\"oname\":\"주문-1\"},\"fields\":{\"resp_time\":2310}}\n";
    private static final String WELL = SLOW.replace("2310", "100");

    @TempDir
    Path folder;

    private String rules = "";
    private String receivers = "";

    @BeforeEach
    void writeFiles() throws IOException {
        rules = file("rules.json", """
                {"version": 1, "rules": [{"id": "slow", "category": "app_counter", "condition": "resp_time >= 2000",
                 "message": "${oname} is slow"}]}
                """);
        receivers = file(
                "receivers.json", "{\"version\": 1, \"receivers\": [{\"name\": \"everyone\", \"type\": \"console\"}]}");
    }

    @Test
    void eventsFromStandardInputBecomeMessagesAndItsEndEndsTheRun() {
        CommandRun run = CommandRun.withInput(SLOW + WELL, "run", "--rules", rules, "--receivers", receivers);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("주문-1 is slow");
        assertThat(run.err())
                .contains(
                        "2 events (0 late, 0 too far ahead, 0 of series beyond the bound, 0 bad lines), 2 transitions, 2 of 2 notices delivered");
    }

    @Test
    void changesAreWrittenToAFileIfAskedFor() throws IOException {
        Path out = folder.resolve("changes.jsonl");

        CommandRun.withInput(SLOW + WELL, "run", "--rules", rules, "--receivers", receivers, "--out", out.toString());

        assertThat(Files.readAllLines(out))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"to\":\"firing\"", "주문-1"),
                        line -> assertThat(line).contains("\"to\":\"resolved\""));
    }

    @Test
    void changesOnStandardOutputAreNotMixedWithMessages() {
        CommandRun run = CommandRun.withInput(SLOW, "run", "--rules", rules, "--receivers", receivers, "--out", "-");

        assertThat(run.out().lines()).singleElement().asString().contains("\"to\":\"firing\"");
        assertThat(run.err()).contains("주문-1 is slow");
    }

    @Test
    void badLinesAreToldCountedAndSkipped() {
        CommandRun run = CommandRun.withInput(
                "nonsense\n" + SLOW, "run", "--format", "json", "--rules", rules, "--receivers", receivers);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("standard input:1:1: not JSON")
                .contains("{\"events\":1,\"badLines\":1,\"lateEvents\":0,\"eventsAhead\":0,\"refusedEvents\":0,"
                        + "\"transitions\":1,\"notices\":1,\"delivered\":1}");
    }

    @Test
    void strictEndsAtABadLineAndStillDeliversWhatIsOwed() {
        CommandRun run = CommandRun.withInput(
                SLOW + "nonsense\n" + WELL, "run", "--strict", "--rules", rules, "--receivers", receivers);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("주문-1 is slow");
        assertThat(run.err()).contains("standard input:2:1: ", "watchfire: ");
    }

    @Test
    void nothingIsStartedWithAnErrorInAFile() throws IOException {
        String wrong = file(
                "wrong.json",
                "{\"version\": 1, \"rules\": [{\"id\": \"a\", \"category\": \"c\", "
                        + "\"condition\": \"x >= 1\", \"receiverTags\": [\"nobody\"]}]}");

        CommandRun run = CommandRun.withInput(SLOW, "run", "--rules", wrong, "--receivers", receivers);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("unknown-receiver-tag", "nothing was started");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aRequestToStopEndsTheRunWhileStandardInputIsOpen() throws Exception {
        try (PipedOutputStream sender = new PipedOutputStream();
                InputStream in = new PipedInputStream(sender)) {
            LiveRun run = new LiveRun(in, "run", "--rules", rules, "--receivers", receivers, "--out", "-");
            sender.write(SLOW.getBytes(StandardCharsets.UTF_8));
            sender.flush();

            assertThat(run.nextOut()).contains("\"to\":\"firing\"");
            assertThat(run.stop()).isZero();
        }
    }

    @Test
    void filesThatChangeAreTakenWhileEventsFlowAndThoseWithErrorsAreNot() throws Exception {
        try (PipedOutputStream sender = new PipedOutputStream();
                InputStream in = new PipedInputStream(sender)) {
            LiveRun run = new LiveRun(in, "run", "--rules", rules, "--receivers", receivers, "--out", "-");
            send(sender, SLOW);
            assertThat(run.nextOut()).contains("\"rule\":\"slow\"", "\"to\":\"firing\"");

            String before = Files.readString(Path.of(rules));
            Path fresh = Files.writeString(folder.resolve("rules.json.new"), before.replace("slow\"", "slower\""));
            Files.move(fresh, Path.of(rules), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            assertThat(nextAbout(run, "files have changed"))
                    .isEqualTo("watchfire: files have changed and are taken: rules 1 added (slower), 1 removed (slow);"
                            + " receivers as before");
            assertThat(run.nextOut()).contains("\"to\":\"resolved\"", "\"reason\":\"rule_removed\"");
            send(sender, SLOW);
            assertThat(run.nextOut()).contains("\"rule\":\"slower\"", "\"to\":\"firing\"");

            Files.writeString(Path.of(rules), before.replace("2000", "2000 &&"));
            assertThat(nextAbout(run, "files have changed")).endsWith("have errors; all goes on as before:");
            assertThat(run.nextErr()).startsWith(rules + ": $.rules[0].condition: error[");
            send(sender, WELL);
            assertThat(run.nextOut()).contains("\"rule\":\"slower\"", "\"to\":\"resolved\"");
            assertThat(run.stop()).isZero();
        }
    }

    private static void send(PipedOutputStream sender, String line) throws IOException {
        sender.write(line.getBytes(StandardCharsets.UTF_8));
        sender.flush();
    }

    /** Messages to the console stand between. */
    private static String nextAbout(LiveRun run, String what) throws InterruptedException {
        String line = run.nextErr();
        while (!line.contains(what)) {
            line = run.nextErr();
        }
        return line;
    }

    @Test
    void eventsComeByHttpUntilARequestToStop() throws Exception {
        LiveRun run = new LiveRun(
                InputStream.nullInputStream(),
                "run",
                "--rules",
                rules,
                "--receivers",
                receivers,
                "--listen",
                "127.0.0.1:0",
                "--out",
                "-");
        URI address = address(run.nextErr());

        HttpResponse<String> accepted = post(address, SLOW + WELL);
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).isEqualTo("{\"accepted\":2}");
        assertThat(run.nextOut()).contains("\"to\":\"firing\"");
        assertThat(run.nextOut()).contains("\"to\":\"resolved\"");

        HttpResponse<String> bad = post(address, SLOW + "nonsense\n");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).startsWith("{\"error\":\"").contains("{\"line\":2,\"column\":1,\"message\":\"not JSON");

        assertThat(run.stop()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"GET, /events, 405", "POST, /, 404", "POST, /events/x, 404", "DELETE, /events, 405"})
    void otherRequestsAreRefused(String method, String path, int status) throws Exception {
        LiveRun run = new LiveRun(
                InputStream.nullInputStream(), "run", "--rules", rules, "--receivers", receivers, "--listen", "0");
        URI address = address(run.nextErr());

        HttpResponse<String> response = send(HttpRequest.newBuilder(address.resolve(path))
                .method(method, BodyPublishers.ofString(SLOW))
                .build());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"error\":\"");
        assertThat(run.stop()).isZero();
    }

    @Test
    void webPagesAndBodiesOutOfBoundsAreRefused() throws Exception {
        LiveRun run = new LiveRun(
                InputStream.nullInputStream(), "run", "--rules", rules, "--receivers", receivers, "--listen", ":0");
        URI address = address(run.nextErr());

        assertThat(address.getHost()).isEqualTo("127.0.0.1");
        assertThat(send(HttpRequest.newBuilder(address)
                                .header("Origin", "https://example.org")
                                .POST(BodyPublishers.ofString(SLOW))
                                .build())
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(address, " ".repeat(4 * 1024 * 1024 + 1)).statusCode()).isEqualTo(413);
        assertThat(send(HttpRequest.newBuilder(address)
                                .POST(BodyPublishers.ofByteArray(new byte[] {0x1f, (byte) 0x8b, 8}))
                                .build())
                        .statusCode())
                .isEqualTo(415);
        assertThat(run.stop()).isZero();
    }

    @Test
    void anAddressInUseIsToldPlainly() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of(
                    "run", "--rules", rules, "--receivers", receivers, "--listen", "127.0.0.1:" + taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("cannot listen on http://127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void anAddressThatOthersReachNeedsAToken() throws Exception {
        CommandRun open = CommandRun.of("run", "--rules", rules, "--receivers", receivers, "--listen", "0.0.0.0:0");
        assertThat(open.exitCode()).isEqualTo(2);
        assertThat(open.err()).contains("others can reach 0.0.0.0", "--token-file");

        Path token = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
        LiveRun run = new LiveRun(
                InputStream.nullInputStream(),
                "run",
                "--rules",
                rules,
                "--receivers",
                receivers,
                "--listen",
                "0.0.0.0:0",
                "--token-file",
                token.toString());
        int port = address(run.nextErr()).getPort();
        URI address = URI.create("http://127.0.0.1:" + port + "/events");
        assertThat(post(address, SLOW).statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(address)
                                .header("Authorization", "Bearer 0123456789abcdef")
                                .POST(BodyPublishers.ofString(SLOW))
                                .build())
                        .statusCode())
                .isEqualTo(202);
        assertThat(run.stop()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "--listen, 0, --token-file, nowhere, there is no such file",
        "--listen, 0, --token-file, ., cannot use",
        "--token-file, token, --strict, , is for --listen",
        "--listen, 0, --max-rate, 0, it is 1 at least",
    })
    void optionsOfListeningThatDoNotGoTogetherAreRefused(
            String first, String its, String second, String value, String error) {
        List<String> args =
                new ArrayList<>(List.of("run", "--rules", rules, "--receivers", receivers, first, its, second));
        if (value != null) {
            args.add(
                    value.equals("nowhere") || value.equals(".")
                            ? folder.resolve(value).toString()
                            : value);
        }

        CommandRun run = CommandRun.of(args.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(error);
    }

    @ParameterizedTest
    @CsvSource({"localhost", "1.2.3.4:99999", "host name:80", "[::1]"})
    void whatIsNoAddressIsRefused(String address) {
        CommandRun run = CommandRun.of("run", "--rules", rules, "--receivers", receivers, "--listen", address);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--listen");
    }

    @ParameterizedTest
    @CsvSource({
        "rules.json, rules.json",
        "./x/../rules.json, rules.json",
        "link.json, rules.json",
        "receivers.json, receivers.json"
    })
    void noFileThatIsReadIsOverwritten(String out, String overwritten) throws IOException {
        Files.createDirectory(folder.resolve("x"));
        Files.createLink(folder.resolve("link.json"), Path.of(rules));
        String before = Files.readString(folder.resolve(overwritten));

        CommandRun run = CommandRun.withInput(
                SLOW, "run", "--rules", rules, "--receivers", receivers, "--out", folder + "/" + out);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("would overwrite " + folder.resolve(overwritten));
        assertThat(Files.readString(folder.resolve(overwritten))).isEqualTo(before);
    }

    @Test
    void everyFiringAndEveryResolveArrivesInOrderHoweverDifficultTheWebhookIs() throws IOException {
        try (DifficultWebhook webhook = new DifficultWebhook()) {
            String slack = slackReceivers(webhook.url());
            StringBuilder events = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                events.append(SLOW.replace("주문-1", "n" + i)).append(WELL.replace("주문-1", "n" + i));
            }

            // Three seconds are less than the pauses that the webhook asks for take together.
            CommandRun run = CommandRun.withInput(
                    events.toString(), "run", "--rules", rules, "--receivers", slack, "--drain", "3s");

            assertThat(run.err()).contains("6 of 6 notices delivered").contains("Slack answered 429");
            assertThat(run.exitCode()).isZero();
            assertThat(webhook.arrived())
                    .satisfiesExactly(
                            text -> assertThat(text).contains("n0").doesNotContain("RECOVERED"),
                            text -> assertThat(text).contains("n0", "RECOVERED"),
                            text -> assertThat(text).contains("n1").doesNotContain("RECOVERED"),
                            text -> assertThat(text).contains("n1", "RECOVERED"),
                            text -> assertThat(text).contains("n2").doesNotContain("RECOVERED"),
                            text -> assertThat(text).contains("n2", "RECOVERED"));
        }
    }

    @Test
    void aSecondSignalEndsAtOnce() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Process process = start(slackReceivers("http://127.0.0.1:" + silent.getLocalPort() + "/x"));
            try {
                process.getOutputStream().write(SLOW.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
                assertThat(process.inputReader(StandardCharsets.UTF_8).readLine())
                        .contains("\"to\":\"firing\"");

                process.toHandle().destroy();
                assertThat(process.errorReader(StandardCharsets.UTF_8).readLine())
                        .isEqualTo("watchfire: ending; what is on the way is delivered first "
                                + "(a second signal ends at once)");
                process.toHandle().destroy();

                assertThat(process.waitFor()).isEqualTo(128 + 15);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void sendersThatNeverEndTheirRequestsKeepNobodyWaitingAndAreCutOff() throws Exception {
        LiveRun run = new LiveRun(
                InputStream.nullInputStream(), "run", "--rules", rules, "--receivers", receivers, "--listen", "0");
        URI address = address(run.nextErr());
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                idle.add(socket);
                String begun = i % 2 == 0 ? "POST /events HT" : "POST /events HTTP/1.1\r\nContent-Length: 99\r\n\r\n{";
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(post(address, SLOW).statusCode()).isEqualTo(202);
            for (Socket socket : idle) {
                assertThat(endOf(socket)).isEqualTo(-1);
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        assertThat(run.stop()).isZero();
    }

    /** Waits until the other side has closed. */
    private static int endOf(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void anEventTooFarAheadIsToldInTheAnswer() throws Exception {
        LiveRun run = new LiveRun(
                InputStream.nullInputStream(), "run", "--rules", rules, "--receivers", receivers, "--listen", "0");
        URI address = address(run.nextErr());

        HttpResponse<String> answer =
                post(address, SLOW + SLOW.replace("{\"category", "{\"time\":4102444800000,\"category"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"tooFarAhead\":1}");
        assertThat(run.stop()).isZero();
        assertThat(run.lastErr()).contains("2 events (0 late, 1 too far ahead");
    }

    @Test
    void sigtermDrainsAndTheExitCodeIsThatOfTheCommand() throws Exception {
        Process process = start(receivers);
        try {
            process.getOutputStream().write(SLOW.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).contains("\"to\":\"firing\"", "주문-1");

            process.toHandle().destroy();

            assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                    .last()
                    .asString()
                    .contains("1 of 1 notices delivered");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String receiverFile) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--rules",
                        rules,
                        "--receivers",
                        receiverFile,
                        "--out",
                        "-")
                .start();
    }

    private String slackReceivers(String url) throws IOException {
        return file(
                "slack.json",
                "{\"version\": 1, \"receivers\": [{\"name\": \"team\", \"type\": \"slack\", \"webhookUrl\": \"" + url
                        + "\"}], \"allowPrivateNetworks\": true}");
    }

    private static URI address(String line) {
        assertThat(line).startsWith("watchfire: events go to POST http://");
        return URI.create(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static HttpResponse<String> post(URI address, String body) throws Exception {
        return send(HttpRequest.newBuilder(address)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
