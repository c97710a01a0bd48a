package io.watchfire.evaluator.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.rule.WindowOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows that keep every sample. */
class ExactWindowTest {
    private static WindowProbe probe(String text) {
        return new WindowProbe(text, WindowOptions.DEFAULT);
    }

    @ParameterizedTest(name = "a constant {0} averages to itself")
    @CsvSource({"0.1", "52", "1e300", "1.7e308", "-3.3333333333333335", "4.9e-324"})
    void aConstantAveragesToItself(double constant) {
        WindowProbe probe = probe("avg(v) over 10s");
        for (int i = 0; i < 500; i++) {
            assertThat(probe.add(i * 130L, constant)).isEqualTo(constant);
        }
    }

    @Test
    void whatWasHugeLeavesNothingBehind() {
        WindowProbe probe = probe("sum(v) over 10s");
        probe.add(0, 0.1);
        probe.add(1_000, 1e300);
        probe.add(2_000, 0.2);

        assertThat(probe.add(11_000, 0.3)).isEqualTo(0.5);
        assertThat(probe.at(12_000)).isEqualTo(0.3);
    }

    @Test
    void aSumBeyondAllNumbersIsUnknownAndItsAverageIsNot() {
        WindowProbe sum = probe("sum(v) over 10s");
        WindowProbe average = probe("avg(v) over 10s");
        sum.add(0, 1.5e308);
        average.add(0, 1.5e308);

        assertThat(sum.add(1_000, 1.5e308)).isNaN();
        assertThat(average.add(1_000, 1.5e308)).isEqualTo(1.5e308);
        assertThat(sum.at(10_500)).isEqualTo(1.5e308);
    }

    @ParameterizedTest(name = "{0} of 0 1 2 3 2 3 4, five minutes apart")
    @CsvSource({
        "increase(v) over 30m, 7",
        "increase(v) over 20m, 5",
        "delta(v) over 30m, 4",
        "delta(v) over 20m, 2",
        "changes(v) over 30m, 6",
        "changes(v) over 10m, 2",
        "rate(v) over 20m, 0.004166666666666667",
        "count(v) over 30m, 6",
        "count(v) over 31m, 7",
        "first(v) over 20m, 3",
        "last(v) over 20m, 4",
        "distinct(v) over 30m, 4",
        "stddev(v) over 10m, 0.5",
        "p50(v) over 20m, 3",
        "p90(v) over 20m, 3.7",
        "last(v) over 5m offset 10m, 2"
    })
    void functionsGiveWhatTheDocumentsSay(String text, double expected) {
        WindowProbe probe = probe(text);
        double[] values = {0, 1, 2, 3, 2, 3, 4};
        for (int i = 0; i < values.length; i++) {
            probe.add(i * 300_000L, values[i]);
        }

        assertThat(probe.at(1_800_000)).isEqualTo(expected);
    }

    @Test
    void lateSamplesMakeTheWindowWhatItHadBeenInOrder() {
        for (String text : new String[] {
            "sum(v) over 5s",
            "increase(v) over 5s",
            "changes(v) over 5s",
            "p90(v) over 5s",
            "first(v) over 5s",
            "last(v) over 5s",
            "min(v) over 5s",
            "delta(v) over 5s"
        }) {
            WindowProbe inOrder = probe(text);
            WindowProbe mixed = probe(text);
            double[] values = {5, 7, 3, 8, 8, 1, 9};
            for (int i = 0; i < values.length; i++) {
                inOrder.add(i * 1_000, values[i], 6_000);
            }
            for (int i : new int[] {6, 0, 2, 1, 5, 3, 4}) {
                mixed.add(i * 1_000, values[i], 6_000);
            }

            assertThat(mixed.at(6_000)).as(text).isEqualTo(inOrder.at(6_000));
            assertThat(mixed.at(9_500)).as(text).isEqualTo(inOrder.at(9_500));
        }
    }
}
