package io.watchfire.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook that takes each message at the fourth attempt: it asks for a pause, fails, and cuts the connection first. */
final class DifficultWebhook implements AutoCloseable {
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private int requests;

    DifficultWebhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            switch (requests++ % 4) {
                case 0 -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    exchange.sendResponseHeaders(429, -1);
                }
                case 1 -> exchange.sendResponseHeaders(503, -1);
                case 2 -> {
                    // Closed without an answer.
                }
                default -> {
                    arrived.add(body);
                    exchange.sendResponseHeaders(200, -1);
                }
            }
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/services/x";
    }

    /** The messages that it took, in order. */
    List<String> arrived() {
        return arrived;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
