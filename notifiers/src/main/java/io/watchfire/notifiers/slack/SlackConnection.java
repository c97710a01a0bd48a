package io.watchfire.notifiers.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import com.slack.api.webhook.Payload;
import com.slack.api.webhook.WebhookResponse;
import java.io.IOException;
import java.net.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The one Slack client of an engine. It is loaded with the first message, since loading starts threads: four of its own,
 * which end with it, and eight daemon threads that the Slack library keeps for as long as the process lives.
 */
final class SlackConnection implements AutoCloseable {
    private static final int ANSWER_BYTES = 4096;

    private final OkHttpClient http;
    private final InstantSource clock;
    private @Nullable Slack slack;
    private boolean closed;

    SlackConnection(BooleanSupplier allowPrivate, SlackTimeouts timeouts, InstantSource clock) {
        this.clock = clock;
        GuardedSockets sockets = new GuardedSockets(allowPrivate);
        http = new OkHttpClient.Builder()
                .connectTimeout(timeouts.connect())
                .readTimeout(timeouts.read())
                .writeTimeout(timeouts.write())
                .callTimeout(timeouts.call())
                // When to try again is decided elsewhere; here a message would be posted twice unseen.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                // Through a proxy, the address that is judged would be the proxy's.
                .proxy(Proxy.NO_PROXY)
                .socketFactory(sockets)
                // What is packed could be of any size once unpacked.
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Accept-Encoding", "identity")
                        .build()))
                .addNetworkInterceptor(sockets::checkScheme)
                .addNetworkInterceptor(SlackConnection::shorten)
                .build();
    }

    /** Keeps the beginning of an answer, however long it is: Slack's own answers are a word. */
    private static Response shorten(Interceptor.Chain chain) throws IOException {
        try (Response response = chain.proceed(chain.request())) {
            return response.newBuilder().body(response.peekBody(ANSWER_BYTES)).build();
        }
    }

    /** One request, one answer. */
    WebhookResponse post(String url, Payload payload) throws IOException {
        return slack().send(url, payload);
    }

    InstantSource clock() {
        return clock;
    }

    private synchronized Slack slack() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        if (slack == null) {
            SlackConfig config = new SlackConfig();
            // The library's listeners log requests with their URL.
            config.setHttpClientResponseHandlers(List.of());
            SlackHttpClient client = new SlackHttpClient(http);
            client.setConfig(config);
            slack = Slack.getInstance(config, client);
        }
        return slack;
    }

    /** Breaks off the requests under way. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
        if (slack != null) {
            try {
                slack.close();
            } catch (Exception e) {
                // It only ends threads that are daemons anyway.
                org.slf4j.LoggerFactory.getLogger(SlackConnection.class).debug("closing the Slack client failed", e);
            }
        }
    }
}
