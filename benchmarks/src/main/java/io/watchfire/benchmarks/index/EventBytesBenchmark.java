package io.watchfire.benchmarks.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Warmup;

/** From a line of 700 bytes, of which the rules name two things, to what changed: beside readers that stop where rules begin. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms8g", "-Xmx8g"})
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setups first.
public class EventBytesBenchmark {
    private static final int OTHER_FIELDS = 28;

    @Param({"slide"})
    Workload workload;

    @Param({"100000"})
    int rules;

    private final EventReader reader = new EventReader();
    private final JsonFactory factory = new JsonFactory();
    private final ObjectMapper mapper = new ObjectMapper();
    private byte[][] lines = {};
    private AlertEngine ofBytes;
    private AlertEngine ofEvents;
    private int next;

    @Setup(Level.Trial)
    public void load() {
        Event[] events = workload.events(rules);
        lines = new byte[events.length][];
        for (int i = 0; i < events.length; i++) {
            lines[i] = line(events[i], i);
        }
        ofBytes = new AlertEngine(workload.ruleSet(rules), EngineOptions.DEFAULT);
        ofEvents = new AlertEngine(workload.ruleSet(rules), EngineOptions.DEFAULT);
        for (byte[] line : lines) {
            String expected = ofEvents.process(reader.read(line)).toString();
            if (!ofBytes.process(line, 0, line.length).toString().equals(expected)) {
                throw new IllegalStateException(
                        "bytes and events differ at " + new String(line, StandardCharsets.UTF_8));
            }
        }
    }

    private static byte[] line(Event event, int i) {
        StringBuilder out = new StringBuilder();
        out.append("{\"time\":").append(event.time()).append(",\"category\":\"").append(event.category());
        out.append("\",\"tags\":{");
        event.tags()
                .forEach((name, value) -> out.append('"')
                        .append(name)
                        .append("\":\"")
                        .append(value)
                        .append("\","));
        out.setLength(out.length() - 1);
        out.append("},\"fields\":{");
        for (int field = 0; field < OTHER_FIELDS; field++) {
            if (field == OTHER_FIELDS / 2) {
                event.fields()
                        .forEach((name, value) -> out.append('"')
                                .append(name)
                                .append("\":")
                                .append(value)
                                .append(','));
            }
            out.append("\"metric_")
                    .append(field)
                    .append("\":")
                    .append((i * 31 + field * 7) % 10_000 / 100.0)
                    .append(',');
        }
        out.setLength(out.length() - 1);
        return out.append("}}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] line() {
        return lines[next++ & (Workload.EVENTS - 1)];
    }

    /** From bytes to what changed. */
    @Benchmark
    public Object watchfireFromBytes() {
        byte[] line = line();
        return ofBytes.process(line, 0, line.length);
    }

    /** The same by way of an event of which everything is read. */
    @Benchmark
    public Object watchfireFromEvents() {
        return ofEvents.process(reader.read(line()));
    }

    /** Jackson's tokens, of which the names that the rules read are kept; no rules. */
    @Benchmark
    public double jacksonPicksNames() throws IOException {
        double picked = 0;
        try (JsonParser parser = factory.createParser(line())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    token = parser.nextToken();
                    if (name.equals("resp_time")) {
                        picked += parser.getDoubleValue();
                    } else if (name.equals("okindName")) {
                        picked += parser.getText().length();
                    }
                }
            }
        }
        return picked;
    }

    /** Jackson into maps; no rules. */
    @Benchmark
    public Object jacksonIntoMap() throws IOException {
        return mapper.readValue(line(), Map.class);
    }
}
