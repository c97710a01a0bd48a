package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run with a state is killed again and again while it judges and sends, by a webhook that fails, too: every firing and every resolve is
 * delivered in order all the same. {@code -Dwatchfire.kill.rounds=200} makes it many rounds, {@code -Dwatchfire.seed} other ones.
 */
class KillRoundsTest {
    private static final int HOSTS = 12;

    /** Changes in a round: so many that some are on their way at any time, and so few that the webhook gets through with them. */
    private static final int CHANGES = 8;

    private static final Pattern HOST = Pattern.compile("주문-\\d+");

    private final int rounds = Integer.getInteger("watchfire.kill.rounds", 4);
    private final long seed = Long.getLong("watchfire.seed", 7);

    @TempDir
    private Path folder;

    /** Takes messages as Slack does, fails now and then, and kills the process that sends at some request. */
    private static final class Webhook implements AutoCloseable {
        private final HttpServer server;
        private final Random random;

        /** What arrived for each host, in order: whether it fired. */
        private final Map<String, List<Boolean>> arrived = new ConcurrentHashMap<>();

        private @Nullable Process victim;
        private int requestsToKill;

        /** Arrived, and the sender never learnt it. */
        private int unanswered;

        Webhook(Random random) throws IOException {
            this.random = random;
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::take);
            server.start();
        }

        synchronized void killAfter(int requests, Process process) {
            victim = process;
            requestsToKill = requests;
        }

        private synchronized void take(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean kills = victim != null && --requestsToKill <= 0;
            int dice = random.nextInt(10);
            boolean arrives = dice > 1;
            boolean answers = dice != 2 && !(kills && random.nextBoolean());
            if (arrives) {
                record(body);
            }
            if (arrives && !answers) {
                unanswered++;
            }
            if (kills && victim != null) {
                victim.destroyForcibly();
                victim = null;
            }
            if (answers) {
                exchange.sendResponseHeaders(arrives ? 200 : dice == 0 ? 503 : 429, -1);
            }
            exchange.close();
        }

        private void record(String body) {
            Matcher host = HOST.matcher(body);
            assertThat(host.find()).as(body).isTrue();
            arrived.computeIfAbsent(host.group(), unused -> new ArrayList<>()).add(!body.contains("RECOVERED"));
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/x";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void everyFiringAndEveryResolveIsDeliveredInOrderHoweverOftenItIsKilled() throws Exception {
        Random random = new Random(seed);
        boolean[] fires = new boolean[HOSTS];
        try (Webhook webhook = new Webhook(new Random(seed + 1))) {
            String rules = file(
                    "rules.json",
                    "{\"version\": 1, \"rules\": [{\"id\": \"slow\", \"category\": \"app\","
                            + " \"condition\": \"resp_time >= 2000\", \"groupBy\": [\"oname\"]}]}");
            String receivers = file(
                    "receivers.json",
                    "{\"version\": 1, \"allowPrivateNetworks\": true, \"receivers\": [{\"name\": \"team\","
                            + " \"type\": \"slack\", \"rateLimit\": {\"per\": \"1ms\"},"
                            + " \"webhookUrl\": \"" + webhook.url() + "\"}]}");
            for (int round = 0; round < rounds; round++) {
                Process process = start(rules, receivers);
                webhook.killAfter(1 + random.nextInt(6), process);
                sendUntilKilled(process, fires, random);
                assertThat(process.waitFor()).as("killed").isEqualTo(128 + 9);
            }
            Process last = start(rules, receivers);
            try (OutputStream events = last.getOutputStream()) {
                for (int host = 0; host < HOSTS; host++) {
                    events.write(event(host, false));
                }
            }
            int exitCode = last.waitFor();
            assertThat(exitCode).as(Files.readString(folder.resolve("log"))).isZero();

            int repeats = 0;
            for (Map.Entry<String, List<Boolean>> host : new LinkedHashMap<>(webhook.arrived).entrySet()) {
                List<Boolean> told = host.getValue();
                List<Boolean> changes = new ArrayList<>();
                for (Boolean state : told) {
                    if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(state)) {
                        changes.add(state);
                    }
                }
                assertThat(told.get(0))
                        .as("%s begins with a firing: %s", host.getKey(), told)
                        .isTrue();
                assertThat(told.get(told.size() - 1))
                        .as("%s ends with a resolve: %s", host.getKey(), told)
                        .isFalse();
                repeats += told.size() - changes.size();
            }
            // A message comes twice only if nobody could know that it had arrived.
            assertThat(repeats).as("repeats").isLessThanOrEqualTo(webhook.unanswered + rounds);
            System.out.println(rounds + " rounds, "
                    + webhook.arrived.values().stream().mapToInt(List::size).sum() + " messages, " + repeats
                    + " of them repeats, " + webhook.unanswered + " arrived without an answer");
        }
    }

    /** Hosts say all the time how they are, and now and then it changes. */
    private static void sendUntilKilled(Process process, boolean[] fires, Random random) {
        try (OutputStream events = process.getOutputStream()) {
            for (long i = 0; process.isAlive(); i++) {
                int host = random.nextInt(HOSTS);
                if (i % 400 == 0 && i < 400 * CHANGES) {
                    fires[host] = !fires[host];
                }
                events.write(event(host, fires[host]));
                if (i % 100 == 99) {
                    events.flush();
                }
            }
        } catch (IOException killed) {
            // As it has to be.
        }
    }

    private static byte[] event(int host, boolean fires) {
        return ("{\"category\":\"app\",\"tags\":{\"oname\":\"주문-" + host + "\"},\"fields\":{\"resp_time\":"
                        + (fires ? 2_500 : 100) + "}}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Process start(String rules, String receivers) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--rules",
                        rules,
                        "--receivers",
                        receivers,
                        "--state",
                        folder.resolve("state").toString(),
                        "--drain",
                        "60s")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
