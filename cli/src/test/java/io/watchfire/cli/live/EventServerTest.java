package io.watchfire.cli.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.runtime.AlertService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventServerTest {
    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final InstantSource CLOCK = () -> NOW;
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String EVENT = "{\"category\":\"app\",\"fields\":{\"resp_time\":2500}}\n";
    private static final String TOKEN = "correct-horse-battery-staple";

    private final HttpClient http = HttpClient.newHttpClient();
    private final AlertService service = AlertService.builder()
            .rules(RuleFile.parse("rules.json", """
                            {"version": 1, "rules": [{"id": "slow", "category": "app", "condition": "resp_time >= 2000"}]}""").orElseThrow())
            .clock(CLOCK)
            .start();

    @TempDir
    private Path folder;

    private EventServer server;

    @AfterEach
    void close() {
        server.close();
        service.close();
    }

    @Test
    void healthTellsWhatStands() throws Exception {
        start(null, EventServer.DEFAULT_RATE);
        assertThat(post("/events", EVENT).statusCode()).isEqualTo(202);
        assertThat(service.drain(Duration.ofSeconds(30))).isTrue();

        HttpResponse<String> answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"up\",\"problems\":[],\"time\":\"2026-01-05T09:00:00Z\","
                        + "\"lastEvent\":\"2026-01-05T09:00:00Z\","
                        + "\"queue\":{\"waiting\":0,\"capacity\":10000,\"lagSeconds\":0},"
                        + "\"outbox\":{\"owed\":0,\"oldestSeconds\":0,\"receivers\":{}}}");
    }

    @Test
    void healthIs503WhenTheServiceJudgesNoMore() throws Exception {
        start(null, EventServer.DEFAULT_RATE);
        service.close();

        HttpResponse<String> answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(503);
        JsonNode json = new JsonMapper().readTree(answer.body());
        assertThat(json.get("status").asText()).isEqualTo("down");
        assertThat(json.get("problems").get(0).asText()).isEqualTo("the thread that judges events has ended");
        assertThat(json.get("lastEvent").isNull()).isTrue();
    }

    @Test
    void metricsAreInTheTextFormOfPrometheus() throws Exception {
        start(null, EventServer.DEFAULT_RATE);
        post("/events", EVENT + EVENT);
        assertThat(service.drain(Duration.ofSeconds(30))).isTrue();

        HttpResponse<String> answer = get("/metrics");
        while (!answer.body().contains("\nwatchfire_events_total 2.0\n")) {
            answer = get("/metrics");
        }

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("# TYPE watchfire_events_total counter")
                .contains("watchfire_alerts{state=\"firing\"} 1.0")
                .contains("watchfire_events_late_total 0.0")
                .contains("watchfire_outbox_age_seconds 0.0")
                .contains("watchfire_http_requests_total{status=\"202\"} 1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /events,  , 401",
        "POST, /events, Bearer correct-horse-battery-staplf, 401",
        "POST, /events, Basic correct-horse-battery-staple, 401",
        "POST, /events, Bearer correct-horse-battery-staple, 202",
        "GET, /metrics,  , 401",
        "GET, /metrics, Bearer correct-horse-battery-staple, 200",
        "GET, /health,  , 200",
        "GET, /health, Bearer correct-horse-battery-staple, 200",
    })
    void withATokenRequestsHaveToBearIt(String method, String path, String authorization, int status) throws Exception {
        start(token(), EventServer.DEFAULT_RATE);
        HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(EVENT));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }

        HttpResponse<String> answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
        if (status == 401) {
            assertThat(service.counters().engine().events()).isZero();
        }
    }

    @Test
    void withATokenHealthTellsStrangersNoMoreThanWhetherAllIsWell() throws Exception {
        start(token(), EventServer.DEFAULT_RATE);

        assertThat(get("/health").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(send(request("/health").header("Authorization", "Bearer " + TOKEN))
                        .body())
                .contains("\"queue\"");
    }

    @Test
    void moreThanItsRateOfOneAddressIsRefusedWithATimeToComeAgain() throws Exception {
        start(null, 1);

        HttpResponse<String> answer = get("/health");
        while (answer.statusCode() == 200) {
            answer = get("/health");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        while (answer.statusCode() == 429) {
            answer = get("/health");
        }
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 200",
        "LOCALHOST, 200",
        "[::1]:80, 200",
        "rebound.example.org, 403",
        "localhost.example.org:80, 403",
        "1.2.3.4.example.org, 403"
    })
    void withoutATokenNamesThatWereMadeToLeadHereAreRefused(String host, int status) throws Exception {
        start(null, EventServer.DEFAULT_RATE);
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void connectionsBeyondTheBoundAreClosedAndOthersGoOn() throws Exception {
        start(null, EventServer.DEFAULT_RATE);
        HttpResponse<String> first = get("/health");
        assertThat(first.statusCode()).isEqualTo(200);
        List<Socket> idle = new ArrayList<>();
        try {
            Socket refused = null;
            for (int i = 0; i < 300 && refused == null; i++) {
                Socket socket = connect();
                idle.add(socket);
                if (i >= 255) {
                    assertThat(endOf(socket)).isEqualTo(-1);
                    refused = socket;
                }
            }
            assertThat(refused).isNotNull();
            assertThat(get("/health").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void allBodiesTogetherHaveABoundAndRoomIsMadeWhenTheyAreDone() throws Exception {
        start(null, EventServer.DEFAULT_RATE);
        EventIntake intake = new EventIntake(service::accept, CLOCK, 2);
        byte[] large = EVENT.repeat(3_000).getBytes(UTF_8);
        byte[] small = EVENT.getBytes(UTF_8);
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);

        Answer refused = intake.take(new ByteArrayInputStream(large));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("Retry-After", "1");
        Thread slow = new Thread(() -> {
            try {
                intake.take(new ByteArrayInputStream(small) {
                    @Override
                    public byte[] readNBytes(int length) throws IOException {
                        arrived.countDown();
                        try {
                            goOn.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        return super.readNBytes(length);
                    }
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        slow.start();
        arrived.await();

        assertThat(intake.take(new ByteArrayInputStream(small)).status()).isEqualTo(202);
        assertThat(intake.take(new ByteArrayInputStream(EVENT.repeat(2_000).getBytes(UTF_8)))
                        .status())
                .isEqualTo(503);
        goOn.countDown();
        slow.join();
        assertThat(intake.take(new ByteArrayInputStream(EVENT.repeat(2_000).getBytes(UTF_8)))
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/metrics"})
    void whatIsReadIsNotPosted(String path) throws Exception {
        start(null, EventServer.DEFAULT_RATE);

        HttpResponse<String> answer = post(path, "");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    private void start(AccessToken token, int rate) throws IOException {
        server = new EventServer(HERE, service, CLOCK, token, rate);
    }

    private AccessToken token() throws IOException {
        return AccessToken.in(Files.writeString(folder.resolve("token"), TOKEN + "\n"));
    }

    private Socket connect() throws IOException {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    /** Waits until the other side has closed. */
    private static int endOf(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
