package io.watchfire.cli.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.watchfire.micrometer.WatchfireMetrics;
import io.watchfire.runtime.AlertService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes events for a service from {@code POST /events}, and tells of it at {@code GET /health} and {@code GET /metrics}.
 *
 * <p>Events of a request are accepted all (202), or none (400, with the problems). A sender is made to wait while events come faster
 * than they are judged. What senders can make it hold is bounded: connections, requests at once and in a second from one address, the
 * time and the length of a request, the memory of all bodies.
 *
 * <p>With a token, requests have to bear it, but that {@code /health} says to anybody whether all is well. Requests of web pages
 * are refused: those with an {@code Origin}, and without a token those to a name that is not this machine's, which may have been
 * made to lead here.
 */
public final class EventServer implements AutoCloseable {
    /** Requests in a second from one address, unless something else is asked for. */
    public static final int DEFAULT_RATE = 1_000;

    /** Each connection has a thread at most, so slow senders keep nobody else waiting. */
    private static final int CONNECTIONS = 256;

    private static final int AT_ONCE_FROM_ONE = 64;
    private static final int CLIENTS_KNOWN = 10_000;
    private static final int IDLE_SECONDS = 10;
    private static final int SECONDS_FOR_OPEN_REQUESTS = 2;

    /** Names that nobody else's name server can make lead here: addresses, and this machine's own name for itself. */
    private static final Pattern OWN_NAME = Pattern.compile("(?i:localhost|[0-9.]+|\\[[0-9a-f:.%]+])(:[0-9]+)?");

    static {
        // Bounds of the JDK's server: read once, when it is loaded. A request has to be there within ten seconds; an
        // answer
        // waits for the judging of its events, so it has longer.
        setUnlessSet("sun.net.httpserver.maxReqTime", "10");
        setUnlessSet("sun.net.httpserver.maxRspTime", "300");
        setUnlessSet("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
    }

    private final AlertService service;
    private final @Nullable AccessToken token;
    private final EventIntake intake;
    private final ClientBounds clients;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger underWay = new AtomicInteger();
    private final HttpServer server;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            CONNECTIONS, CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "watchfire-http");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * Starts to listen.
     *
     * @param token what requests have to bear; null: nothing
     * @param rate requests in a second from one address
     * @throws IOException if the address cannot be listened on
     */
    public EventServer(
            InetSocketAddress address, AlertService service, InstantSource clock, @Nullable AccessToken token, int rate)
            throws IOException {
        this.service = service;
        this.token = token;
        intake = new EventIntake(service::accept, clock);
        clients = new ClientBounds(rate, AT_ONCE_FROM_ONE, CLIENTS_KNOWN, System::nanoTime);
        new WatchfireMetrics(service).bindTo(metrics);
        server = HttpServer.create(address, 0);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Where it listens; the port is the one chosen by the system if 0 was asked for. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Takes no more requests and waits a moment for those under way. */
    @Override
    public void close() {
        // The JDK's server waits for all of the time even if nothing is under way.
        server.stop(underWay.get() == 0 ? 0 : SECONDS_FOR_OPEN_REQUESTS);
        threads.shutdownNow();
        metrics.close();
    }

    private void answer(HttpExchange request) throws IOException {
        underWay.incrementAndGet();
        try {
            answerWithinBounds(request);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void answerWithinBounds(HttpExchange request) throws IOException {
        InetAddress client = request.getRemoteAddress().getAddress();
        try (request) {
            int wait = clients.enter(client);
            if (wait > 0) {
                respond(
                        request,
                        Answer.error(429, "too many requests; put more events into each")
                                .with("Retry-After", Integer.toString(wait)));
                return;
            }
            try {
                respond(request, answerOf(request));
            } finally {
                clients.leave(client);
            }
        }
    }

    private Answer answerOf(HttpExchange request) throws IOException {
        if (isOfAWebPage(request)) {
            return Answer.error(403, "requests of web pages are refused");
        }
        String path = request.getRequestURI().getPath();
        return switch (path) {
            case "/events" -> isBy("POST", request) ? events(request) : notBy("POST");
            case "/health" ->
                isBy("GET", request) ? HealthJson.answer(service.health(), mayPass(request)) : notBy("GET");
            case "/metrics" -> isBy("GET", request) ? metrics(request) : notBy("GET");
            default -> Answer.error(404, "there is nothing here; events go to POST /events");
        };
    }

    private Answer events(HttpExchange request) throws IOException {
        return mayPass(request) ? intake.take(request.getRequestBody()) : unauthorized();
    }

    private Answer metrics(HttpExchange request) {
        return mayPass(request)
                ? Answer.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape())
                : unauthorized();
    }

    private boolean isOfAWebPage(HttpExchange request) {
        String host = request.getRequestHeaders().getFirst("Host");
        return request.getRequestHeaders().containsKey("Origin")
                || (token == null && host != null && !OWN_NAME.matcher(host).matches());
    }

    private boolean mayPass(HttpExchange request) {
        return token == null || token.isBorneBy(request.getRequestHeaders().getFirst("Authorization"));
    }

    private static Answer unauthorized() {
        return Answer.error(401, "this needs the header Authorization: Bearer TOKEN")
                .with("WWW-Authenticate", "Bearer realm=\"watchfire\"");
    }

    private static boolean isBy(String method, HttpExchange request) {
        return request.getRequestMethod().equals(method);
    }

    private static Answer notBy(String method) {
        return Answer.error(405, "this is for " + method + " only").with("Allow", method);
    }

    private void respond(HttpExchange request, Answer answer) throws IOException {
        count(answer.status());
        request.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(request.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        request.sendResponseHeaders(answer.status(), body.length);
        request.getResponseBody().write(body);
    }

    private void count(int status) {
        Counter.builder("watchfire.http.requests")
                .description("Requests by the status of their answer")
                .tag("status", Integer.toString(status))
                .register(metrics)
                .increment();
    }
}
