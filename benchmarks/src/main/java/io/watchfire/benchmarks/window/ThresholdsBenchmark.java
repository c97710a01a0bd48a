package io.watchfire.benchmarks.window;

import com.sun.management.ThreadMXBean;
import io.watchfire.evaluator.event.Event;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
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

/** A thousand rules with different thresholds on the average of a minute, twenty series. Nanoseconds an event, for all rules together. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 9)
@Measurement(iterations = 7)
@Fork(value = 1, jvmArgsAppend = {"-Xmx6g", "-Xms3g", "-XX:+UseParallelGC"})
public class ThresholdsBenchmark {
    private static final int STRETCH = 20_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int SERIES = 20;
    private static final int RULES = 1000;

    @Param({"handExact", "exact", "siddhi", "esper"})
    String row = "exact";

    private EventStream stream = new EventStream(1, 1);
    private Row engine = HandRow.exact(Question.AVERAGE);
    private Event[] events = {};

    @Setup(Level.Trial)
    public void begin() {
        stream = new EventStream(SERIES, 1000);
        engine = WindowBenchmark.row(row, Question.AVERAGE, WindowBenchmark.thresholds(RULES));
    }

    @Setup(Level.Iteration)
    public void prepare() {
        events = new Event[0];
        events = stream.next(STRETCH / SERIES);
        System.gc();
    }

    @Benchmark
    @OperationsPerInvocation(STRETCH)
    public long judge(WindowBenchmark.Allocation allocation) {
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
}
