package io.watchfire.benchmarks.condition;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.MapEvaluable;
import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.jexl3.JexlContext;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.MapContext;
import org.jspecify.annotations.Nullable;
import org.mvel2.MVEL;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.standard.SpelExpression;

/** One condition on events of one kind, in turn: ours, by hand, and other engines. All verdicts are compared before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@SuppressWarnings("NullAway.Init") // set up before each run
public class ConditionBenchmark {
    private static final int EVENTS = 1 << 7;

    @Param
    Rule rule;

    private final Counters[] records = new Counters[EVENTS];
    private final EventSlots[] slots = new EventSlots[EVENTS];

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final Map<String, Object>[] maps = new Map[EVENTS];

    private final JexlContext[] contexts = new JexlContext[EVENTS];
    private final EvaluationContext spelContext = Peers.spelContext();
    private int next;

    private Evaluable onSlots;
    private MapEvaluable onMap;
    private ByHand.OnRecord byHandOnRecord;
    private ByHand.OnMap byHandOnMap;
    private dev.cel.runtime.CelRuntime.Program cel;
    private com.googlecode.aviator.Expression aviator;
    private JexlExpression jexl;
    private Serializable mvel;
    private SpelExpression spel;
    private Peers.JavaCondition janino;

    @Setup
    public void setUp() throws Exception {
        CheckedExpression expression = Watchfire.expression(rule.watchfire);
        SlotLayout layout = new SlotLayout();
        onSlots = expression.bind(layout);
        onMap = expression.onMaps();
        byHandOnRecord = ByHand.onRecord(rule);
        byHandOnMap = ByHand.onMap(rule);
        cel = Peers.cel(rule.cel);
        aviator = Peers.aviator(rule.aviator);
        jexl = Peers.jexl(rule.jexl);
        mvel = Peers.mvel(rule.mvel);
        spel = Peers.spel(rule.spel());
        janino = Peers.janino(rule.java);
        Random random = new Random(4);
        for (int i = 0; i < EVENTS; i++) {
            records[i] = Counters.random(random);
            slots[i] = Watchfire.slots(records[i], layout);
            maps[i] = new HashMap<>(records[i].toMap());
            contexts[i] = new MapContext(maps[i]);
        }
        compareVerdicts();
    }

    private void compareVerdicts() throws Exception {
        int holds = 0;
        for (int i = 0; i < EVENTS; i++) {
            boolean expected = byHandOnRecord.test(records[i]) == Truth.TRUE;
            holds += expected ? 1 : 0;
            next = i;
            Object[] found = {
                onSlots.test(slots[i]), byHandOnMap.test(maps[i]), onMap.test(maps[i]),
                cel.eval(maps[i]), aviator.execute(maps[i]), jexl.evaluate(contexts[i]),
                MVEL.executeExpression(mvel, maps[i]), spel.getValue(spelContext, maps[i]), janino.test(maps[i])
            };
            for (Object each : found) {
                if (!each.equals(each instanceof Truth ? Truth.of(expected) : (Object) expected)) {
                    throw new IllegalStateException(
                            records[i] + " of " + rule + " gives " + java.util.Arrays.toString(found));
                }
            }
        }
        if (holds == 0 || holds == EVENTS) {
            throw new IllegalStateException(rule + " tells nothing apart");
        }
    }

    private int next() {
        next = (next + 1) & (EVENTS - 1);
        return next;
    }

    @Benchmark
    public Truth a_watchfire_slots() {
        return onSlots.test(slots[next()]);
    }

    @Benchmark
    public Truth a_byHand_record() {
        return byHandOnRecord.test(records[next()]);
    }

    @Benchmark
    public Truth b_watchfire_map() {
        return onMap.test(maps[next()]);
    }

    @Benchmark
    public Truth b_byHand_map() {
        return byHandOnMap.test(maps[next()]);
    }

    @Benchmark
    public boolean c_janino() {
        return janino.test(maps[next()]);
    }

    @Benchmark
    public @Nullable Object c_spel() {
        return spel.getValue(spelContext, maps[next()]);
    }

    @Benchmark
    public @Nullable Object c_aviator() {
        return aviator.execute(maps[next()]);
    }

    @Benchmark
    public @Nullable Object c_mvel() {
        return MVEL.executeExpression(mvel, maps[next()]);
    }

    @Benchmark
    public @Nullable Object c_jexl() {
        return jexl.evaluate(contexts[next()]);
    }

    @Benchmark
    public @Nullable Object c_cel() throws Exception {
        return cel.eval(maps[next()]);
    }
}
