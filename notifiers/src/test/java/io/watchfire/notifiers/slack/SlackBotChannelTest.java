package io.watchfire.notifiers.slack;

import static io.watchfire.notifiers.Sample.receiver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.http.HttpTimeouts;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.message.Message.Tone;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackBot;
import io.watchfire.notifiers.receiver.Secret;
import io.watchfire.notifiers.slack.SlackStandIn.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a stand-in for Slack's Web API. */
@Timeout(60)
class SlackBotChannelTest {
    private static final String POSTED =
            "{\"ok\": true, \"channel\": \"C01\", \"ts\": \"1655636956.000100\", \"message\": {\"text\": \"%s\"}}"
                    .formatted("x".repeat(20_000));
    private static final String THREAD = "C01/1655636956.000100";

    private SlackStandIn slack;
    private SlackChannels channels;
    private Channel channel;

    @BeforeEach
    void start() throws IOException {
        slack = new SlackStandIn();
        Duration patience = Duration.ofSeconds(30);
        channels = new SlackChannels(
                () -> true,
                new HttpTimeouts(patience, patience, patience, patience),
                InstantSource.fixed(Sample.START));
        channel = channels.open(receiver("team")
                .type("slack")
                .build()
                .with(new SlackBot(new Secret("xoxb-verysecret"), "#ops", slack.base() + "/api/")));
    }

    @AfterEach
    void stop() {
        channels.close();
        slack.close();
    }

    @Test
    void theFirstMessageOfAnAlertIsPostedToTheChannelAndItsPlaceGivenBack() {
        slack.answer(Answer.of(200, POSTED));

        assertThat(channel.send(first(message(Status.FIRING)))).isEqualTo(Outcome.delivered(THREAD));

        assertThat(slack.asked).containsExactly("/api/chat.postMessage Bearer xoxb-verysecret");
        JsonNode payload = slack.payload(0);
        assertThat(payload.path("channel").asText()).isEqualTo("#ops");
        assertThat(payload.has("thread_ts")).isFalse();
        assertThat(payload.at("/blocks/0/text/text").asText()).isEqualTo("[firing]");
        assertThat(payload.at("/attachments/0/color").asText()).isEqualTo("#f2a900");
        SlackLooksTest.keepsToLimits(payload);
    }

    @Test
    void laterMessagesStandInItsThread() {
        slack.answer(Answer.of(200, POSTED.replace("000100", "000200")));

        assertThat(channel.send(later(message(Status.LEVEL), false))).isEqualTo(Outcome.delivered(THREAD));

        assertThat(slack.payload(0).path("channel").asText()).isEqualTo("C01");
        assertThat(slack.payload(0).path("thread_ts").asText()).isEqualTo("1655636956.000100");
    }

    @Test
    void theEndIsWrittenOverTheFirstMessageAndStandsInTheThread() {
        slack.answer(Answer.of(200, POSTED));
        slack.answer(Answer.of(200, POSTED.replace("000100", "000300")));

        assertThat(channel.send(later(message(Status.RESOLVED), true))).isEqualTo(Outcome.delivered(THREAD));

        assertThat(slack.asked)
                .containsExactly(
                        "/api/chat.update Bearer xoxb-verysecret", "/api/chat.postMessage Bearer xoxb-verysecret");
        assertThat(slack.payload(0).path("ts").asText()).isEqualTo("1655636956.000100");
        assertThat(slack.payload(0).at("/attachments/0/color").asText()).isEqualTo("#2eb67d");
        assertThat(slack.payload(1).path("thread_ts").asText()).isEqualTo("1655636956.000100");
    }

    @Test
    void aReferenceThatIsNoThreadOfSlackBeginsOne() {
        slack.answer(Answer.of(200, POSTED));

        assertThat(channel.send(new Outgoing(message(Status.RESOLVED), "key", false, "<a@example.com>", true)))
                .isEqualTo(Outcome.delivered(THREAD));

        assertThat(slack.payload(0).has("thread_ts")).isFalse();
    }

    @Test
    void whileOthersOfItsThreadFireTheEndOfOneIsOnlyAReply() {
        slack.answer(Answer.of(200, POSTED));

        channel.send(later(message(Status.RESOLVED), false));

        assertThat(slack.asked).containsExactly("/api/chat.postMessage Bearer xoxb-verysecret");
    }

