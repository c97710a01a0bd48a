package io.watchfire.benchmarks.window;

import com.sun.management.ThreadMXBean;
import io.watchfire.evaluator.event.Event;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A condition over a window at each event of many series. One iteration is one stretch of a stream whose time goes on; its events are
 * made before, so that only judging them is measured. Nanoseconds an event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 9)
@Measurement(iterations = 7)
@Fork(value = 1, jvmArgsAppend = {"-Xmx6g", "-Xms3g", "-XX:+UseParallelGC"})
public class WindowBenchmark {
    private static final int STRETCH = 1_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Param({"10000", "1000000"})
    int keys;

    @Param({"AVERAGE", "P99", "COUNT"})
    String question = "AVERAGE";

    @Param({"handExact", "handSliced", "exact", "sliced", "siddhi", "esper"})
    String row = "exact";

    private EventStream stream = new EventStream(1, 1);
    private Row engine = HandRow.exact(Question.AVERAGE);
    private Event[] events = {};

    /** What one event makes an engine allocate, in bytes, without what the event itself takes. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Allocation {
        public double bytesPerEvent;
    }

    static Row row(String name, Question question, double... thresholds) {
        return switch (name) {
            case "handExact" -> HandRow.exact(question, thresholds);
            case "handSliced" -> HandRow.sliced(question, thresholds);
            case "exact" -> WatchfireRow.exact(question, thresholds);
            case "sliced" -> WatchfireRow.sliced(question, thresholds);
            case "siddhi" -> new SiddhiRow(question, thresholds);
            case "esper" -> new EsperRow(question, thresholds);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Setup(Level.Trial)
    public void begin() {
        stream = stream(keys);
        Question asked = Question.valueOf(question);
        engine = row(row, asked, asked.threshold);
    }

    /** Ten thousand series send once a second, a million once in ten seconds. */
    static EventStream stream(int keys) {
        return new EventStream(keys, keys > 100_000 ? 10_000 : 1_000);
    }

    @Setup(Level.Iteration)
    public void prepare() {
        events = new Event[0];
        events = stream.next(STRETCH / keys);
        System.gc();
    }

    @Benchmark
    @OperationsPerInvocation(STRETCH)
    public long judge(Allocation allocation) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (Event event : events) {
            engine.process(event);
        }
        allocation.bytesPerEvent = (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / STRETCH;
        return engine.matches();
    }

    @TearDown(Level.Trial)
    public void end() {
        engine.close();
    }

    static double[] thresholds(int count) {
        return IntStream.range(0, count).mapToDouble(i -> 2000 + i * 0.5).toArray();
    }
}
