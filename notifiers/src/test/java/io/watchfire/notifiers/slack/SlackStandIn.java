package io.watchfire.notifiers.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers posts as it is told to, and keeps what was posted. */
final class SlackStandIn implements AutoCloseable {
    record Answer(int code, String body, Map<String, String> headers) {
        static Answer of(int code, String body) {
            return new Answer(code, body, Map.of());
        }
    }

    final List<String> posted = new CopyOnWriteArrayList<>();
    /** Path and authorization of each post. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final HttpServer server;

    SlackStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().getPath() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                Answer answer = answers.isEmpty() ? Answer.of(200, "ok") : answers.remove();
                answer.headers.forEach(exchange.getResponseHeaders()::add);
                byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.code, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return base() + "/services/T00000000/B00000000/verysecrettoken";
    }

    void answer(Answer answer) {
        answers.add(answer);
    }

    JsonNode payload(int index) {
        return json(posted.get(index));
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
