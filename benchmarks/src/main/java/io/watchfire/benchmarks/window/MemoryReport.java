package io.watchfire.benchmarks.window;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.WindowOptions;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Locale;

/** What an engine retains for each series, in bytes of heap, and how long a million alerts take that fall silent at once. */
public final class MemoryReport {
    private static final int SERIES = 100_000;
    private static final WindowOptions SIX_SLICES = new WindowOptions(0, 6, WindowOptions.DEFAULT.mostBytes());

    private MemoryReport() {}

    public static void main(String[] args) {
        // Once for what is loaded once.
        perSeries(rule("avg(resp_time) over 1m >= 1e9"), SIX_SLICES, 1000, 1);
        double bare = perSeries(rule("resp_time >= 1e9"), WindowOptions.DEFAULT, 1000, 70);
        System.out.printf(Locale.ROOT, "series alone, a rule without window: %.0f B%n", bare);
        double sliced = perSeries(rule("avg(resp_time) over 1m >= 1e9"), SIX_SLICES, 1000, 70);
        double notWatched = perSeries(rule("resp_time < 0 && avg(resp_time) over 1m >= 1e9"), SIX_SLICES, 1000, 70);
        System.out.printf(
                Locale.ROOT,
                "window of 1 m in 6 slices: %.0f B more, of which %.0f B for a rule that it may start%n",
                sliced - bare,
                sliced - notWatched);
        double exact = perSeries(rule("avg(resp_time) over 1m >= 1e9"), WindowOptions.DEFAULT, 10_000, 7);
        System.out.printf(Locale.ROOT, "window of 1 m with 6 samples, exact: %.0f B more%n", exact - bare);
        double idle = perSeries(rule("tps >= 0 && resp_time == 0"), WindowOptions.DEFAULT, 1000, 2);
        double ended = perSeries(rule("resp_time >= 0 && tps < 100"), WindowOptions.DEFAULT, 1000, 2, true);
        System.out.printf(Locale.ROOT, "an alert that has ended and is idle: %.0f B%n", ended - idle);
        silence();
        silence();
    }

    private static RuleDefinition rule(String condition) {
        return RuleDefinition.of("rule")
                .category(EventStream.CATEGORY)
                .condition(condition)
                .build();
    }

    private static double perSeries(RuleDefinition rule, WindowOptions windows, long every, int rounds) {
        return perSeries(rule, windows, every, rounds, false);
    }

    /** @param end whether all alerts end by one more event at the end */
    private static double perSeries(RuleDefinition rule, WindowOptions windows, long every, int rounds, boolean end) {
        EventStream stream = new EventStream(SERIES, every);
        long before = used();
        AlertEngine engine = new AlertEngine(
                RuleCompiler.compile(java.util.List.of(rule)).orElseThrow(),
                EngineOptions.DEFAULT.withWindows(windows));
        for (int i = 0; i < rounds; i++) {
            for (Event event : stream.next(1)) {
                engine.process(event);
                if (end && i == rounds - 1) {
                    engine.process(Event.of(event.category())
                            .at(event.time())
                            .tag("okindName", "btf-order")
                            .tag("oname", String.valueOf(event.tags().get("oname")))
                            .field("resp_time", -1)
                            .field("tps", 1)
                            .build());
                }
            }
        }
        long after = used();
        Reference.reachabilityFence(engine);
        Reference.reachabilityFence(stream);
        return (double) (after - before) / SERIES;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A million alerts fire; their series fall silent at the same instant. */
    private static void silence() {
        RuleDefinition rule = RuleDefinition.of("rule")
                .category(EventStream.CATEGORY)
                .condition("resp_time >= 0")
                .build();
        AlertEngine engine =
                new AlertEngine(RuleCompiler.compile(java.util.List.of(rule)).orElseThrow(), EngineOptions.DEFAULT);
        for (int i = 0; i < 1_000_000; i++) {
            engine.process(Event.of(EventStream.CATEGORY)
                    .at(0)
                    .tag("oname", "s" + i)
                    .field("resp_time", 1)
                    .build());
        }
        System.gc();
        long start = System.nanoTime();
        int transitions = engine.advanceTo(Duration.ofHours(1).toMillis()).size();
        System.out.printf(
                Locale.ROOT,
                "%d alerts ended for silence at one instant: %.0f ms%n",
                transitions,
                (System.nanoTime() - start) / 1e6);
    }
}
