package io.watchfire.benchmarks;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import java.util.List;
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

/** One rule on events of one service that change nothing: the engine beside the same condition written by hand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SeedRuleBenchmark {
    private static final int EVENTS = 1 << 16;

    private final Event[] events = new Event[EVENTS];
    private AlertEngine engine = engine();
    private int next;

    private static AlertEngine engine() {
        RuleDefinition rule = RuleDefinition.of("slow-orders")
                .category("app_counter")
                .target("okindName == 'btf-order'")
                .condition("resp_time >= 2000")
                .build();
        return new AlertEngine(RuleCompiler.compile(List.of(rule)).orElseThrow(), EngineOptions.DEFAULT);
    }

    /** Events of eight instances, all of one instant so that they can be told again and again. */
    @Setup
    public void fill() {
        engine = engine();
        for (int i = 0; i < EVENTS; i++) {
            events[i] = Event.of("app_counter")
                    .at(0)
                    .tag("okindName", "btf-order")
                    .tag("oname", "order-" + i % 8)
                    .field("resp_time", i % 1999)
                    .field("tps", i % 50)
                    .build();
        }
    }

    private Event event() {
        next = (next + 1) & (EVENTS - 1);
        return events[next];
    }

    @Benchmark
    public int engine_processesAnEvent() {
        return engine.process(event()).size();
    }

    @Benchmark
    public boolean byHand_onTheSameEvent() {
        Event event = event();
        return "btf-order".equals(event.tags().get("okindName"))
                && event.fields().get("resp_time") instanceof Double time
                && time >= 2000;
    }
}
