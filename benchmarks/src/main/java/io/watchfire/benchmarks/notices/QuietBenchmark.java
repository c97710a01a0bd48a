package io.watchfire.benchmarks.notices;

import io.watchfire.notifiers.policy.NoticePolicy;
import java.util.concurrent.TimeUnit;
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

/** What alerts cost that fire, were told, and do not change: nothing, however many there are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class QuietBenchmark {
    @Param({"1", "1000000"})
    private int live;

    private NoticePolicy policy = new Storm(1, true).before();
    private long now;

    @Setup
    public void fire() {
        Storm storm = new Storm(live, true);
        policy = storm.before();
        storm.happen(policy);
        now = Storm.START + 3000;
        System.out.printf("%n%d alerts%n", policy.openAlerts());
    }

    /** A millisecond passes. */
    @Benchmark
    public int tick() {
        return policy.advanceTo(++now).size();
    }
}
