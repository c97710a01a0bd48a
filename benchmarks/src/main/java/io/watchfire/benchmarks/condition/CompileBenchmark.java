package io.watchfire.benchmarks.condition;

import io.watchfire.dsl.Evaluable;
import io.watchfire.evaluator.slot.SlotLayout;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.mvel2.MVEL;
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

/** From a text that was never seen before, with names and literals of its own, to something that runs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
public class CompileBenchmark {
    static final List<String> SHAPES = List.of(
            "okindName%1$d == 'btf-%1$d' && resp_time%1$d >= %2$d",
            "(okindName == 'btf-%1$d' || okindName == 'm-%1$d') && resp_time%1$d >= 100 && sql_fetch_count > %2$d",
            "(error_count%1$d / tx_count) * 100 > %2$d && tps >= 10",
            "okindName%1$d like 'btf-%2$d*' && !(oname like '*-%1$d-*')",
            "resp_time%1$d between %2$d and 5000");

    private final String[] texts = new String[1 << 14];
    private SlotLayout layout = new SlotLayout();
    private int next;

    /** Text of that number. */
    static String text(int i) {
        return String.format(Locale.ROOT, SHAPES.get(i % SHAPES.size()), i, i * 7);
    }

    @Setup
    public void setUp() {
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(i);
        }
    }

    private String next() {
        next = (next + 1) & (texts.length - 1);
        if (next == 0) {
            layout = new SlotLayout();
        }
        return texts[next];
    }

    @Benchmark
    public Evaluable watchfire_parseCheckCompile() {
        return Watchfire.expression(next()).bind(layout);
    }

    @Benchmark
    public Object mvel_parseCompile() {
        return MVEL.compileExpression(
                next().replace(" like ", " == ").replace(" between ", " > ").replace(" and ", " + "));
    }
}
