package io.watchfire.examples.demo;

import io.watchfire.evaluator.event.Event;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Turns what the meter of one service has counted into events, one for each interval. */
final class Agent {
    static final String CATEGORY = "app_counter";

    private final ShopService service;

    Agent(ShopService service) {
        this.service = service;
    }

    /** The name of the service that it measures. */
    String service() {
        return service.name();
    }

    /** The event of the interval that ends now. An interval without requests has no response time. */
    Event sample(Instant now) {
        RequestMeter.Interval interval = service.meter().take();
        double seconds = millis(interval.nanos()) / 1000;
        Event.Builder event = Event.of(CATEGORY)
                .at(now)
                .tag("okindName", service.name())
                .tag("oname", service.name() + "-1")
                .tag("pname", "bfb")
                .tag("pcode", "19429")
                .tag("host_ip", service.hostIp())
                .field("arrival_rate", interval.started() / seconds)
                .field("active_tx_count", interval.active())
                .field("tx_count", interval.requests())
                .field("tx_error", interval.errors())
                .field("tx_time", millis(interval.requestNanos()))
                .field("tps", interval.requests() / seconds)
                .field("sql_count", interval.queries())
                .field("sql_time", millis(interval.queryNanos()))
                .field("sql_fetch_count", interval.rows())
                .field("sql_fetch_time", millis(interval.fetchNanos()));
        if (interval.requests() > 0) {
            event.field("resp_time", millis(interval.requestNanos()) / interval.requests());
        }
        return event.build();
    }

    private static double millis(long nanos) {
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
