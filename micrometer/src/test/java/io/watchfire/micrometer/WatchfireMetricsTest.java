package io.watchfire.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.runtime.AlertService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchfireMetricsTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final RuleSet RULES = RuleFile.parse("rules.json", """
                    {"version": 1, "rules": [
                      {"id": "cpu", "category": "pod", "condition": "cpu >= 80", "groupBy": ["pod"], "resolveAfter": "1m"},
                      {"id": "long", "category": "pod", "condition": "cpu >= 50", "groupBy": ["pod"], "for": "1h"}]}""").orElseThrow();
    private static final ReceiverSet RECEIVERS =
            ReceiverFile.parse("receivers.json", """
                    {"version": 1, "receivers": [{"name": "team", "type": "console"}]}""", Path.of("."), Map.of()).orElseThrow();

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicLong nanos = new AtomicLong();
    private final Queue<Outcome> answers = new ConcurrentLinkedQueue<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AlertService service = AlertService.builder()
            .rules(RULES)
            .receivers(RECEIVERS)
            .clock(now::get)
            .queueCapacity(77)
            .channel("console", receiver -> message -> {
                Outcome answer = answers.poll();
                return answer == null ? Outcome.delivered() : answer;
            })
            .start();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void metersSayWhatEventsDid() {
        bind(List.of());
        answers.add(Outcome.refused("gone"));

        tell(0, pod("a").field("cpu", 90));
        tell(0, pod("b").field("cpu", 90));
        tell(0, pod("c").field("cpu", 60));
        tell(0, pod("d").field("disk", 1));
        tell(1, pod("b").field("cpu", 10));
        service.accept(pod("b").field("cpu", 10).at(START.minusSeconds(30)));
        service.accept(pod("b").field("cpu", 10).at(START.plusSeconds(600)));
        assertThat(service.drain(LONG)).isTrue();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(values())
                .containsEntry("watchfire.events", 7.0)
                .containsEntry("watchfire.events.late", 1.0)
                .containsEntry("watchfire.events.refused{reason=ahead}", 1.0)
                .containsEntry("watchfire.events.refused{reason=series}", 0.0)
                .containsEntry("watchfire.samples.refused", 0.0)
                .containsEntry("watchfire.evaluations.unknown", 2.0)
                .containsEntry("watchfire.alerts{state=firing}", 1.0)
                .containsEntry("watchfire.alerts{state=recovering}", 1.0)
                .containsEntry("watchfire.alerts{state=pending}", 2.0)
                .containsEntry("watchfire.notices{outcome=delivered}", 1.0)
                .containsEntry("watchfire.notices{outcome=gave_up}", 1.0)
                .containsEntry("watchfire.notices{outcome=refused}", 0.0)
                .containsEntry("watchfire.notices{outcome=merged}", 0.0)
                .containsEntry("watchfire.notices.retries", 0.0)
                .containsEntry("watchfire.queue.size", 0.0)
                .containsEntry("watchfire.queue.capacity", 77.0)
                .containsEntry("watchfire.outbox.size", 0.0)
                .containsEntry("watchfire.outbox.age", 0.0)
                .containsEntry("watchfire.lag", 0.0)
                .containsEntry("watchfire.receivers.circuit.open", 0.0)
                .containsEntry("watchfire.rules", 2.0)
                .containsEntry("watchfire.healthy", 1.0);
        assertThat(values().get("watchfire.evaluations")).isBetween(4.0, 14.0);
        assertThat(values().get("watchfire.transitions"))
                .isEqualTo((double) service.counters().engine().transitions())
                .isPositive();
    }

    @Test
    void aNoticeThatCannotBeDeliveredGrowsOldInTheOutboxInSeconds() {
        bind(List.of());
        answers.add(Outcome.retryAfter("busy", Duration.ofHours(1).minusSeconds(1)));
        tell(0, pod("a").field("cpu", 90));
        while (service.counters().deliveries().retries() == 0) {
            Thread.onSpinWait();
        }

        now.set(START.plusSeconds(1_000));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(values())
                .containsEntry("watchfire.outbox.size", 1.0)
                .containsEntry("watchfire.outbox.age", 1_000.0)
                .containsEntry("watchfire.notices.retries", 1.0)
                .containsEntry("watchfire.healthy", 0.0);
        service.close(Duration.ZERO);
    }

    @Test
    void oneReadingServesAllMetersForASecond() {
        bind(List.of());
        tell(0, pod("a").field("cpu", 90));
        assertThat(service.drain(LONG)).isTrue();

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
        assertThat(values()).containsEntry("watchfire.events", 0.0);
        nanos.addAndGet(1);
        assertThat(values()).containsEntry("watchfire.events", 1.0);
    }

    @Test
    void tagsTellServicesApart() {
        bind(List.of(Tag.of("service", "orders")));

        assertThat(registry.get("watchfire.alerts")
                        .tags("service", "orders", "state", "firing")
                        .gauge()
                        .value())
                .isZero();
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTag("service")).isEqualTo("orders"));
    }

    @Test
    void thePageNamesEveryMeterWithItsUnitAndDescription() throws IOException {
        bind(List.of());
        String page = Files.readString(Path.of("../docs/metrics.md"));

        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            String unit = id.getBaseUnit() == null ? "[a-z]*" : id.getBaseUnit();
            assertThat(id.getDescription()).isNotBlank();
            assertThat(page)
                    .as(id.getName())
                    .containsPattern(
                            "(?m)^\\| `" + id.getName().replace(".", "\\.") + "` \\| [^|]+ \\| " + unit + " \\|");
        }
        assertThat(page).contains("there are " + registry.getMeters().size() + " meters");
        assertThat(page.lines().filter(line -> line.startsWith("| `watchfire.")))
                .hasSize((int) registry.getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .distinct()
                        .count());
    }

    private void bind(List<Tag> tags) {
        new WatchfireMetrics(service, tags, nanos::get).bindTo(registry);
    }

    private void tell(int second, Event.Builder event) {
        service.accept(event.at(START.plusSeconds(second)));
    }

    private static Event.Builder pod(String name) {
        return Event.of("pod").tag("pod", name);
    }

    private Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            String tags = meter.getId().getTags().stream()
                    .map(tag -> tag.getKey() + "=" + tag.getValue())
                    .collect(Collectors.joining(","));
            values.put(
                    meter.getId().getName() + (tags.isEmpty() ? "" : "{" + tags + "}"),
                    meter.measure().iterator().next().getValue());
        }
        return values;
    }
}
