package io.watchfire.benchmarks;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.ShardedAlertEngine;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A batch of events on one engine, and on two shards with two threads: the caller's and one of a pool. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g"})
@SuppressWarnings("NullAway.Init") // JMH calls the setup first.
public class ShardsBenchmark {
    private static final int EVENTS = 1 << 16;
    private static final int SERIES = 8_192;
    private static final int SERVICES = 1_000;

    /** One rule a service with a bound of one field; or the same, each tenth of which reads a window. */
    @Param({"bounds", "windows"})
    private String rules;

    @Param("4096")
    private int size;

    private final Random random = new Random(42);
    private long time = 1_700_000_000_000L;
    private List<Event> events = List.of();
    private int next;
    private List<Event> batch = List.of();
    private AlertEngine one;
    private ShardedAlertEngine two;
    private ExecutorService pool;

    @Setup(Level.Trial)
    public void load() {
        RuleSet set = ruleSet();
        pool = Executors.newFixedThreadPool(1);
        one = new AlertEngine(set, EngineOptions.DEFAULT);
        two = new ShardedAlertEngine(set, EngineOptions.DEFAULT, 2, pool);
        for (int i = 0; i < EVENTS; i += size) {
            takeBatch();
            if (!judgeByOne().equals(two.process(batch))) {
                throw new IllegalStateException("one engine and two shards do not tell the same");
            }
        }
    }

    @TearDown(Level.Trial)
    public void end() {
        pool.shutdown();
    }

    /** The next of the events, which are made long before they are judged. */
    @Setup(Level.Invocation)
    public void takeBatch() {
        if (next + size > events.size()) {
            makeEvents();
            next = 0;
        }
        batch = events.subList(next, next + size);
        next += size;
    }

    /** A quarter of a minute; each series sends each other second, and one event in a thousand crosses its bound. */
    private void makeEvents() {
        events = new ArrayList<>(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            time += i % 4 == 0 ? 1 : 0;
            int series = i * 4_099 & (SERIES - 1);
            events.add(Event.of("app")
                    .at(time)
                    .tag("okindName", "svc-" + series % SERVICES)
                    .tag("oname", "host-" + series)
                    .field("resp_time", random.nextInt(1_000) == 0 ? 5_000 : random.nextInt(1_000))
                    .field("tps", random.nextInt(1_000))
                    .build());
        }
    }

    private RuleSet ruleSet() {
        List<RuleDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            String reads = rules.equals("windows") && i % 10 == 0 ? "avg(resp_time) over 10s" : "resp_time";
            definitions.add(RuleDefinition.of("r" + i)
                    .category("app")
                    .target("okindName == 'svc-" + i + "'")
                    .condition(reads + " >= " + (1_000 + i % 1_000))
                    .build());
        }
        return RuleCompiler.compile(definitions).orElseThrow();
    }

    private List<Transition> judgeByOne() {
        List<Transition> told = new ArrayList<>();
        for (Event event : batch) {
            told.addAll(one.process(event));
        }
        return told;
    }

    @Benchmark
    public Object oneEngine() {
        return judgeByOne();
    }

    @Benchmark
    public Object twoShards() {
        return two.process(batch);
    }
}
