package io.watchfire.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnReceiverTest {
    /** The first request gets 503, as if the service had lost it. */
    @Test
    void anAlertOpensOneIncidentAndItsEndClosesIt() throws Exception {
        List<JsonNode> posted = new CopyOnWriteArrayList<>();
        List<String> keys = new CopyOnWriteArrayList<>();
        HttpServer pager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pager.createContext("/", exchange -> {
            try (exchange) {
                keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
                posted.add(new ObjectMapper().readTree(exchange.getRequestBody()));
                exchange.sendResponseHeaders(posted.size() == 1 ? 503 : 202, -1);
            }
        });
        pager.start();
        try {
            String url = "http://127.0.0.1:" + pager.getAddress().getPort() + "/v1/events";
            OwnReceiver.page(Map.of("PAGER_URL", url, "PAGER_KEY", "k3y"));
        } finally {
            pager.stop(0);
        }

        assertThat(posted).extracting(body -> body.path("action").asText()).containsExactly("open", "open", "close");
        assertThat(posted)
                .extracting(body -> body.path("incident").asText())
                .containsOnly(posted.get(0).path("incident").asText())
                .doesNotContain("");
        assertThat(posted.get(1).path("summary").asText()).contains("product-1 메모리 사용률 98.6%");
        assertThat(keys).containsOnly("Key k3y");
    }
}
