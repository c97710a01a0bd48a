package io.watchfire.cli.live;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes events from {@code POST /events}. Answers 202 with {@code {"accepted":2}} when all events of a request are
 * accepted (less those too far ahead of the clock, which are told as {@code "tooFarAhead"}), and 400 with the problems, accepting none, when one is bad. A sender is made to wait while events come
 * faster than they are judged.
 *
 * <p>It has no log-in. Requests of web pages, which browsers mark with {@code Origin}, are refused, so that a page that
 * somebody on this machine looks at cannot send events.
 */
public final class EventServer implements AutoCloseable {
    static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    private static final JsonMapper JSON = new JsonMapper();
    /** Senders may be slow, or wait while events are judged; so many of them keep nobody else waiting. */
    private static final int THREADS = 64;

    private static final int IDLE_SECONDS = 10;

    /** The server's own bound for the time in which a request has to be there, in seconds; read once, when it is loaded. */
    private static final String REQUEST_SECONDS = "sun.net.httpserver.maxReqTime";

    static {
        if (System.getProperty(REQUEST_SECONDS) == null) {
            System.setProperty(REQUEST_SECONDS, "10");
        }
    }

    private static final int SECONDS_FOR_OPEN_REQUESTS = 2;

    private final HttpServer server;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "watchfire-http");
                thread.setDaemon(true);
                return thread;
            });
    private final Consumer<Event> events;
    private final InstantSource clock;

    /**
     * Starts to listen.
     *
     * @param events gets each event, on several threads; may wait
     * @throws IOException if the address cannot be listened on
     */
    public EventServer(InetSocketAddress address, Consumer<Event> events, InstantSource clock) throws IOException {
        this.events = events;
        this.clock = clock;
        server = HttpServer.create(address, 0);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it listens; the port is the one chosen by the system if 0 was asked for. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Takes no more requests and waits a moment for those under way. */
    @Override
    public void close() {
        server.stop(SECONDS_FOR_OPEN_REQUESTS);
        threads.shutdownNow();
    }

    private void answer(HttpExchange request) throws IOException {
        try (request) {
            if (!request.getRequestURI().getPath().equals("/events")) {
                respond(request, 404, error("there is nothing here; events go to POST /events"));
            } else if (!request.getRequestMethod().equals("POST")) {
                request.getResponseHeaders().set("Allow", "POST");
                respond(request, 405, error("events are sent by POST"));
            } else if (request.getRequestHeaders().containsKey("Origin")) {
                respond(request, 403, error("requests of web pages are refused"));
            } else {
                accept(request);
            }
        }
    }

    private void accept(HttpExchange request) throws IOException {
        byte[] body = request.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            respond(request, 413, error("the body is longer than " + MAX_BODY_BYTES + " bytes; send it in parts"));
            return;
        }
        if (body.length >= 2 && body[0] == 0x1f && body[1] == (byte) 0x8b) {
            respond(request, 415, error("packed bodies are not taken; send it without gzip"));
            return;
        }
        EventBody parsed = EventBody.parse(body, clock.millis());
        if (!parsed.problems().isEmpty()) {
            respond(request, 400, problems(parsed));
            return;
        }
        try {
            parsed.events().forEach(events);
        } catch (RejectedExecutionException e) {
            respond(request, 503, error("closing down"));
            return;
        }
        respond(request, 202, accepted(parsed.events()));
    }

    /** What lies too far ahead is refused by the engine, and counted there. */
    private ObjectNode accepted(List<Event> taken) {
        long latest = clock.millis() + EngineOptions.DEFAULT.maxAheadMillis();
        long ahead = taken.stream().filter(event -> event.time() > latest).count();
        ObjectNode answer = JSON.createObjectNode().put("accepted", taken.size() - ahead);
        return ahead == 0 ? answer : answer.put("tooFarAhead", ahead);
    }

    private static ObjectNode error(String message) {
        return JSON.createObjectNode().put("error", message);
    }

    private static ObjectNode problems(EventBody body) {
        ObjectNode answer = error("the body has bad events; none of it was accepted");
        body.problems()
                .forEach(problem -> answer.withArray("problems")
                        .addObject()
                        .put(problem.unit(), problem.number())
                        .put("column", problem.column())
                        .put("message", problem.message()));
        return answer;
    }

    private static void respond(HttpExchange request, int status, ObjectNode answer) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(answer);
        request.getResponseHeaders().set("Content-Type", "application/json");
        request.sendResponseHeaders(status, bytes.length);
        request.getResponseBody().write(bytes);
    }
}
