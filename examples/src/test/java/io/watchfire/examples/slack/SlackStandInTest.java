package io.watchfire.examples.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackStandInTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> shown = new ArrayList<>();
    private final SlackStandIn slack;

    SlackStandInTest() throws Exception {
        slack = new SlackStandIn(
                post -> shown.add(post.channel() + ": " + post.message().text()));
    }

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void messageIsTakenAndAnsweredWithOk() throws Exception {
        HttpResponse<String> response = post("/order", "{\"text\": \"주문이 느립니다\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ok");
        assertThat(shown).containsExactly("order: 주문이 느립니다");
        assertThat(slack.posts()).extracting(SlackStandIn.Post::channel).containsExactly("order");
    }

    @Test
    void busyStandInAnswers429WithTheTimeToWaitAndThenTakesMessagesAgain() throws Exception {
        slack.refuseNext(1);
        HttpResponse<String> busy = post("/order", "{\"text\": \"one\"}");
        HttpResponse<String> free = post("/order", "{\"text\": \"one\"}");

        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).contains("1");
        assertThat(free.statusCode()).isEqualTo(200);
        assertThat(slack.refused()).isEqualTo(1);
        assertThat(shown).containsExactly("order: one");
    }

    @Test
    void badMessageIsRefusedAndNotShown() throws Exception {
        HttpResponse<String> response = post("/order", "{\"text\"");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("invalid_payload");
        assertThat(shown).isEmpty();
    }

    @Test
    void webhookWithoutAChannelIsNotFound() throws Exception {
        assertThat(post("/", "{\"text\": \"one\"}").statusCode()).isEqualTo(404);
        assertThat(post("", "{\"text\": \"one\"}").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> post(String channel, String payload) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(slack.url() + channel))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(payload))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
