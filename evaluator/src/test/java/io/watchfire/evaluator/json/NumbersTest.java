package io.watchfire.evaluator.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    /** The lower rows are those that JDK 17 prints with needless digits (0.0020, 2.2250738585072014E-308 and so on). */
    @ParameterizedTest
    @CsvSource({
        "2310, 2310.0",
        "0, 0.0",
        "-0.0, -0.0",
        "41.5, 41.5",
        "-98.3, -98.3",
        "0.001, 0.001",
        "9999999, 9999999.0",
        "1e7, 1.0E7",
        "1e23, 1.0E23",
        "9007199254740993, 9.007199254740992E15",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "4.9e-324, 4.9E-324",
        "2e-3, 0.002",
        "2e-4, 2.0E-4",
        "2.0E-3, 0.002",
        "5.684341886080802e-14, 5.684341886080802E-14",
        "5.6843418860808015e-14, 5.684341886080802E-14",
        "2.2e-322, 2.2E-322",
        "2e23, 2.0E23",
        "8.41e21, 8.41E21",
        "2.0e-323, 2.0E-323"
    })
    void aNumberIsPrintedWithTheFewestDigits(double number, String text) {
        assertThat(Numbers.shortest(number)).isEqualTo(text);
    }

    @Test
    void whatIsPrintedReadsBackAsTheSameNumber() {
        Random random = new Random(20261101);
        for (int i = 0; i < 100_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(Numbers.shortest(number))).isEqualTo(number);
            }
        }
    }
}
