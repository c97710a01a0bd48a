package io.watchfire.examples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Customers of the shop: each asks one service, waits for the answer, looks at it for a moment, and asks again.
 *
 * <p>Every loop is bounded, in its pace by the moment's rest and in its length by a number of requests.
 */
final class LoadGenerator implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final long restMillis;
    private final int maxRequests;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ExecutorService customers = Executors.newCachedThreadPool(DaemonThreads.named("customer"));
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /**
     * @param restMillis how long a customer rests between two requests, on average
     * @param maxRequests after how many requests a customer goes home
     */
    LoadGenerator(long restMillis, int maxRequests) {
        this.restMillis = restMillis;
        this.maxRequests = maxRequests;
    }

    /** Sends customers to a service. */
    void send(int number, URI service) {
        HttpRequest request = HttpRequest.newBuilder(service).timeout(TIMEOUT).build();
        for (int i = 0; i < number; i++) {
            customers.execute(() -> shop(request));
        }
    }

    /** Requests that were answered with success so far. */
    long answered() {
        return answered.get();
    }

    /** Requests that were answered with an error or not at all so far. */
    long failed() {
        return failed.get();
    }

    private void shop(HttpRequest request) {
        try {
            for (int i = 0; i < maxRequests; i++) {
                ask(request);
                // From half to one and a half times the rest, so that customers do not march in step.
                TimeUnit.MILLISECONDS.sleep(
                        restMillis / 2 + ThreadLocalRandom.current().nextLong(restMillis + 1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(HttpRequest request) throws InterruptedException {
        try {
            int status = client.send(request, BodyHandlers.ofString()).statusCode();
            (status == 200 ? answered : failed).incrementAndGet();
        } catch (IOException e) {
            failed.incrementAndGet();
        }
    }

    /** Lets nobody in any more, and waits until every customer has asked as often as allowed, at most half a minute. */
    boolean awaitEnd() throws InterruptedException {
        customers.shutdown();
        return customers.awaitTermination(30, TimeUnit.SECONDS);
    }

    /** Sends the customers home, in the middle of a request if need be. */
    @Override
    public void close() {
        customers.shutdownNow();
    }
}
