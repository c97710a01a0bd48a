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
import org.openjdk.jmh.infra.Blackhole;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.standard.SpelExpression;

/**
 * One condition on 128 events of one kind: ours, by hand, and other engines. All verdicts are compared before. The time is that of all 128, as
 * samples: their median hardly moves when something else runs on the machine.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
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

    @Benchmark
    public void a_watchfire_slots(Blackhole out) {
        for (EventSlots event : slots) {
            out.consume(onSlots.test(event));
        }
    }

    @Benchmark
    public void a_byHand_record(Blackhole out) {
        for (Counters event : records) {
            out.consume(byHandOnRecord.test(event));
        }
    }

    @Benchmark
    public void b_watchfire_map(Blackhole out) {
        for (Map<String, Object> event : maps) {
            out.consume(onMap.test(event));
        }
    }

    @Benchmark
    public void b_byHand_map(Blackhole out) {
        for (Map<String, Object> event : maps) {
            out.consume(byHandOnMap.test(event));
        }
    }

    @Benchmark
    public void c_janino(Blackhole out) {
        for (Map<String, Object> event : maps) {
            out.consume(janino.test(event));
        }
    }

    @Benchmark
    public void c_spel(Blackhole out) {
        for (Map<String, Object> event : maps) {
            out.consume(spel.getValue(spelContext, event));
        }
    }

    @Benchmark
    public void c_aviator(Blackhole out) {
        for (Map<String, Object> event : maps) {
            out.consume(aviator.execute(event));
        }
    }

    @Benchmark
    public void c_mvel(Blackhole out) {
        for (Map<String, Object> event : maps) {
            out.consume(MVEL.executeExpression(mvel, event));
        }
    }

    @Benchmark
    public void c_jexl(Blackhole out) {
        for (JexlContext event : contexts) {
            out.consume(jexl.evaluate(event));
        }
    }

    @Benchmark
    public void c_cel(Blackhole out) throws Exception {
        for (Map<String, Object> event : maps) {
            out.consume(cel.eval(event));
        }
    }
}
