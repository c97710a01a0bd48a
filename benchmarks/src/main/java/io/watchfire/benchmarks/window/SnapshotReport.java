package io.watchfire.benchmarks.window;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.List;
import java.util.Locale;

/** How large the snapshot of an engine with 100,000 series is, and how long it takes to make one and to go on from it. */
public final class SnapshotReport {
    private static final int SERIES = 100_000;
    private static final int ROUNDS = 5;

    private SnapshotReport() {}

    public static void main(String[] args) {
        report("resp_time >= 1e9", "no alerts, no windows");
        report("resp_time >= 0", "an alert that fires in each series");
        report("avg(resp_time) over 1m >= 1e9", "a window of 1 m with 6 samples in each series");
    }

    private static void report(String condition, String title) {
        RuleSet rules = RuleCompiler.compile(List.of(RuleDefinition.of("rule")
                        .category(EventStream.CATEGORY)
                        .condition(condition)
                        .build()))
                .orElseThrow();
        AlertEngine engine = new AlertEngine(rules, EngineOptions.DEFAULT);
        EventStream stream = new EventStream(SERIES, 10_000);
        for (int i = 0; i < 7; i++) {
            for (Event event : stream.next(1)) {
                engine.process(event);
            }
        }
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            byte[] snapshot = engine.snapshot();
            long taken = System.nanoTime();
            engine = AlertEngine.restore(snapshot, rules, EngineOptions.DEFAULT).engine();
            long restored = System.nanoTime();
            if (round == ROUNDS) {
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.1f MB, %d B a series; taken in %d ms, restored in %d ms%n",
                        title,
                        snapshot.length / 1e6,
                        snapshot.length / SERIES,
                        (taken - start) / 1_000_000,
                        (restored - taken) / 1_000_000);
            }
        }
    }
}
