package io.watchfire.notifiers.webhook;

import static io.watchfire.notifiers.Sample.receiver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.watchfire.notifiers.Looks;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.http.HttpTimeouts;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSettings.Webhook;
import io.watchfire.notifiers.receiver.ReceiverSettings.Webhook.Format;
import io.watchfire.notifiers.receiver.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a real server. */
@Timeout(60)
class WebhookChannelTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Webhook PLAIN = new Webhook(Format.WATCHFIRE, null, Map.of(), null);

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String retryAfter = "";
    private HttpServer server;
    private WebhookChannels channels;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                headers.add(exchange.getRequestHeaders());
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                if (!retryAfter.isEmpty()) {
                    exchange.getResponseHeaders().add("Retry-After", retryAfter);
                }
                byte[] answer = "token=verysecret".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        Duration patience = Duration.ofSeconds(30);
        channels = new WebhookChannels(
                () -> true,
                new HttpTimeouts(patience, patience, patience, patience),
                InstantSource.fixed(Sample.START));
    }

    @AfterEach
    void stop() {
        channels.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "firing, ko",
        "level, en",
        "resolved, en",
        "group-firing, en",
        "group-of-rules, ko",
        "summary, en",
        "hostile, en"
    })
    void aMessageIsPostedAsItsFile(String name, String language) throws IOException {
        Message message = Looks.message(name, language);

        assertThat(channel(PLAIN).send(new Outgoing(message, "slow-1/ops", true, null, false)))
                .isEqualTo(Outcome.delivered());

        looks("webhook/" + name + "." + language + ".json");
        assertThat(headers.get(0).getFirst("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(headers.get(0).getFirst("X-Watchfire-Maybe-Repeat")).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({
        "firing, ko",
        "level, en",
        "resolved, en",
        "group-firing, en",
        "group-of-rules, ko",
        "summary, en",
        "hostile, en"
    })
    void aMessageIsPostedAsAlertmanagerWouldIfAsked(String name, String language) throws IOException {
        Webhook settings = new Webhook(Format.ALERTMANAGER, null, Map.of(), null);

        assertThat(channel(settings).send(Outgoing.first(Looks.message(name, language), "slow-1/ops")))
                .isEqualTo(Outcome.delivered("slow-1/ops"));

        looks("alertmanager/" + name + "." + language + ".json");
    }

    @Test
    void toAlertmanagersReceiversAllMessagesAboutAnAlertBelongToOneGroupAndShareItsFingerprint() throws IOException {
        Channel channel = channel(new Webhook(Format.ALERTMANAGER, null, Map.of(), null));

        channel.send(Outgoing.first(Looks.message("firing", "en"), "firing-key"));
        channel.send(new Outgoing(Looks.message("resolved", "en"), "resolved-key", false, "firing-key", true));

        JsonNode firing = JSON.readTree(bodies.get(0));
        JsonNode resolved = JSON.readTree(bodies.get(1));
        assertThat(resolved.path("groupKey")).isEqualTo(firing.path("groupKey"));
        assertThat(resolved.at("/alerts/0/fingerprint")).isEqualTo(firing.at("/alerts/0/fingerprint"));
        assertThat(firing.path("status").asText()).isEqualTo("firing");
        assertThat(resolved.path("status").asText()).isEqualTo("resolved");
    }

    @Test
    void aPayloadIsFilledInAndIsJsonWhateverStandsInTheMessage() throws IOException {
        String payload = """
                {"text": "${title} (${count})", "list": ["${alerts}", 1.50, true, null], "n": "${count}",
                 "node": "${labels.oname}", "none": "${labels.nothing}", "in": "<${labels.nothing}>", "as is": "$${title}"}""";

        channel(new Webhook(Format.WATCHFIRE, new Secret(payload), Map.of(), null))
                .send(Outgoing.first(Looks.message("hostile", "en"), "k"));

        JsonNode posted = JSON.readTree(bodies.get(0));
        assertThat(posted.path("text").asText()).contains("*bold* <!here>").endsWith("(1)");
        assertThat(posted.at("/list/0/0/status").asText()).isEqualTo("firing");
        assertThat(posted.path("n").isInt()).isTrue();
        assertThat(posted.path("node").asText()).contains("주문🔥").contains("\"a\"\n");
        assertThat(posted.path("none").isNull()).isTrue();
        assertThat(posted.path("in").asText()).isEqualTo("<>");
        assertThat(posted.path("as is").asText()).isEqualTo("${title}");
    }

    @Test
    void headersOfItsOwnAndASignatureGoWithEachRequest() throws Exception {
        Webhook settings = new Webhook(
                Format.WATCHFIRE,
                null,
                Map.of("Authorization", new Secret("Bearer verysecret"), "X-Team", new Secret("ops")),
                new Secret("열쇠"));

        channel(settings).send(Outgoing.first(Looks.message("firing", "ko"), "k"));

        Headers sent = headers.get(0);
        assertThat(sent.getFirst("Authorization")).isEqualTo("Bearer verysecret");
        assertThat(sent.getFirst("X-Team")).isEqualTo("ops");
        String timestamp = sent.getFirst("X-Watchfire-Timestamp");
        assertThat(timestamp).isEqualTo(Long.toString(Sample.START.getEpochSecond()));
        // As the receiver would check it.
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("열쇠".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = (timestamp + "." + bodies.get(0)).getBytes(StandardCharsets.UTF_8);
        assertThat(sent.getFirst("X-Watchfire-Signature"))
                .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(signed)));
        assertThat(settings).asString().doesNotContain("verysecret").doesNotContain("열쇠");
    }

    @Test
    void theIdempotencyKeyIsThatOfTheDelivery() {
        Message message = Looks.message("firing", "en");

        channel(PLAIN).send(Outgoing.first(message, "느림/ops/firing"));
        channel(PLAIN).send(new Outgoing(message, "느림/ops/firing", true, null, false));
        channel(PLAIN).send(Outgoing.first(message, "느림/ops/resolved"));

        List<String> keys =
                headers.stream().map(sent -> sent.getFirst("Idempotency-Key")).toList();
        assertThat(keys.get(0)).matches("[0-9a-f]{32}").isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(200, "", Outcome.delivered()),
                arguments(202, "", Outcome.delivered()),
                arguments(429, "30", Outcome.retryAfter("the webhook answered 429", Duration.ofSeconds(30))),
                arguments(
                        503,
                        "Sun, 19 Jun 2022 11:10:16 GMT",
                        Outcome.retryAfter("the webhook answered 503", Duration.ofSeconds(60))),
                arguments(500, "", Outcome.retry("the webhook answered 500")),
                arguments(408, "", Outcome.retry("the webhook answered 408")),
                arguments(302, "", Outcome.refused("the webhook answered 302; redirects are not followed")),
                arguments(400, "", Outcome.refused("the webhook answered 400")),
                arguments(410, "", Outcome.refused("the webhook answered 410")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachAnswerHasItsOutcomeAfterOneRequest(int code, String pause, Outcome expected) {
        status = code;
        retryAfter = pause;

        assertThat(channel(PLAIN).send(Outgoing.first(Looks.message("firing", "en"), "k")))
                .isEqualTo(expected);
        assertThat(bodies).hasSize(1);
    }

    @Test
    void noSecretIsShown() {
        Receiver receiver = receiver("ops")
                .type("webhook")
                .url("https://hooks.example.com/verysecret")
                .build()
                .with(new Webhook(
                        Format.WATCHFIRE,
                        new Secret("{\"key\": \"verysecret\"}"),
                        Map.of("Authorization", new Secret("verysecret")),
                        new Secret("verysecret")));

        assertThat(receiver).asString().doesNotContain("verysecret");
        assertThat(channels.open(receiver)).asString().doesNotContain("verysecret");
    }

    @Test
    void aHeaderThatCannotBeSentIsRefusedWithoutShowingIt() {
        Webhook settings =
                new Webhook(Format.WATCHFIRE, null, Map.of("Authorization", new Secret("very\nsecret")), null);

        assertThat(channel(settings).send(Outgoing.first(Looks.message("firing", "en"), "k")))
                .isEqualTo(Outcome.refused("the webhook's URL or one of its headers cannot be used"));
    }

    private Channel channel(Webhook settings) {
        return channels.open(receiver("ops")
                .type("webhook")
                .url("http://127.0.0.1:" + server.getAddress().getPort() + "/hook")
                .build()
                .with(settings));
    }

    private void looks(String file) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        JsonNode posted = JSON.readTree(bodies.get(0));
        Looks.holds(file, JSON.writer(printer).writeValueAsString(posted) + "\n");
    }
}
