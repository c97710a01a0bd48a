package io.watchfire.benchmarks.notices;

import io.watchfire.notifiers.policy.NoticePolicy;
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

/** All decisions of a storm: a hundred thousand alerts that fire within one second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 10)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
public class StormBenchmark {
    @Param({"true", "false"})
    private boolean grouped;

    private Storm storm = new Storm(1, true);
    private NoticePolicy policy = storm.before();

    @Setup
    public void prepare() {
        storm = new Storm(100_000, grouped);
    }

    @Setup(Level.Invocation)
    public void begin() {
        policy = storm.before();
    }

    @Benchmark
    public int storm() {
        return storm.happen(policy);
    }
}
