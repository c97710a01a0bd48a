package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.event.Event;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShopServiceTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void serviceAnswersOverHttp() throws Exception {
        try (ShopService service = new ShopService("btf-order", meter -> "주문 완료")) {
            HttpResponse<String> response = get(service);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("주문 완료");
        }
    }

    @Test
    void slowDownIsSeenInTheMeasuredResponseTime() throws Exception {
        ShopService service = new ShopService("btf-order", meter -> "ok");
        Agent agent = new Agent(service);
        try (service) {
            service.slowDown(30);
            get(service);
        }
        Event event = agent.sample(Instant.ofEpochMilli(1_655_636_956_000L));

        assertThat(event.time()).isEqualTo(1_655_636_956_000L);
        assertThat(event.category()).isEqualTo("app_counter");
        assertThat(event.tags())
                .containsEntry("okindName", "btf-order")
                .containsEntry("pname", "bfb")
                .containsEntry("pcode", "19429")
                .containsEntry("host_ip", "127.0.0.1");
        assertThat(event.fields()).containsEntry("tx_count", 1.0).containsEntry("tx_error", 0.0);
        assertThat((Double) event.fields().get("resp_time")).isGreaterThanOrEqualTo(30);
    }

    @Test
    void intervalWithoutRequestsHasNoResponseTime() throws Exception {
        try (ShopService service = new ShopService("btf-order", meter -> "ok")) {
            Event event = new Agent(service).sample(Instant.EPOCH);

            assertThat(event.fields()).containsEntry("tx_count", 0.0).doesNotContainKey("resp_time");
        }
    }

    @Test
    void failureIsAnsweredWithStatus500AndCountedAsAnError() throws Exception {
        ShopService service = new ShopService("btf-order", meter -> {
            throw new IOException("no stock");
        });
        try (service) {
            assertThat(get(service).statusCode()).isEqualTo(500);
        }
        RequestMeter.Interval interval = service.meter().take();

        assertThat(interval.requests()).isEqualTo(1);
        assertThat(interval.errors()).isEqualTo(1);
    }

    private HttpResponse<String> get(ShopService service) throws Exception {
        return client.send(HttpRequest.newBuilder(service.uri()).build(), BodyHandlers.ofString());
    }
}
