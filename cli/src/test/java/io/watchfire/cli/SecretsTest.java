package io.watchfire.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.watchfire.cli.live.AccessToken;
import io.watchfire.evaluator.json.LoadException;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.DeliveryListener;
import io.watchfire.notifiers.delivery.MemoryOutbox;
import io.watchfire.notifiers.policy.NoticePolicy;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.notifiers.routing.Router;
import io.watchfire.runtime.AlertService;
import io.watchfire.runtime.files.Configuration;
import io.watchfire.runtime.files.ConfigurationFiles;
import io.watchfire.runtime.files.Reload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets stand wherever they may, all with one mark in them; what comes out anywhere is searched for the mark. */
@Timeout(120)
class SecretsTest {
    private static final String MARK = "s3cr3t";
    private static final String IN_ENVIRONMENT = MARK + "InTheEnvironment";
    private static final String IN_FILE = MARK + "InAFile";
    private static final String CHANGED = MARK + "InTheChangedFile";
    private static final String TOKEN = MARK + "AccessTokenOfThirtyCharacters";
    private static final String SLOW =
            "{\"category\":\"app\",\"tags\":{\"oname\":\"주문-1\"},\"fields\":{\"resp_time\":2310}}\n";
    private static final String WELL = SLOW.replace("2310", "100");

    @TempDir
    private Path secrets;

    @TempDir
    private Path folder;

    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    private HttpServer webhook;
    private Path rules;
    private Path receivers;

