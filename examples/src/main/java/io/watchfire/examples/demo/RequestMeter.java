package io.watchfire.examples.demo;

import java.util.function.LongSupplier;

/**
 * Counts and times the requests of one service, as they happen. Thread-safe.
 *
 * <p>A request counts in the interval in which it ends, a query in the interval in which its last row was read.
 */
final class RequestMeter {
    private final LongSupplier nanoClock;

    private long intervalStart;
    private long started;
    private int active;
    private long requests;
    private long errors;
    private long requestNanos;
    private long queries;
    private long rows;
    private long queryNanos;
    private long fetchNanos;

    /** @param nanoClock gives nanoseconds since any fixed instant, as {@link System#nanoTime} does */
    RequestMeter(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.intervalStart = nanoClock.getAsLong();
    }

    /** A request begins; it ends when what is returned is closed. */
    synchronized Request begin() {
        started++;
        active++;
        return new Request(nanoClock.getAsLong());
    }

    /** A query is over: how long it took until its first row could be read, then how long all rows took. */
    synchronized void query(long rowsFetched, long nanosToRun, long nanosToFetch) {
        queries++;
        rows += rowsFetched;
        queryNanos += nanosToRun;
        fetchNanos += nanosToFetch;
    }

    /** What happened since the last call. A new interval begins. */
    synchronized Interval take() {
        long now = nanoClock.getAsLong();
        Interval interval = new Interval(
                now - intervalStart,
                started,
                active,
                requests,
                errors,
                requestNanos,
                queries,
                rows,
                queryNanos,
                fetchNanos);
        intervalStart = now;
        started = requests = errors = requestNanos = queries = rows = queryNanos = fetchNanos = 0;
        return interval;
    }

    private synchronized void end(long startNanos, boolean failed) {
        active--;
        requests++;
        errors += failed ? 1 : 0;
        requestNanos += nanoClock.getAsLong() - startNanos;
    }

    /** A request that is being answered, by one thread. */
    final class Request implements AutoCloseable {
        private final long startNanos;
        private boolean failed;

        private Request(long startNanos) {
            this.startNanos = startNanos;
        }

        void failed() {
            failed = true;
        }

        @Override
        public void close() {
            end(startNanos, failed);
        }
    }

    /**
     * What a service did in one stretch of time; all times in nanoseconds.
     *
     * @param started requests that began
     * @param active requests that had begun and not ended at its end
     * @param requests requests that ended, those that failed included
     * @param queryNanos time that the queries took until their first row could be read
     * @param fetchNanos time that reading their rows took
     */
    record Interval(
            long nanos,
            long started,
            int active,
            long requests,
            long errors,
            long requestNanos,
            long queries,
            long rows,
            long queryNanos,
            long fetchNanos) {}
}
