package io.watchfire.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestMeterTest {
    private long now = 1_000;
    private final RequestMeter meter = new RequestMeter(() -> now);

    @Test
    void requestsAreTimedFromBeginningToEnd() {
        RequestMeter.Request first = meter.begin();
        now += 30;
        RequestMeter.Request second = meter.begin();
        now += 10;
        first.close();
        second.failed();
        second.close();

        RequestMeter.Interval interval = meter.take();

        assertThat(interval.requests()).isEqualTo(2);
        assertThat(interval.errors()).isEqualTo(1);
        assertThat(interval.requestNanos()).isEqualTo(40 + 10);
        assertThat(interval.nanos()).isEqualTo(40);
        assertThat(interval.active()).isZero();
    }

    @Test
    void requestCountsInTheIntervalInWhichItEnds() {
        RequestMeter.Request request = meter.begin();
        now += 50;
        RequestMeter.Interval first = meter.take();
        now += 50;
        request.close();
        RequestMeter.Interval second = meter.take();

        assertThat(first.started()).isEqualTo(1);
        assertThat(first.active()).isEqualTo(1);
        assertThat(first.requests()).isZero();
        assertThat(second.started()).isZero();
        assertThat(second.requests()).isEqualTo(1);
        assertThat(second.requestNanos()).isEqualTo(100);
    }

    @Test
    void everyIntervalBeginsAtZero() {
        meter.begin().close();
        meter.query(20, 3, 4);
        meter.take();
        now += 7;

        assertThat(meter.take()).isEqualTo(new RequestMeter.Interval(7, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void rowsAndTimesOfQueriesAddUp() {
        meter.query(20, 3, 4);
        meter.query(120_000, 5, 6);

        RequestMeter.Interval interval = meter.take();

        assertThat(interval.queries()).isEqualTo(2);
        assertThat(interval.rows()).isEqualTo(120_020);
        assertThat(interval.queryNanos()).isEqualTo(8);
        assertThat(interval.fetchNanos()).isEqualTo(10);
    }
}
