package io.watchfire.benchmarks.state;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleDefinitionBuilder;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.runtime.AlertService;
import io.watchfire.store.sqlite.SqliteStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a service under full load stays as it is: rules over bounds and windows, alerts that come and go, receivers that group and at times fail,
 * state in SQLite, events as fast as they are judged. Each half minute it tells the memory that is in use after a collection, the threads
 * and the size of the state; at the end, the threads that are left. Arguments: a directory for the state, and how many minutes.
 */
public final class SoakReport {
    private static final int SERIES = 20_000;
    private static final long EACH = TimeUnit.SECONDS.toNanos(30);

    private SoakReport() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.parseLong(args[1]));
        int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
        AtomicLong sent = new AtomicLong();
        try (AlertService service = AlertService.builder()
                .rules(rules())
                .receivers(receivers())
                .channel("x-sometimes", receiver -> outgoing -> answer(sent.incrementAndGet()))
                .state(SqliteStore.open(folder))
                .onProblem(System.out::println)
                .start()) {
            long told = System.nanoTime();
            long before = 0;
            long events = 0;
            while (System.nanoTime() < end) {
                service.accept(event(events++));
                if (events % 1_000 == 0 && System.nanoTime() - told > EACH) {
                    double seconds = (System.nanoTime() - told) / 1e9;
                    tell(service, folder, (events - before) / seconds);
                    told = System.nanoTime();
                    before = events;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "threads before the service %d, after it %d, of Watchfire %d%n",
                threadsBefore,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("watchfire"))
                        .count());
    }

    /** One in fifty fails for now, one in a thousand for good. */
    private static Outcome answer(long number) {
        if (number % 1_000 == 0) {
            return Outcome.refused("404");
        }
        return number % 50 == 0 ? Outcome.retry("500") : Outcome.delivered();
    }

    private static void tell(AlertService service, Path folder, double perSecond) throws IOException {
        System.gc();
        Runtime memory = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%,9.0f events/s, %,d transitions, %,d messages, %,d owed, memory in use %,d MB, %d threads, state %,d MB%n",
                perSecond,
                service.counters().engine().transitions(),
                service.counters().deliveries().delivered(),
                service.outbox().stream().filter(entry -> entry.why() == null).count(),
                (memory.totalMemory() - memory.freeMemory()) / 1_000_000,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                size(folder) / 1_000_000);
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static RuleSet rules() {
        return RuleCompiler.compile(List.of(
                        rule("slow", "resp_time >= 2000").build(),
                        rule("held", "resp_time >= 1500")
                                .holdsFor(Duration.ofSeconds(5))
                                .build(),
                        rule("mean", "avg(resp_time) over 10s >= 1800").build(),
                        rule("often", "count(resp_time >= 2000) over 30s >= 5").build()))
                .orElseThrow();
    }

    private static RuleDefinitionBuilder rule(String id, String condition) {
        return RuleDefinition.of(id).category("app").condition(condition).groupBy("okindName", "oname");
    }

    private static ReceiverSet receivers() {
        return ReceiverFile.parse("receivers.json", """
                        {"version": 1, "receivers": [
                          {"name": "groups", "type": "x-sometimes",
                           "grouping": {"by": ["okindName"], "wait": "1s", "interval": "5s"}, "repeat": ["1m"]},
                          {"name": "guarded", "type": "x-sometimes", "rateGuard": {"notices": 20, "per": "1s"}}]}
                        """, Path.of("."), Map.of()).orElseThrow();
    }

    /** Each series is slow for a while and then not: another while for each. */
    private static Event event(long number) {
        int series = (int) (number % SERIES);
        long turn = number / SERIES;
        boolean isSlow = (turn + series) % 40 < 3;
        return Event.of("app")
                .at(System.currentTimeMillis())
                .tag("okindName", "btf-order-" + series % 100)
                .tag("oname", "주문-" + series)
                .field("resp_time", isSlow ? 2_500 : 100)
                .build();
    }
}
