package io.watchfire.benchmarks.condition;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.evaluator.slot.SlotLayout;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Loads many rules of five shapes from a cold start: how long it takes, how much they keep, how many classes they need. */
public final class ManyRules {
    private ManyRules() {}

    public static void main(String[] arguments) {
        int count = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = CompileBenchmark.text(i);
        }
        CheckedExpression[] expressions = new CheckedExpression[count];
        Evaluable[] rules = new Evaluable[count];
        SlotLayout layout = new SlotLayout();
        Set<Class<?>> classes = new HashSet<>();
        long start = System.nanoTime();
        long startCpu = cpu();
        for (int i = 0; i < count; i++) {
            expressions[i] = Watchfire.expression(texts[i]);
            rules[i] = expressions[i].bind(layout);
        }
        long cpuMillis = (cpu() - startCpu) / 1_000_000;
        long millis = (System.nanoTime() - start) / 1_000_000;
        for (Evaluable rule : rules) {
            classes.add(rule.getClass());
        }
        layout = new SlotLayout();
        long all = used();
        Arrays.fill(expressions, null);
        long evaluables = used();
        Arrays.fill(rules, null);
        long none = used();
        Reference.reachabilityFence(texts);
        System.out.printf(
                "%,d rules in %,d ms (%,d ms of processor time), %d classes; heap a rule beyond its text: %d bytes, of which %d to evaluate it%n",
                count, millis, cpuMillis, classes.size(), (all - none) / count, (evaluables - none) / count);
    }

    /** Of this thread: on a busy machine it says more than the time that went by. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
