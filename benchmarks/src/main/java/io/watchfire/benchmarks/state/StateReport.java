package io.watchfire.benchmarks.state;

import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.runtime.AlertService;
import io.watchfire.runtime.AlertServiceBuilder;
import io.watchfire.store.sqlite.SqliteStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to keep the alerts of a service in SQLite: how much longer the judging thread is busy, how many transitions a second the
 * disk takes, and how long a service with many stored alerts takes to start. Argument: a directory on the disk that is meant, and
 * how many alerts to store.
 */
public final class StateReport {
    private static final Duration LONG = Duration.ofHours(1);
    private static final int SERIES = 20_000;
    /** One event in ten changes an alert. */
    private static final int ROUNDS = 20;

    private StateReport() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int alerts = Integer.parseInt(args[1]);
        RuleSet rules = RuleCompiler.compile(List.of(RuleDefinition.of("slow")
                        .category("app")
                        .condition("resp_time >= 2000")
                        .build()))
                .orElseThrow();
        List<Event> events = events(SERIES, ROUNDS);
        for (int round = 0; round < 3; round++) {
            double without = judgeNanos(rules, events, null, round);
            double with = judgeNanos(rules, events, folder.resolve("run" + round), round);
            System.out.printf(Locale.ROOT, "judging with a store / without: %.2f%n", with / without);
        }
        start(rules, folder.resolve("start"), alerts);
    }

    private static List<Event> events(int series, int rounds) {
        List<Event> events = new ArrayList<>();
        long time = 1_700_000_000_000L;
        for (int round = 0; round < rounds; round++) {
            time += 1_000;
            for (int i = 0; i < series; i++) {
                boolean fires = (round + i) / 10 % 2 == 0;
                events.add(event(i, time, fires));
            }
        }
        return events;
    }

    private static Event event(int series, long time, boolean fires) {
        return Event.of("app")
                .at(time)
                .tag("okindName", "btf-order")
                .tag("oname", "주문-" + series)
                .field("resp_time", fires ? 2_500 : 100)
                .build();
    }

    /** Processor time of the judging thread for each event. */
    private static double judgeNanos(RuleSet rules, List<Event> events, @Nullable Path state, int round)
            throws IOException {
        AlertServiceBuilder builder = AlertService.builder().rules(rules).queueCapacity(100_000);
        if (state != null) {
            builder.state(SqliteStore.open(Files.createDirectories(state)));
        }
        long begin = System.nanoTime();
        try (AlertService service = builder.start()) {
            long before = judgeTime();
            events.forEach(service::accept);
            service.drain(LONG);
            double nanos = (judgeTime() - before) / (double) events.size();
            double seconds = (System.nanoTime() - begin) / 1e9;
            long transitions = service.counters().engine().transitions();
            System.out.printf(
                    Locale.ROOT,
                    "round %d, %s: %.0f ns of the judge an event, %,.0f events/s, %,.0f transitions/s%n",
                    round,
                    state == null ? "without a store" : "in SQLite",
                    nanos,
                    events.size() / seconds,
                    transitions / seconds);
            return nanos;
        }
    }

    private static long judgeTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("watchfire-judge")) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        throw new IllegalStateException("nobody judges");
    }

    private static void start(RuleSet rules, Path state, int alerts) throws IOException {
        EngineOptions options = EngineOptions.DEFAULT.withMaxSeries(2 * alerts);
        Files.createDirectories(state);
        try (AlertService service = AlertService.builder()
                .rules(rules)
                .options(options)
                .state(SqliteStore.open(state))
                .start()) {
            for (int i = 0; i < alerts; i++) {
                service.accept(event(i, 1_700_000_000_000L, true));
            }
            service.drain(LONG);
        }
        long size = Files.size(state.resolve("state.db"));
        long begin = System.nanoTime();
        try (AlertService service = AlertService.builder()
                .rules(rules)
                .options(options)
                .state(SqliteStore.open(state))
                .start()) {
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%,d stored alerts, %,d MB: started in %.1f s with %,d alerts%n",
                    alerts,
                    size / 1_000_000,
                    seconds,
                    service.alerts().size());
        }
    }
}
