package io.watchfire.notifiers.http;

import io.watchfire.notifiers.receiver.UrlGuard;
import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Posts JSON to where notices may be sent ({@link UrlGuard}), once, and nowhere else: no proxy, no redirect, no attempt
 * of its own after a failure. The address that is judged is the one that is connected to, whatever a name service says in
 * between. Thread-safe.
 */
public final class GuardedHttp implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final OkHttpClient http;
    private volatile boolean closed;

    /** @param allowPrivate asked at each connection, so that a reload of the receivers may change the answer */
    public GuardedHttp(BooleanSupplier allowPrivate, HttpTimeouts timeouts) {
        this(allowPrivate, timeouts, Dns.SYSTEM);
    }

    GuardedHttp(BooleanSupplier allowPrivate, HttpTimeouts timeouts, Dns names) {
        GuardedSockets sockets = new GuardedSockets(allowPrivate);
        http = new OkHttpClient.Builder()
                .connectTimeout(timeouts.connect())
                .readTimeout(timeouts.read())
                .writeTimeout(timeouts.write())
                .callTimeout(timeouts.call())
                .dns(names)
                // When to try again is decided elsewhere; here a message would be posted twice unseen.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                // Through a proxy, the address that is judged would be the proxy's.
                .proxy(Proxy.NO_PROXY)
                .socketFactory(sockets)
                // Neither is a kept connection used that would not be permitted any more.
                .addNetworkInterceptor(sockets::checkScheme)
                .build();
    }

    /**
     * One request, one answer.
     *
     * @param headers beside those of the protocol
     * @param answerBytes how much of the answer is read
     * @throws IllegalArgumentException if the URL or a header cannot be used; its text may hold them
     */
    public HttpAnswer post(String url, Map<String, String> headers, String json, int answerBytes) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        Request request = new Request.Builder()
                .url(HttpUrl.get(url))
                .headers(Headers.of(headers))
                // What is packed could be of any size once unpacked.
                .header("Accept-Encoding", "identity")
                .post(RequestBody.create(json.getBytes(StandardCharsets.UTF_8), JSON))
                .build();
        Call call = http.newCall(request);
        try (Response response = call.execute()) {
            return new HttpAnswer(response.code(), beginning(response, answerBytes), response.header("Retry-After"));
        } finally {
            if (closed) {
                http.connectionPool().evictAll();
            }
        }
    }

    private static String beginning(Response response, int bytes) throws IOException {
        try (ResponseBody body = response.peekBody(bytes)) {
            return body.string();
        }
    }

    /** Breaks off the requests under way. */
    @Override
    public void close() {
        closed = true;
        http.dispatcher().cancelAll();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
