package io.watchfire.evaluator.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.rule.WindowOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows that hold too many samples to keep each, held against all samples. */
class SlicedWindowTest {
    private static final WindowOptions IN_SLICES = new WindowOptions(0, 60, 16L << 20);
    private static final long MINUTE = 60_000;
    private static final long SLICE = 1_000;

    /** A sample that some have told. */
    record Sample(long time, double value) {}

    static Stream<Arguments> functions() {
        return Stream.of(
                of("count(v) over 1m", 0, List::size),
                of("sum(v) over 1m", 1e-12, SlicedWindowTest::sum),
                of("avg(v) over 1m", 1e-12, all -> sum(all) / all.size()),
                of("min(v) over 1m", 0, Collections::min),
                of("max(v) over 1m", 0, Collections::max),
                of("first(v) over 1m", 0, all -> all.get(0)),
                of("last(v) over 1m", 0, all -> all.get(all.size() - 1)),
                of("stddev(v) over 1m", 1e-9, SlicedWindowTest::deviation),
                of("p50(v) over 1m", 0.0101, all -> quantile(all, 0.5)),
                of("p99(v) over 1m", 0.0101, all -> quantile(all, 0.99)),
                of("quantile(0, v) over 1m", 0.0101, Collections::min),
                of("quantile(1, v) over 1m", 0.0101, Collections::max),
                of("distinct(v) over 1m", 0, all ->
                        (double) all.stream().distinct().count()),
                of("distinct(v + 0) over 1m", 0, all ->
                        (double) all.stream().distinct().count()));
    }

    private static Arguments of(String text, double error, ToDoubleFunction<List<Double>> truth) {
        return Arguments.of(text, error, truth);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void aSlicedWindowGivesWhatItsSamplesGiveWithinTheStatedError(
            String text, double error, ToDoubleFunction<List<Double>> truth) {
        WindowProbe probe = new WindowProbe(text, IN_SLICES);
        Random random = new Random(7);
        List<Sample> told = new ArrayList<>();
        long time = 1_000_000;
        for (int i = 0; i < 3_000; i++) {
            time += random.nextInt(120);
            double value = Math.rint(Math.exp(random.nextGaussian() * 2) * 1_000) / 8 + 1;
            told.add(new Sample(time, value));

            double got = probe.add(time, value);

            assertThat(got).as("sample %d", i).isCloseTo(truth.applyAsDouble(inSlices(told, time)), within(error));
        }
    }

    private static Percentage within(double error) {
        return Percentage.withPercentage(error * 100);
    }

    /** The samples of the slices that have not left: a slice leaves with its newest sample. */
    private static List<Double> inSlices(List<Sample> told, long now) {
        long firstLeft = told.stream()
                .filter(sample -> sample.time() > now - MINUTE)
                .mapToLong(sample -> Math.floorDiv(sample.time(), SLICE))
                .min()
                .orElseThrow();
        return told.stream()
                .filter(sample -> Math.floorDiv(sample.time(), SLICE) >= firstLeft)
                .map(Sample::value)
                .toList();
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double deviation(List<Double> values) {
        double mean = sum(values) / values.size();
        return Math.sqrt(
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / values.size());
    }

    private static double quantile(List<Double> values, double q) {
        List<Double> sorted = values.stream().sorted().toList();
        double rank = q * (sorted.size() - 1);
        int below = (int) rank;
        double above = sorted.get(Math.min(below + 1, sorted.size() - 1));
        return sorted.get(below) + (above - sorted.get(below)) * (rank - below);
    }

    @Test
    void aCounterInSlicesRisesByItsStepsAndBeginsAnewWhereItFalls() {
        WindowProbe exact = new WindowProbe("increase(v) over 1m", WindowOptions.DEFAULT);
        WindowProbe sliced = new WindowProbe("increase(v) over 1m", IN_SLICES);
        double counter = 0;
        for (int second = 0; second < 300; second++) {
            counter = second % 70 == 69 ? 3 : counter + second % 5;

            // One sample a slice, so that slices leave when samples do.
            assertThat(sliced.add(second * SLICE, counter)).isEqualTo(exact.add(second * SLICE, counter));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"changes(v) over 1m", "changes(v + 0) over 1m"})
    void changesInSlicesAreThoseOfTheSamples(String text) {
        WindowProbe exact = new WindowProbe(text, WindowOptions.DEFAULT);
        WindowProbe sliced = new WindowProbe(text, IN_SLICES);
        Random random = new Random(5);

        for (int second = 0; second < 400; second++) {
            double value = random.nextInt(3);
            assertThat(sliced.add(second * SLICE, value)).isEqualTo(exact.add(second * SLICE, value));
        }
    }

    @Test
    void aWindowIsExactAgainOnceItHoldsFewSamples() {
        WindowProbe exact = new WindowProbe("p50(v) over 1m", new WindowOptions(100_000, 60, 16L << 20));
        WindowProbe probe = new WindowProbe("p50(v) over 1m", new WindowOptions(50, 60, 16L << 20));
        Random random = new Random(3);
        long time = 0;
        int inexact = 0;
        for (int i = 0; i < 2_000; i++) {
            boolean rush = i / 500 % 2 == 1;
            time += rush ? 100 : 2_000;
            double value = 1 + random.nextInt(1_000);
            double got = probe.add(time, value);
            double truth = exact.add(time, value);
            assertThat(got).isCloseTo(truth, Offset.offset(60.0));
            inexact += got == truth ? 0 : 1;
            if (!rush && i % 500 > 60) {
                assertThat(got).as("sample %d", i).isEqualTo(truth);
            }
        }
        assertThat(inexact).isGreaterThan(100);
    }

    @Test
    void aSlicedWindowThatLiesBackInTimeLetsSlicesInAndOutByTheirTime() {
        WindowProbe probe = new WindowProbe("sum(v) over 1m offset 10m", IN_SLICES);
        for (int second = 0; second < 60; second++) {
            probe.add(second * SLICE, 1);
        }

        assertThat(probe.at(599_999)).isNaN();
        assertThat(probe.at(600_000)).isEqualTo(1);
        assertThat(probe.at(630_000)).isEqualTo(31);
        assertThat(probe.at(659_999)).isEqualTo(60);
        assertThat(probe.at(660_000)).isEqualTo(59);
        assertThat(probe.at(718_999)).isEqualTo(1);
        assertThat(probe.at(719_000)).isNaN();
    }

    @Test
    void whereThereIsNoRoomSamplesAreRefusedAndCountedAndWhatIsKeptStays() {
        WindowProbe probe = new WindowProbe("sum(v) over 1m offset 1h", new WindowOptions(0, 60, 30_000));
        for (int second = 0; second < 200; second++) {
            probe.add(second * SLICE, 1);
        }

        long kept = probe.definition().mostSlices();
        assertThat(probe.refused()).isEqualTo(200 - kept);
        assertThat(probe.at(3_600_000 + 10_000)).isEqualTo(11);
    }

    @Test
    void moreDifferentValuesThanAreKeptAreEstimated() {
        WindowProbe probe = new WindowProbe("distinct(v) over 1h", IN_SLICES);
        double got = 0;
        for (int i = 0; i < 50_000; i++) {
            got = probe.add(i, "user-" + i % 20_000);
        }

        assertThat(got).isCloseTo(20_000, Percentage.withPercentage(9));
    }
}
