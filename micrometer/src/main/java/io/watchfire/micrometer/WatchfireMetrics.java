package io.watchfire.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.runtime.AlertService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Binds what an {@link AlertService} does to meters: events, evaluations, alerts, notices, and how far behind it is. All meters and
 * their units stand in docs/metrics.md. Their number is fixed: no rule, label or receiver is a tag.
 *
 * <pre>{@code
 * new WatchfireMetrics(alerts).bindTo(registry);
 * }</pre>
 *
 * <p>Nothing is counted twice: meters read what the service counts anyway, when they are asked. One reading serves all meters for
 * a second, so that a scrape costs one. They hold the service as long as the registry holds them. Thread-safe.
 */
public final class WatchfireMetrics implements MeterBinder {
    private static final long READING_LASTS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AlertService service;
    private final LongSupplier nanoTime;
    private final List<Tag> tags;

    private Reading reading;
    private long readAt;

    public WatchfireMetrics(AlertService service) {
        this(service, List.of());
    }

    /** @param tags of all meters: they tell several services of one application apart */
    public WatchfireMetrics(AlertService service, List<Tag> tags) {
        this(service, tags, System::nanoTime);
    }

    WatchfireMetrics(AlertService service, List<Tag> tags, LongSupplier nanoTime) {
        this.service = service;
        this.tags = List.copyOf(tags);
        this.nanoTime = nanoTime;
        readAt = nanoTime.getAsLong();
        reading = Reading.of(service);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(
                registry,
                "watchfire.events",
                "Events judged or refused",
                now -> now.engine().events());
        counter(
                registry,
                "watchfire.events.late",
                "Events older than the last of their series",
                now -> now.engine().late());
        refused(registry, "ahead", now -> now.engine().ahead());
        refused(registry, "series", now -> now.engine().refusedSeries());
        counter(
                registry,
                "watchfire.samples.refused",
                "Samples for which a window had no room",
                now -> now.engine().refusedSamples());
        counter(registry, "watchfire.evaluations", "Conditions evaluated on an event", Reading::evaluations);
        counter(
                registry,
                "watchfire.evaluations.unknown",
                "Verdicts that were unknown",
                now -> now.engine().unknown());
        counter(
                registry,
                "watchfire.transitions",
                "Changes of alerts",
                now -> now.engine().transitions());
        for (AlertState state : List.of(AlertState.PENDING, AlertState.FIRING, AlertState.RECOVERING)) {
            Gauge.builder("watchfire.alerts", this, metrics -> metrics.now().alerts(state))
                    .description("Alerts by state")
                    .strongReference(true)
                    .tags(tags)
                    .tag("state", state.text())
                    .register(registry);
        }
        notices(registry, "delivered", now -> now.deliveries().delivered());
        notices(registry, "gave_up", now -> now.deliveries().gaveUp());
        notices(registry, "refused", now -> now.deliveries().refused());
        notices(registry, "merged", now -> now.deliveries().merged());
        counter(
                registry,
                "watchfire.notices.retries",
                "Attempts to deliver a notice that failed and are followed by another",
                now -> now.deliveries().retries());
        gauge(
                registry,
                "watchfire.queue.size",
                "Events accepted and not judged yet",
                now -> now.health().waiting());
        gauge(
                registry,
                "watchfire.queue.capacity",
                "Events that may wait to be judged",
                now -> now.health().capacity());
        time(
                registry,
                "watchfire.lag",
                "For how long the oldest event not judged yet has waited",
                now -> now.health().lag());
        gauge(
                registry,
                "watchfire.outbox.size",
                "Notices owed to receivers",
                now -> now.health().notices());
        time(
                registry,
                "watchfire.outbox.age",
                "How long ago the oldest notice owed was taken on",
                now -> now.health().oldestOwed());
        gauge(
                registry,
                "watchfire.receivers.circuit.open",
                "Receivers whose last attempts have all failed",
                now -> now.health().openCircuits());
        gauge(registry, "watchfire.rules", "Rules loaded", Reading::rules);
        gauge(
                registry,
                "watchfire.healthy",
                "1 if the service does its work, 0 if not",
                now -> now.health().isWell() ? 1 : 0);
    }

    private void refused(MeterRegistry registry, String reason, ToLongFunction<Reading> value) {
        FunctionCounter.builder("watchfire.events.refused", this, metrics -> value.applyAsLong(metrics.now()))
                .description("Events refused: too far ahead of the clock, or of a new series without room")
                .tags(tags)
                .tag("reason", reason)
                .register(registry);
    }

    private void notices(MeterRegistry registry, String outcome, ToLongFunction<Reading> value) {
        FunctionCounter.builder("watchfire.notices", this, metrics -> value.applyAsLong(metrics.now()))
                .description("Notices by what became of them")
                .tags(tags)
                .tag("outcome", outcome)
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, String description, ToLongFunction<Reading> value) {
        FunctionCounter.builder(name, this, metrics -> value.applyAsLong(metrics.now()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Reading> value) {
        Gauge.builder(name, this, metrics -> value.applyAsDouble(metrics.now()))
                .description(description)
                .strongReference(true)
                .tags(tags)
                .register(registry);
    }

    private void time(MeterRegistry registry, String name, String description, Function<Reading, Duration> value) {
        TimeGauge.builder(
                        name,
                        this,
                        TimeUnit.MILLISECONDS,
                        metrics -> value.apply(metrics.now()).toMillis())
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private synchronized Reading now() {
        long now = nanoTime.getAsLong();
        if (now - readAt >= READING_LASTS_NANOS) {
            reading = Reading.of(service);
            readAt = now;
        }
        return reading;
    }
}
