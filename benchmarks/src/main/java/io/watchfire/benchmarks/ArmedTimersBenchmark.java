package io.watchfire.benchmarks;

import io.watchfire.evaluator.timer.Timer;
import io.watchfire.evaluator.timer.TimerWheel;
import java.util.Random;
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

/** What armed timers cost that are not due: per tick of time nothing, however many there are; per move of one the same. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ArmedTimersBenchmark {
    /** Beyond any tick of a run, as are alerts that wait for 15 minutes without data on the engine's time. */
    private static final long FAR = 1L << 40;

    @Param({"1", "1000", "1000000"})
    private int armed;

    private TimerWheel wheel = new TimerWheel();
    private Armed[] timers = {};
    private Random random = new Random(1);
    private long now;
    private int next;

    private static final class Armed extends Timer {}

    @Setup
    public void arm() {
        wheel = new TimerWheel();
        random = new Random(1);
        now = 0;
        wheel.popDue(now);
        timers = new Armed[armed];
        for (int i = 0; i < armed; i++) {
            timers[i] = new Armed();
            wheel.schedule(timers[i], FAR + random.nextInt(900_000));
        }
    }

    /** One millisecond passes, and nothing is due. */
    @Benchmark
    public int tick_nothingDue() {
        return wheel.popDue(++now).size();
    }

    /** One of the timers is set to another time, as when an alert ends and another begins. */
    @Benchmark
    public long tick_andMoveOne() {
        next = next + 1 < armed ? next + 1 : 0;
        wheel.schedule(timers[next], FAR + random.nextInt(900_000));
        wheel.popDue(++now);
        return wheel.nextDue();
    }
}
