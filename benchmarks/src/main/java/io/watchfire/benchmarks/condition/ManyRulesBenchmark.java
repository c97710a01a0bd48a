package io.watchfire.benchmarks.condition;

import io.watchfire.dsl.Evaluable;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A hundred rules of twenty shapes in turn on each event, so that no call of a rule is of one class only. The time is that of all hundred. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class ManyRulesBenchmark {
    private static final int RULES = 100;
    private static final int EVENTS = 1 << 7;

    private static final List<String> SHAPES = List.of(
            "okindName == 'btf-order' && resp_time >= %d",
            "resp_time >= %d",
            "resp_time < %d && tps > 1",
            "okindName == 'btf-pay'",
            "okindName != 'btf-pay' && tps >= %d",
            "okindName in ('btf-order', 'btf-member') && resp_time >= %d",
            "(okindName == 'btf-pay' || tps > 3) && resp_time > %d",
            "okindName like 'btf-*' && resp_time > %d",
            "!(oname like '*-dev-*') && tps > 7",
            "oname like '*-prod-*' || resp_time > %d",
            "error_count / tx_count * 100 > 5",
            "(error_count / tx_count) * 100 > 5 && tps >= 10 && resp_time > %d",
            "error_count + tx_count > %d",
            "resp_time between 100 and %d",
            "resp_time not between 100 and %d",
            "tps in (1, 2, 3, 5, 8, 13)",
            "max(error_count, tps) > 7 && resp_time > %d",
            "resp_time > 2 * sql_fetch_count || tps > 18",
            "abs(resp_time - 2000) < %d",
            "sql_fetch_count > 100000 && resp_time >= %d && tps >= 2 && okindName == 'web-front'");

    private final Evaluable[] rules = new Evaluable[RULES];
    private final EventSlots[] slots = new EventSlots[EVENTS];
    private int next;

    @Setup
    public void setUp() {
        SlotLayout layout = new SlotLayout();
        for (int i = 0; i < RULES; i++) {
            String text = String.format(Locale.ROOT, SHAPES.get(i % SHAPES.size()), 500 + i * 20);
            rules[i] = Watchfire.expression(text).bind(layout);
        }
        Random random = new Random(4);
        for (int i = 0; i < EVENTS; i++) {
            slots[i] = Watchfire.slots(Counters.random(random), layout);
        }
    }

    @Benchmark
    public int watchfire_slots() {
        next = (next + 1) & (EVENTS - 1);
        int sum = 0;
        for (Evaluable rule : rules) {
            sum += rule.test(slots[next]).ordinal();
        }
        return sum;
    }
}
