package io.watchfire.notifiers.slack;

import static io.watchfire.notifiers.Sample.outgoing;
import static io.watchfire.notifiers.Sample.receiver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.http.HttpTimeouts;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.message.Message.Tone;
import io.watchfire.notifiers.slack.SlackStandIn.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

@Timeout(60)
class SlackChannelTest {
    private static final Message MESSAGE =
            message(Notice.Status.FIRING, Tone.WARNING, new Line("Event message", "slow"));

    private SlackStandIn slack;
    private SlackChannels channels;

    @BeforeEach
    void start() throws IOException {
        slack = new SlackStandIn();
        channels = channels(true, Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        channels.close();
        slack.close();
    }

    @Test
    void aMessageIsPostedWithItsTitleAsHeaderAndItsLinesBesideAColouredBar() {
        Message message = new Message(
                Notice.Status.FIRING,
                Tone.WARNING,
                "[경고] 메모리 사용률",
                List.of(new Line("프로젝트 이름", "bfb"), new Line("이벤트 메시지", "메모리 사용률 98%이상 \"정말\" <!here>\n둘째 줄")));

        assertThat(channel(slack.url()).send(outgoing(message))).isEqualTo(Outcome.delivered());

        JsonNode payload = slack.payload(0);
        assertThat(payload.at("/text").asText()).isEqualTo("[경고] 메모리 사용률");
        assertThat(payload.at("/blocks/0/type").asText()).isEqualTo("header");
        assertThat(payload.at("/blocks/0/text/text").asText()).isEqualTo("[경고] 메모리 사용률");
        assertThat(payload.at("/attachments/0/color").asText()).isEqualTo("#f2a900");
        assertThat(payload.at("/attachments/0/fallback").asText()).isEqualTo("[경고] 메모리 사용률");
        JsonNode section = payload.at("/attachments/0/blocks/0");
        assertThat(section.at("/type").asText()).isEqualTo("section");
        assertThat(section.at("/text/type").asText()).isEqualTo("plain_text");
        assertThat(section.at("/text/emoji").asBoolean(true)).isFalse();
        assertThat(section.at("/text/text").asText())
                .isEqualTo("프로젝트 이름 : bfb\n이벤트 메시지 : 메모리 사용률 98%이상 \"정말\" &lt;!here&gt;\n    둘째 줄");
        assertThat(payload.at("/unfurl_links").asBoolean(true)).isFalse();
    }

    @Test
    void aTextOfBlanksIsNoReasonForSlackToRefuseTheMessage() {
        channel(slack.url())
                .send(outgoing(new Message(Notice.Status.FIRING, Tone.INFO, " \u0000", List.of(new Line("", "\n")))));

        assertThat(slack.payload(0).at("/blocks/0/text/text").asText()).isEqualTo("…");
        assertThat(slack.payload(0).at("/attachments/0/blocks/0/text/text").asText())
                .isEqualTo("…");
    }

    @Test
    void aMessageOfAHundredKilobytesKeepsToSlacksLimits() {
        channel(slack.url())
                .send(outgoing(
                        message(Notice.Status.FIRING, Tone.INFO, new Line("Event message", "<&🔥>\n".repeat(20_000)))));

        String text = slack.payload(0).at("/attachments/0/blocks/0/text/text").asText();
        assertThat(text).contains("characters more)").hasSizeLessThanOrEqualTo(3000);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(Answer.of(200, "ok"), Outcome.delivered()),
                arguments(Answer.of(204, ""), Outcome.delivered()),
                arguments(
                        new Answer(429, "rate_limited", Map.of("Retry-After", "30")),
                        Outcome.retryAfter("Slack answered 429 (rate_limited)", Duration.ofSeconds(30))),
                arguments(Answer.of(429, ""), Outcome.retry("Slack answered 429")),
                arguments(
                        new Answer(503, "", Map.of("retry-after", "Sun, 19 Jun 2022 11:10:16 GMT")),
                        Outcome.retryAfter("Slack answered 503", Duration.ofSeconds(60))),
                arguments(new Answer(503, "", Map.of("Retry-After", "soon")), Outcome.retry("Slack answered 503")),
                arguments(Answer.of(500, "<html>oops</html>"), Outcome.retry("Slack answered 500")),
                arguments(Answer.of(408, ""), Outcome.retry("Slack answered 408")),
                arguments(Answer.of(403, "invalid_token"), Outcome.refused("Slack answered 403 (invalid_token)")),
                arguments(Answer.of(404, "no_service"), Outcome.refused("Slack answered 404 (no_service)")),
                arguments(
                        Answer.of(410, "channel_is_archived\n"),
                        Outcome.refused("Slack answered 410 (channel_is_archived)")),
                // An answer that quotes the URL, whole or in part, is not repeated.
                arguments(
                        Answer.of(404, "Cannot POST /services/T00000000/B00000000/verysecrettoken"),
                        Outcome.refused("Slack answered 404")),
                arguments(Answer.of(404, "verysecrettoken"), Outcome.refused("Slack answered 404")),
                arguments(
                        new Answer(302, "", Map.of("Location", "/elsewhere")),
                        Outcome.refused("Slack answered 302; redirects are not followed")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachAnswerHasItsOutcomeAfterOneRequest(Answer answer, Outcome expected) {
        slack.answer(answer);

        assertThat(channel(slack.url()).send(outgoing(MESSAGE))).isEqualTo(expected);
        assertThat(slack.posted).hasSize(1);
    }

    @Test
    void aMessageWhoseBlocksAreRefusedIsPostedAsPlainText() {
        slack.answer(Answer.of(400, "invalid_blocks"));
        Message message = message(
                Notice.Status.FIRING, Tone.WARNING, new Line("Event message", "a <!here> *b*"), new Line("x", "1"));

        assertThat(channel(slack.url()).send(outgoing(message))).isEqualTo(Outcome.delivered());

        assertThat(slack.posted).hasSize(2);
        assertThat(slack.payload(1)).isEqualTo(SlackStandIn.json("""
                {"text": "[title]\\nEvent message : a &lt;!here&gt; *b*\\nx : 1", "mrkdwn": false,
                 "unfurl_links": false, "unfurl_media": false}"""));
    }

    @Test
    void aMessageThatIsRefusedAsPlainTextTooIsRefusedForTheFirstReason() {
        slack.answer(Answer.of(400, "invalid_blocks"));
        slack.answer(Answer.of(400, "no_text"));

        assertThat(channel(slack.url()).send(outgoing(MESSAGE)))
                .isEqualTo(Outcome.refused("Slack answered 400 (invalid_blocks)"));
    }

    @Test
    void plainTextThatSlackHasNoTimeForIsTriedAgain() {
        slack.answer(Answer.of(400, "invalid_blocks"));
        slack.answer(new Answer(429, "", Map.of("Retry-After", "7")));

        assertThat(channel(slack.url()).send(outgoing(MESSAGE)))
                .isEqualTo(Outcome.retryAfter("Slack answered 429", Duration.ofSeconds(7)));
    }

    @Test
    void aConnectionThatBreaksIsTriedAgainLater() throws IOException {
        CompletableFuture<Integer> connections;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            connections = CompletableFuture.supplyAsync(() -> cutOff(server));

            assertThat(why(channel(local(server)).send(outgoing(MESSAGE))))
                    .startsWith("the connection to Slack broke")
                    .endsWith("the message may have arrived");
        }
        assertThat(connections.join()).isEqualTo(1);
    }

    @Test
    void anAnswerThatDoesNotComeIsTriedAgainLater() throws IOException {
        channels = channels(true, Duration.ofMillis(200));
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(channel(local(server)).send(outgoing(MESSAGE)))
                    .isEqualTo(Outcome.uncertain("no answer from Slack in time; the message may have arrived"));
        }
    }

    @Test
    void anAnswerWithoutEndIsReadAtItsBeginningOnly() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Long> sent = CompletableFuture.supplyAsync(() -> answerWithoutEnd(server));

            assertThat(channel(local(server)).send(outgoing(MESSAGE))).isEqualTo(Outcome.delivered());
            assertThat(sent.join()).as("bytes until the channel hung up").isPositive();
        }
    }

    /** Sends an answer until the other side has had enough; returns how many bytes went out. */
    private static long answerWithoutEnd(ServerSocket server) {
        byte[] piece = ("10000\r\n" + "a".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        long sent = 0;
        try (Socket connection = server.accept()) {
            connection.getInputStream().read();
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(piece);
                sent += piece.length;
            }
        } catch (IOException e) {
            return sent;
        }
    }

    @Test
    void aPortWhereNobodyListensIsTriedAgainLater() throws IOException {
        String url;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            url = local(server);
        }

        assertThat(channel(url).send(outgoing(MESSAGE))).isEqualTo(Outcome.retry("no connection to Slack"));
    }

    @Test
    void noConnectionIsMadeToAPrivateAddressUnlessAllowed() throws IOException {
        channels = channels(false, Duration.ofSeconds(30));
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            for (String host : List.of("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433")) {
                String url = "http://" + host + ":" + server.getLocalPort() + "/secret";

                assertThat(why(channel(url).send(outgoing(MESSAGE))))
                        .as(host)
                        .startsWith("the address of Slack leads to a private or loopback address");
            }
            assertThat(catchThrowable(server::accept)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aUrlThatCannotBeUsedIsRefusedWithoutShowingIt() {
        assertThat(channel("no url at all: verysecrettoken").send(outgoing(MESSAGE)))
                .isEqualTo(Outcome.refused("the webhook URL cannot be used"));
    }

    @Test
    void aReceiverWithoutUrlHasNoChannel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channels.open(receiver("team").type("slack").build()))
                .withMessage("receiver team has no webhookUrl");
    }

    @Test
    void closingBreaksOffARequestUnderWay() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Channel channel = channel(local(server));
            CompletableFuture<Outcome> sent = CompletableFuture.supplyAsync(() -> channel.send(outgoing(MESSAGE)));
            try (Socket connection = server.accept()) {
                assertThat(connection.getInputStream().read()).isEqualTo('P');
                channels.close();

                assertThat(sent.join()).isInstanceOf(Outcome.Retry.class);
            }
        }
        assertThat(channel(slack.url()).send(outgoing(MESSAGE))).isInstanceOf(Outcome.Retry.class);
        assertThat(slack.posted).isEmpty();
    }

    @Test
    void noSecretIsLoggedNorShown() {
        PrintStream err = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            assertThat(LoggerFactory.getLogger("com.slack.api.any").isTraceEnabled())
                    .isTrue();
            LoggerFactory.getLogger("com.slack.api.any").debug("seen");
            channel(slack.url()).send(outgoing(MESSAGE));
            slack.answer(Answer.of(404, "no_service"));
            channel(slack.url()).send(outgoing(MESSAGE));
            slack.close();
            channel(slack.url()).send(outgoing(MESSAGE));
        } finally {
            System.setErr(err);
        }

        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("seen")
                .doesNotContain("verysecrettoken")
                .doesNotContain("T00000000");
        assertThat(channel(slack.url())).asString().doesNotContain("verysecrettoken");
    }

    /** Reads a little of each request and hangs up, until the server is closed. Returns how many there were. */
    private static int cutOff(ServerSocket server) {
        int connections = 0;
        while (true) {
            try (Socket connection = server.accept()) {
                connections++;
                connection.getInputStream().read();
            } catch (IOException e) {
                return connections;
            }
        }
    }

    private static String why(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Retry.class);
        return ((Outcome.Retry) outcome).why();
    }

    private static String local(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/services/secret";
    }

    private Channel channel(String url) {
        return channels.open(receiver("team").type("slack").url(url).build());
    }

    private static SlackChannels channels(boolean allowPrivate, Duration timeout) {
        return new SlackChannels(
                () -> allowPrivate,
                new HttpTimeouts(timeout, timeout, timeout, timeout),
                InstantSource.fixed(Sample.START));
    }

    private static Message message(Notice.Status status, Tone tone, Line... lines) {
        return new Message(status, tone, "[title]", List.of(lines));
    }
}