    @BeforeEach
    void write() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
            exchange.close();
            posted.add(exchange.getRequestURI().getPath());
        });
        webhook.start();
        rules = Files.writeString(folder.resolve("rules.json"), """
                {"version": 1, "rules": [{"id": "slow", "category": "app", "condition": "resp_time >= 2000",
                 "groupBy": ["oname"]}]}
                """);
        Files.writeString(secrets.resolve("hook"), url(IN_FILE) + "\n");
        Files.writeString(secrets.resolve("token"), TOKEN + "\n");
        receivers = Files.writeString(folder.resolve("receivers.json"), receivers());
    }

    @AfterEach
    void stop() {
        webhook.stop(0);
    }

    @Test
    void aRunThatIsAsTalkativeAsCanBeShowsNone() throws Exception {
        answers.addAll(List.of(503, 404, 429));
        Path logging = Files.writeString(
                folder.resolve("logging.properties"),
                "handlers=java.util.logging.ConsoleHandler\njava.util.logging.ConsoleHandler.level=ALL\n.level=ALL\n");
        Process process = run(logging);
        StringBuilder shown = new StringBuilder();
        Thread err = collect(process, shown);
        try {
            URI events = URI.create(awaitLine(shown, "events go to POST "));
            shown.append(post(events, "Bearer " + TOKEN, SLOW).body());
            shown.append(post(events, "Bearer " + TOKEN + "x", SLOW).body());
            shown.append(post(events, "Bearer " + TOKEN, "{\"nonsense\"").body());
            assertThat(takeUntil("/services/" + IN_FILE)).contains("/services/" + IN_ENVIRONMENT);

            Files.writeString(secrets.resolve("hook"), url(CHANGED));
            awaitLine(shown, "files have changed and are taken: ");
            shown.append(post(events, "Bearer " + TOKEN, WELL + SLOW.replace("주문-1", "주문-2"))
                    .body());
            takeUntil("/services/" + CHANGED);
            for (String path : List.of("/metrics", "/health", "/nowhere")) {
                shown.append(get(events.resolve(path)).body());
            }
            Files.writeString(receivers, receivers().replace("\"slack\"", "\"pigeon\""));
            awaitLine(shown, "files have changed and have errors");
        } finally {
            process.toHandle().destroy();
        }
        process.waitFor();
        err.join();

        assertThat(List.of(
                        "alert=slow-", "DEBUG", "FINE", "watchfire_events_total", "\"status\":\"up\"", "answered 503"))
                .allMatch(text -> shown.indexOf(text) >= 0);
        assertThat(shown.toString()
                        .lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains(MARK)))
                .isEmpty();
        assertThat(folder.resolve("state")).isNotEmptyDirectory();
        assertFilesShowNone(folder);
    }

    @Test
    void noOtherCommandShowsAny() throws IOException {
        Path broken =
                Files.writeString(folder.resolve("broken.json"), receivers().replace("\"name\"", "\"nmae\""));
        Path cut = Files.writeString(
                folder.resolve("cut.json"), receivers().substring(0, receivers().length() - 9));
        Path events =
                Files.writeString(folder.resolve("events.jsonl"), SLOW.replace("\"category", "\"time\":1,\"category"));
        String all = "";
        for (List<String> args : List.of(
                List.of("check", rules.toString(), receivers.toString()),
                List.of("check", "--format", "json", rules.toString(), broken.toString(), cut.toString()),
                List.of("check", broken.toString(), cut.toString()),
                List.of("route", "--rules", rules.toString(), "--receivers", receivers.toString(), "--rule", "slow"),
                List.of("notify", "--receivers", receivers.toString(), "--test", "by-environment"),
                List.of("notify", "--receivers", receivers.toString(), "--test", "by-file", "--format", "json"),
                List.of(
                        "replay",
                        "--rules",
                        rules.toString(),
                        "--receivers",
                        receivers.toString(),
                        "--notify",
                        events.toString()))) {
            answers.addAll(List.of(404, 503));
            CommandRun run = CommandRun.withEnvironment(environment(), args.toArray(String[]::new));
            assertThat(run.out() + run.err()).as(args.get(0)).isNotEmpty();
            all += run.out() + run.err();
        }

        assertThat(posted).contains("/services/" + IN_ENVIRONMENT, "/services/" + IN_FILE);
        assertThat(all.toLowerCase(Locale.ROOT)).doesNotContain(MARK);
    }

    @Test
    void noObjectTextExceptionOrSnapshotShowsAny() throws Exception {
        ConfigurationFiles files = ConfigurationFiles.of(List.of(rules), List.of(receivers), environment());
        Configuration loaded = files.load();
        RuleSet ruleSet = loaded.rules().orElseThrow();
        ReceiverSet set = loaded.receivers().orElseThrow();
        Receiver receiver = set.receivers().get(0);
        assertThat(receiver.webhookUrl().reveal()).contains(MARK);
        Queue<Object> seen = new ConcurrentLinkedQueue<>(
                List.of(files, loaded, set, receiver, receiver.webhookUrl(), receiver.policy(), new Router(set)));
        seen.add(AccessToken.in(secrets.resolve("token")));
        seen.add(Reload.taken(List.of(), ruleSet, ruleSet, null, set));
        seen.add(List.of(set.receivers()));
        seen.add(Map.of("receivers", set));
        MemoryOutbox outbox = new MemoryOutbox();
        AlertService service = AlertService.builder()
                .rules(ruleSet)
                .receivers(set)
                .outbox(outbox)
                .channel("slack", to -> message -> {
                    throw new IllegalStateException(
                            "cannot reach " + to.webhookUrl().reveal());
                })
                .onDelivery(new DeliveryListener() {
                    @Override
                    public void retrying(Delivery delivery, String why, Duration delay) {
                        seen.add(delivery + why);
                        seen.add(delivery.message());
                        seen.add(delivery.key() + delivery.about());
                    }
                })
                .start();
        service.accept(SLOW.strip().getBytes(UTF_8));
        while (service.counters().deliveries().retries() < 2) {
            Thread.onSpinWait();
        }
        seen.addAll(
                List.of(service, service.health(), service.health().problems(), service.counters(), service.alerts()));
        seen.addAll(service.explanations(100));
        outbox.next(receiver.name()).ifPresent(delivery -> seen.addAll(List.of(delivery, delivery.receiver())));
        service.close(Duration.ZERO);
        seen.add(failure(() -> read(receivers().replace("}", ""))));
        seen.add(failure(() -> read(receivers().replace("\"slack\"", "\"slak\""))));
        seen.add(failure(() -> AccessToken.in(Files.writeString(secrets.resolve("bad"), MARK))));

        NoticePolicy policy = new NoticePolicy(set);
        policy.begin(ruleSet, 0);
        assertThat(policy.rows().stream()
                        .map(row -> row.key() + new String(row.value(), UTF_8))
                        .collect(Collectors.joining("\n"))
                        .toLowerCase(Locale.ROOT))
                .doesNotContain(MARK);
        assertThat(seen).hasSizeGreaterThan(20);
        assertThat(seen)
                .allSatisfy(object ->
                        assertThat(object.toString().toLowerCase(Locale.ROOT)).doesNotContain(MARK));
    }

    private static ReceiverSet read(String json) {
        return ReceiverFile.parse("receivers.json", json, Path.of("."), environment())
                .orElseThrow();
    }

    private interface Failing {
        Object run() throws Exception;
    }

    /** What a failure says, with all that led to it. */
    private static String failure(Failing action) {
        try {
            action.run();
        } catch (Exception e) {
            assertThat(e).isInstanceOfAny(LoadException.class, IOException.class);
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
        throw new AssertionError("this was to fail");
    }

    private Process run(Path logging) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-Djava.util.logging.config.file=" + logging,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--rules",
                rules.toString(),
                "--receivers",
                receivers.toString(),
                "--listen",
                "127.0.0.1:0",
                "--token-file",
                secrets.resolve("token").toString(),
                "--state",
                folder.resolve("state").toString(),
                "--out",
                folder.resolve("changes.jsonl").toString(),
                "--drain",
                "1s"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        return builder.start();
    }

    private static Thread collect(Process process, StringBuilder shown) {
        Thread thread = new Thread(() -> {
            try {
                process.inputReader(UTF_8).lines().forEach(line -> {
                    synchronized (shown) {
                        shown.append(line).append('\n');
                        shown.notifyAll();
                    }
                });
            } catch (UncheckedIOException e) {
                // The process has ended.
            }
        });
        thread.start();
        return thread;
    }

    /** Waits for a line with that text, and gives what stands behind it. */
    private static String awaitLine(StringBuilder shown, String text) throws InterruptedException {
        synchronized (shown) {
            while (true) {
                int begin = shown.indexOf(text);
                int end = begin < 0 ? -1 : shown.indexOf("\n", begin);
                if (end >= 0) {
                    return shown.substring(begin + text.length(), end);
                }
                shown.wait();
            }
        }
    }

    private Set<String> takeUntil(String path) throws InterruptedException {
        Set<String> taken = new HashSet<>();
        while (!taken.contains(path) || !taken.contains("/services/" + IN_ENVIRONMENT)) {
            String next = posted.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("a message to " + path).isNotNull();
            taken.add(next);
        }
        return taken;
    }

    private static void assertFilesShowNone(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), UTF_8).toLowerCase(Locale.ROOT))
                        .as(file.toString())
                        .doesNotContain(MARK);
            }
        }
    }

    private HttpResponse<String> post(URI address, String authorization, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Authorization", authorization)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Authorization", "Bearer " + TOKEN)
                                .build(),
                        BodyHandlers.ofString());
    }

    private String url(String secret) {
        return "http://127.0.0.1:" + webhook.getAddress().getPort() + "/services/" + secret;
    }

    private String receivers() {
        return """
                {"version": 1, "allowPrivateNetworks": true, "receivers": [
                  {"name": "by-environment", "type": "slack", "webhookUrl": "http://127.0.0.1:PORT/services/${env:HOOK}"},
                  {"name": "by-file", "type": "slack", "webhookUrl": "${file:HOOK_FILE}", "heartbeat": "1h"}]}
                """.replace("PORT", Integer.toString(webhook.getAddress().getPort()))
                .replace("HOOK_FILE", secrets.resolve("hook").toString());
    }

    private static Map<String, String> environment() {
        return Map.of("HOOK", IN_ENVIRONMENT);
    }
}
