package io.watchfire.evaluator.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
    private static final class Named extends Timer {
        final int name;

        Named(int name) {
            this.name = name;
        }
    }

    @Test
    void nothingIsDueInAnEmptyWheel() {
        TimerWheel wheel = new TimerWheel();

        assertThat(wheel.popDue(1_000)).isEmpty();
        assertThat(wheel.nextDue()).isEqualTo(Long.MAX_VALUE);
        assertThat(wheel.now()).isEqualTo(1_000);
    }

    @Test
    void aTimerIsDueAtItsMillisecondAndNotBefore() {
        TimerWheel wheel = new TimerWheel(0);
        Timer timer = new Named(1);
        wheel.schedule(timer, 900_000);

        assertThat(wheel.popDue(899_999)).isEmpty();
        assertThat(wheel.popDue(900_000)).containsExactly(timer);
        assertThat(wheel.size()).isZero();
        assertThat(timer.isScheduled()).isFalse();
    }

    @Test
    void aTimerInThePastIsDueAtOnce() {
        TimerWheel wheel = new TimerWheel(5_000);
        Timer timer = new Named(1);
        wheel.schedule(timer, 10);

        assertThat(wheel.nextDue()).isEqualTo(5_000);
        assertThat(wheel.popDue(5_000)).containsExactly(timer);
    }

    @Test
    void oneInstantComesAtATime() {
        TimerWheel wheel = new TimerWheel(0);
        Timer first = new Named(1);
        Timer second = new Named(2);
        wheel.schedule(second, 70);
        wheel.schedule(first, 3);

        assertThat(wheel.popDue(100)).containsExactly(first);
        assertThat(wheel.now()).isEqualTo(3);
        assertThat(wheel.popDue(100)).containsExactly(second);
        assertThat(wheel.popDue(100)).isEmpty();
        assertThat(wheel.now()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithASortedMapWhateverIsScheduledMovedOrCancelled(long seed) {
        Random random = new Random(seed);
        long start = List.of(Long.MIN_VALUE, -100_000L, 0L, 1_700_000_000_000L).get((int) (seed % 4));
        TimerWheel wheel = new TimerWheel(start);
        TreeMap<Long, List<Integer>> oracle = new TreeMap<>();
        Named[] timers = new Named[300];
        for (int i = 0; i < timers.length; i++) {
            timers[i] = new Named(i);
        }
        long now = start;
        int popped = 0;
        for (int step = 0; step < 20_000; step++) {
            Named timer = timers[random.nextInt(timers.length)];
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    long due = now + (1L << random.nextInt(40)) - 1 - random.nextInt(3);
                    remove(oracle, timer);
                    wheel.schedule(timer, due);
                    oracle.computeIfAbsent(Math.max(due, now), key -> new ArrayList<>())
                            .add(timer.name);
                }
                case 2 -> {
                    remove(oracle, timer);
                    wheel.cancel(timer);
                }
                default -> {
                    long limit = now + (1L << random.nextInt(34)) - 1;
                    for (List<Timer> due = wheel.popDue(limit); !due.isEmpty(); due = wheel.popDue(limit)) {
                        Map.Entry<Long, List<Integer>> expected = oracle.pollFirstEntry();
                        assertThat(wheel.now()).isEqualTo(expected.getKey());
                        assertThat(due)
                                .extracting(t -> ((Named) t).name)
                                .containsExactlyInAnyOrderElementsOf(expected.getValue());
                        popped += due.size();
                    }
                    assertThat(oracle.isEmpty() || oracle.firstKey() > limit).isTrue();
                    now = limit;
                }
            }
            long next = oracle.isEmpty() ? Long.MAX_VALUE : oracle.firstKey();
            assertThat(wheel.nextDue()).isBetween(now, next);
        }
        assertThat(popped).isGreaterThan(1_000);
    }

    private static void remove(TreeMap<Long, List<Integer>> oracle, Named timer) {
        if (timer.isScheduled()) {
            List<Integer> at = oracle.get(timer.due());
            at.remove((Integer) timer.name);
            if (at.isEmpty()) {
                oracle.remove(timer.due());
            }
        }
    }
}
