package io.watchfire.examples.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A real HTTP server on the loopback address that takes messages as Slack's incoming webhooks do. Thread-safe.
 *
 * <p>It answers {@code ok}, {@code 400 invalid_payload}, {@code 400 no_text}, {@code 404 no_service}, and, when told to be
 * busy, {@code 429} with {@code Retry-After} (see <a href="https://api.slack.com/messaging/webhooks">Slack's page on
 * incoming webhooks</a>).
 */
public final class SlackStandIn implements AutoCloseable {
    private static final String PATH = "/services/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, SlackStandIn::daemon);
    private final Consumer<Post> onPost;
    private final List<Post> posts = new ArrayList<>();
    private final AtomicInteger refusalsLeft = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /**
     * A message that was taken.
     *
     * @param channel the last part of the webhook's URL
     */
    public record Post(String channel, SlackMessage message) {}

    /**
     * Starts it on a free port.
     *
     * @param onPost hears of each message that was taken, one at a time
     * @throws IOException if there is no free port
     */
    public SlackStandIn(Consumer<Post> onPost) throws IOException {
        this.onPost = onPost;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The first part of every webhook URL, without a slash at its end: {@code http://127.0.0.1:4321/services}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/services";
    }

    /** The next so many messages are answered with {@code 429 Too Many Requests} and {@code Retry-After: 1}. */
    public void refuseNext(int messages) {
        refusalsLeft.set(messages);
    }

    /** How many messages were answered with 429. */
    public int refused() {
        return refused.get();
    }

    /** The messages taken so far, first to last. */
    public List<Post> posts() {
        synchronized (posts) {
            return List.copyOf(posts);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String payload = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            if (!exchange.getRequestMethod().equals("POST")
                    || !path.startsWith(PATH)
                    || path.length() == PATH.length()) {
                respond(exchange, 404, "no_service");
            } else if (refusalsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                refused.incrementAndGet();
                exchange.getResponseHeaders().set("Retry-After", "1");
                respond(exchange, 429, "rate_limited");
            } else {
                take(exchange, path.substring(path.lastIndexOf('/') + 1), payload);
            }
        }
    }

    private void take(HttpExchange exchange, String channel, String payload) throws IOException {
        try {
            Post post = new Post(channel, SlackMessage.parse(payload));
            synchronized (posts) {
                posts.add(post);
                onPost.accept(post);
            }
            respond(exchange, 200, "ok");
        } catch (SlackMessage.InvalidPayloadException e) {
            respond(exchange, 400, String.valueOf(e.getMessage()));
        }
    }

    private static void respond(HttpExchange exchange, int status, String word) throws IOException {
        byte[] body = word.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "slack-stand-in");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
