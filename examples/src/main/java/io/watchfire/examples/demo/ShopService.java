package io.watchfire.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One service of the shop: an HTTP server on a free port of the loopback address that measures its own answers. */
final class ShopService implements AutoCloseable {
    private static final int THREADS = 16;

    private final String name;
    private final Page page;
    private final RequestMeter meter = new RequestMeter(System::nanoTime);
    private final HttpServer server;
    private final ExecutorService threads;
    private volatile long delayMillis;

    /** What a service answers with. Called by many threads. */
    interface Page {
        String read(RequestMeter meter) throws Exception;
    }

    /** @param name the service's kind, as in {@code btf-order} */
    ShopService(String name, Page page) throws IOException {
        this.name = name;
        this.page = page;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.named(name));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String name() {
        return name;
    }

    RequestMeter meter() {
        return meter;
    }

    String hostIp() {
        return server.getAddress().getAddress().getHostAddress();
    }

    URI uri() {
        return URI.create("http://" + hostIp() + ":" + server.getAddress().getPort() + "/");
    }

    /** From now on each answer takes this much longer. */
    void slowDown(long millis) {
        delayMillis = millis;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                RequestMeter.Request request = meter.begin()) {
            int status = 200;
            String body;
            try {
                TimeUnit.MILLISECONDS.sleep(delayMillis);
                body = page.read(meter);
            } catch (Exception e) {
                request.failed();
                status = 500;
                body = e.toString();
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Stops answering, and waits a moment until what was being answered has been counted. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
