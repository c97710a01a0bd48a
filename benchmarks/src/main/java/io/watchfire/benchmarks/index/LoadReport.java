package io.watchfire.benchmarks.index;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.index.RuleIndex;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.evaluator.series.SeriesTable;
import io.watchfire.evaluator.timer.TimerWheel;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What a large set of rules costs: to load from JSON, to keep, to change by one rule. {@code java -cp .. LoadReport [rules]}; needs a heap
 * of some gigabytes.
 */
public final class LoadReport {
    private LoadReport() {}

    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path file = Files.createTempFile("rules", ".json");
        try {
            write(file, count);
            long begin = System.nanoTime();
            RuleSet rules = RuleFile.load(file).orElseThrow();
            tell("%,d rules loaded from %,d MB of JSON in %.1f s", count, Files.size(file) >> 20, seconds(begin));
            begin = System.nanoTime();
            AlertEngine engine = new AlertEngine(rules, EngineOptions.DEFAULT);
            tell("bound and filed in %.1f s", seconds(begin));
            Event[] events = Workload.slide.events(count);
            for (Event event : events) {
                engine.process(event);
            }
            change(engine, rules, count);
        } finally {
            Files.delete(file);
        }
        RuleSet rules = Workload.slide.ruleSet(count);
        long unfiled = kept(() -> index(rules, false));
        long filed = kept(() -> index(rules, true));
        tell("%,d bytes a rule bound, and %,d for its place in the index", unfiled / count, (filed - unfiled) / count);
    }

    private static RuleIndex index(RuleSet rules, boolean isFiled) {
        return RuleIndex.of(rules, new TimerWheel(), EngineOptions.DEFAULT.windows(), new SeriesTable(1_000), isFiled);
    }

    private static void change(AlertEngine engine, RuleSet rules, int count) {
        long now = engine.time().orElseThrow();
        double best = Double.MAX_VALUE;
        int classes = 0;
        for (int i = 0; i < 40; i++) {
            if (i == 20) {
                classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
            }
            List<Rule> changed = new ArrayList<>(rules.rules());
            changed.set(count / 2, Workload.slide.ruleSet(1).rules().get(0));
            RuleSet next = new RuleSet(rules.categories(), changed);
            long begin = System.nanoTime();
            engine.reload(i % 2 == 0 ? next : rules, now);
            best = Math.min(best, seconds(begin));
        }
        tell("one rule changed in %.1f ms at best", best * 1_000);
        tell(
                "%d classes more by twenty changes",
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes);
    }

    /** How much more memory is in use once something is made. */
    private static long kept(Supplier<Object> made) {
        long before = used();
        Object kept = made.get();
        long after = used();
        if (kept.hashCode() == 0) {
            tell("a rare hash"); // So that it is kept until here.
        }
        return after - before;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void write(Path file, int count) throws IOException {
        List<String> conditions = Workload.slide.conditions(count);
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("{\"version\":1,\"rules\":[");
            for (int i = 0; i < count; i++) {
                out.write((i == 0 ? "" : ",\n") + "{\"id\":\"r" + i + "\",\"category\":\"app\",\"condition\":\""
                        + conditions.get(i) + "\"}");
            }
            out.write("]}");
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void tell(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
