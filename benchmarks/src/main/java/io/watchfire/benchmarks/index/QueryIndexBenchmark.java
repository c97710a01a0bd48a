package io.watchfire.benchmarks.index;

import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.Id;
import com.netflix.spectator.atlas.impl.Parser;
import com.netflix.spectator.atlas.impl.QueryIndex;
import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rules that ask for tags only, as Spectator's QueryIndex is made for: 5,000 of them on 50 names, 10 keys and 8 values, a quarter with a pattern,
 * and 200 series. The engine finds what changes, which is nothing after the first time; QueryIndex finds what matches.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first.
public class QueryIndexBenchmark {
    private static final int QUERIES = 5_000;
    private static final int NAMES = 50;
    private static final int KEYS = 10;
    private static final int VALUES = 8;
    private static final int SERIES = 200;

    private final QueryIndex<Integer> queries = QueryIndex.newInstance(new DefaultRegistry());
    private final Id[] ids = new Id[SERIES];
    private final Event[] events = new Event[SERIES];
    private AlertEngine engine;
    private int next;

    @Setup(Level.Trial)
    public void load() {
        Random random = new Random(42);
        List<RuleDefinition> rules = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            String name = "name-" + random.nextInt(NAMES);
            String key = "key-" + random.nextInt(KEYS);
            String value = "value-" + random.nextInt(VALUES);
            boolean pattern = random.nextInt(4) == 0;
            queries.add(
                    Parser.parseQuery("name," + name + ",:eq," + key + ","
                            + (pattern ? value.substring(0, 6) + ".*" + value.substring(6) + ",:re" : value + ",:eq")
                            + ",:and"),
                    i);
            rules.add(RuleDefinition.of("r" + i)
                    .category("app")
                    .target("name == '" + name + "'")
                    .condition("`" + key + "` "
                            + (pattern
                                    ? "like '" + value.substring(0, 6) + "*" + value.substring(6) + "*'"
                                    : "== '" + value + "'"))
                    .build());
        }
        engine = new AlertEngine(RuleCompiler.compile(rules).orElseThrow(), EngineOptions.DEFAULT);
        for (int i = 0; i < SERIES; i++) {
            Map<String, String> tags = new TreeMap<>();
            for (int key = 0; key < KEYS; key++) {
                tags.put("key-" + key, "value-" + random.nextInt(VALUES));
            }
            String name = "name-" + random.nextInt(NAMES);
            ids[i] = Id.create(name).withTags(tags);
            Event.Builder event =
                    Event.of("app").at(1_700_000_000_000L).tag("name", name).tag("series", "s" + i);
            tags.forEach(event::tag);
            events[i] = event.build();
            String started = engine.process(events[i]).stream()
                    .map(transition -> Integer.valueOf(transition.rule().id().substring(1)))
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" "));
            String found = queries.findMatches(ids[i]).stream()
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" "));
            if (!started.equals(found)) {
                throw new IllegalStateException(
                        "QueryIndex and the engine differ at " + ids[i] + ": " + found + " and " + started);
            }
        }
    }

    private int place() {
        next = next + 1 == SERIES ? 0 : next + 1;
        return next;
    }

    @Benchmark
    public Object watchfire() {
        return engine.process(events[place()]);
    }

    @Benchmark
    public Object queryIndex() {
        return queries.findMatches(ids[place()]);
    }
}
