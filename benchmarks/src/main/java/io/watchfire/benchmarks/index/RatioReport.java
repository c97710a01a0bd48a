package io.watchfire.benchmarks.index;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * The engine beside the index by hand in one JVM, a turn of all events each, one after the other: what else the machine does falls on both.
 * Tells the fastest turn of each, and the quartiles of the ratio of turns side by side. {@code java -cp .. RatioReport [rules ..]}; needs a heap of
 * some gigabytes for a million rules.
 */
public final class RatioReport {
    private static final int WARM_UP = 40;
    private static final int TURNS = 60;

    private RatioReport() {}

    public static void main(String[] arguments) {
        int[] counts = arguments.length == 0
                ? new int[] {1_000, 100_000}
                : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        for (Workload workload : new Workload[] {Workload.slide, Workload.levels, Workload.mix}) {
            for (int count : counts) {
                tell(workload, count);
            }
        }
    }

    private static void tell(Workload workload, int count) {
        HandIndex byHand = new HandIndex(workload.conditions(count));
        AlertEngine engine = new AlertEngine(workload.ruleSet(count), EngineOptions.DEFAULT);
        Event[] events = workload.events(count);
        double[] ratios = new double[TURNS];
        double fastestByHand = Double.MAX_VALUE;
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < WARM_UP + TURNS; i++) {
            Workload.happen(events, i);
            double nanosByHand = nanos(events, byHand::process);
            double nanos = nanos(events, event -> engine.process(event).size());
            if (i >= WARM_UP) {
                fastestByHand = Math.min(fastestByHand, nanosByHand);
                fastest = Math.min(fastest, nanos);
                ratios[i - WARM_UP] = nanos / nanosByHand;
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%s, %,d rules: %.0f ns an event, by hand %.0f; ratio %.2f (quartiles %.2f to %.2f)%n",
                workload,
                count,
                fastest,
                fastestByHand,
                ratios[TURNS / 2],
                ratios[TURNS / 4],
                ratios[3 * TURNS / 4]);
    }

    private static double nanos(Event[] events, ToIntFunction<Event> process) {
        long begin = System.nanoTime();
        int changes = 0;
        for (Event event : events) {
            changes += process.applyAsInt(event);
        }
        double nanos = (System.nanoTime() - begin) / (double) events.length;
        return changes < 0 ? Double.NaN : nanos; // So that the changes are counted.
    }
}
