package io.watchfire.notifiers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardedHttpTest {
    private static final HttpTimeouts PATIENT = new HttpTimeouts(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicBoolean allowPrivate = new AtomicBoolean(true);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                asked.add(exchange.getRequestURI().getPath());
                if (exchange.getRequestURI().getPath().equals("/moved")) {
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(307, -1);
                } else {
                    exchange.sendResponseHeaders(204, -1);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** The name service is asked when the connection is made, and whatever it then says is judged. */
    @Test
    void aHarmlessNameThatLeadsToAPrivateAddressIsNotConnectedTo() throws IOException {
        allowPrivate.set(false);
        Dns names = host -> List.of(InetAddress.getLoopbackAddress());
        try (GuardedHttp http = new GuardedHttp(allowPrivate::get, PATIENT, names)) {
            for (String scheme : List.of("https", "http")) {
                String url = scheme + "://hooks.example.com:" + port() + "/secret";
                assertThatThrownBy(() -> post(http, url))
                        .isInstanceOf(RefusedAddressException.class)
                        .hasMessageContaining("leads to a private or loopback address")
                        .hasMessageNotContaining("secret");
            }
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void aNameThatLeadsElsewhereTheSecondTimeIsJudgedAnew() throws IOException {
        Queue<InetAddress> answers =
                new ArrayDeque<>(List.of(InetAddress.getLoopbackAddress(), InetAddress.getByName("169.254.169.254")));
        Dns names = host -> List.of(answers.remove());
        String url = "http://hooks.example.com:" + port() + "/";
        try (GuardedHttp first = new GuardedHttp(allowPrivate::get, PATIENT, names);
                GuardedHttp second = new GuardedHttp(allowPrivate::get, PATIENT, names)) {
            assertThat(post(first, url).code()).isEqualTo(204);
            assertThatThrownBy(() -> post(second, url))
                    .isInstanceOf(RefusedAddressException.class)
                    .hasMessageContaining("metadata");
        }
        assertThat(asked).containsExactly("/");
    }

    @Test
    void aConnectionThatIsKeptIsNotUsedOnceItsAddressIsNotPermittedAnyMore() throws IOException {
        String url = "http://127.0.0.1:" + port() + "/";
        try (GuardedHttp http = new GuardedHttp(allowPrivate::get, PATIENT)) {
            assertThat(post(http, url).code()).isEqualTo(204);
            allowPrivate.set(false);
            assertThatThrownBy(() -> post(http, url)).isInstanceOf(RefusedAddressException.class);
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void plainHttpToAPublicAddressIsRefusedBeforeAnythingIsSent() throws IOException {
        Dns names = host -> List.of(InetAddress.getByAddress(host, new byte[] {(byte) 198, 18, 0, 1}));
        allowPrivate.set(false);
        try (GuardedHttp http = new GuardedHttp(allowPrivate::get, PATIENT, names)) {
            assertThatThrownBy(() -> post(http, "http://hooks.example.com/"))
                    .isInstanceOf(RefusedAddressException.class);
        }
    }

    @Test
    void noProxyIsUsedThatTheProgramWasStartedWith() throws IOException {
        Map<String, String> proxies = Map.of(
                "socksProxyHost",
                "127.0.0.1",
                "socksProxyPort",
                "1",
                "http.proxyHost",
                "127.0.0.1",
                "http.proxyPort",
                "1");
        proxies.forEach(System::setProperty);
        try (GuardedHttp http = new GuardedHttp(allowPrivate::get, PATIENT)) {
            assertThat(post(http, "http://127.0.0.1:" + port() + "/").code()).isEqualTo(204);
        } finally {
            proxies.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (GuardedHttp http = new GuardedHttp(allowPrivate::get, PATIENT)) {
            assertThat(post(http, "http://127.0.0.1:" + port() + "/moved").code())
                    .isEqualTo(307);
        }
        assertThat(asked).containsExactly("/moved");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static HttpAnswer post(GuardedHttp http, String url) throws IOException {
        return http.post(url, Map.of(), "{}", 64);
    }
}
