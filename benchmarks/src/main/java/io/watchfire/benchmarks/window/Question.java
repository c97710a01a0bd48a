package io.watchfire.benchmarks.window;

/** What is asked of each series, in the words of each engine. */
enum Question {
    /** The average of a minute. */
    AVERAGE("avg(resp_time) over 1m", 60_000, 2000, "avg(resp)", ""),
    /** A quantile of a minute; neither peer has one over a sliding window. */
    P99("p99(resp_time) over 1m", 60_000, 4000, "", ""),
    /** How often in ten minutes. */
    COUNT("count(resp_time >= 4000) over 10m", 600_000, 3, "count()", "[resp >= 4000.0]");

    final String aggregate;
    final long over;
    final double threshold;
    final String peerAggregate;
    final String peerFilter;

    Question(String aggregate, long over, double threshold, String peerAggregate, String peerFilter) {
        this.aggregate = aggregate;
        this.over = over;
        this.threshold = threshold;
        this.peerAggregate = peerAggregate;
        this.peerFilter = peerFilter;
    }
}