    @Test
    void aSummaryStandsInTheChannelAndMakesNoThread() {
        slack.answer(Answer.of(200, POSTED));

        assertThat(channel.send(later(message(Status.SUMMARY), false))).isEqualTo(Outcome.delivered());

        assertThat(slack.payload(0).has("thread_ts")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("threadsThatAreGone")
    void whereTheFirstMessageIsGoneTheEndStandsInTheChannel(String edit, String reply) {
        slack.answer(error(edit));
        slack.answer(error(reply));
        slack.answer(Answer.of(200, POSTED));

        assertThat(channel.send(later(message(Status.RESOLVED), true))).isEqualTo(Outcome.delivered(THREAD));

        assertThat(slack.asked).hasSize(3);
        assertThat(slack.payload(2).path("channel").asText()).isEqualTo("#ops");
        assertThat(slack.payload(2).has("thread_ts")).isFalse();
    }

    static Stream<Arguments> threadsThatAreGone() {
        return Stream.of(
                arguments("message_not_found", "thread_not_found"),
                arguments("channel_not_found", "channel_not_found"));
    }

    @Test
    void anEditThatSlackHasNoTimeForIsTriedAgainBeforeAnythingIsPosted() {
        slack.answer(new Answer(429, "{\"ok\": false, \"error\": \"ratelimited\"}", Map.of("Retry-After", "12")));

        assertThat(channel.send(later(message(Status.RESOLVED), true)))
                .isEqualTo(Outcome.retryAfter("Slack answered 429", Duration.ofSeconds(12)));
        assertThat(slack.posted).hasSize(1);
    }

    @Test
    void aMessageWhoseBlocksAreRefusedIsPostedAsPlainText() {
        slack.answer(error("invalid_blocks"));
        slack.answer(Answer.of(200, POSTED));

        assertThat(channel.send(first(message(Status.FIRING)))).isEqualTo(Outcome.delivered(THREAD));

        assertThat(slack.payload(1).has("blocks")).isFalse();
        assertThat(slack.payload(1).path("text").asText()).isEqualTo("[firing]\nEvent message : slow");
        assertThat(slack.payload(1).path("mrkdwn").asBoolean(true)).isFalse();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(error("invalid_auth"), Outcome.refused("Slack answered 200 (invalid_auth)")),
                arguments(error("not_in_channel"), Outcome.refused("Slack answered 200 (not_in_channel)")),
                arguments(error("internal_error"), Outcome.retry("Slack answered 200 (internal_error)")),
                arguments(
                        new Answer(200, "{\"ok\":false,\"error\":\"ratelimited\"}", Map.of("Retry-After", "3")),
                        Outcome.retryAfter("Slack answered 200 (ratelimited)", Duration.ofSeconds(3))),
                arguments(error("xoxb-verysecret"), Outcome.refused("Slack answered 200")),
                arguments(error("verysecret"), Outcome.refused("Slack answered 200")),
                arguments(Answer.of(503, "<html>"), Outcome.retry("Slack answered 503")),
                arguments(
                        new Answer(302, "", Map.of("Location", "/elsewhere")),
                        Outcome.refused("Slack answered 302; redirects are not followed")),
                arguments(
                        Answer.of(200, "<html>"),
                        Outcome.uncertain("Slack answered 200 without saying whether it took the message")),
                arguments(
                        Answer.of(200, "[]"),
                        Outcome.uncertain("Slack answered 200 without saying whether it took the message")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachFailureHasItsOutcomeAndShowsNoSecret(Answer answer, Outcome expected) {
        slack.answer(answer);

        assertThat(channel.send(first(message(Status.FIRING)))).isEqualTo(expected);
        assertThat(channel).asString().doesNotContain("verysecret");
    }

    private static Answer error(String word) {
        return Answer.of(200, "{\"ok\": false, \"error\": \"" + word + "\"}");
    }

    private static Outgoing first(Message message) {
        return Outgoing.first(message, "key");
    }

    private static Outgoing later(Message message, boolean concludes) {
        return new Outgoing(message, "key", false, THREAD, concludes);
    }

    private static Message message(Status status) {
        Tone tone = status == Status.RESOLVED ? Tone.RECOVERED : Tone.WARNING;
        return new Message(status, tone, "[" + status.text() + "]", List.of(new Line("Event message", "slow")));
    }
}
