package io.watchfire.dsl.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "2310, 2310",
        "0.1, 0.1",
        "-1.5, -1.5",
        "1e23, 1e23",
        "2e-3, 0.002",
        "1e-7, 0.0000001",
        "1e-8, 1e-8",
        "100000000000000000000, 100000000000000000000",
        "1e21, 1e21",
        "9007199254740993, 9007199254740992",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        // Subnormal: few digits tell these from their neighbours.
        "4.9e-324, 5e-324",
        "9.88e-324, 1e-323",
        "2e-320, 2e-320",
        "1.234e-310, 1.234e-310",
    })
    void aNumberIsWrittenWithTheFewestDigits(double number, String text) {
        assertThat(Decimal.text(number)).isEqualTo(text);
    }

    @Test
    void whatIsWrittenReadsAsTheNumber() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long bits = random.nextLong();
            // Every fourth is subnormal.
            double number = Double.longBitsToDouble(i % 4 == 0 ? bits & 0x800FFFFFFFFFFFFFL : bits);
            if (Double.isFinite(number)) {
                assertThat(Double.parseDouble(Decimal.text(number))).isEqualTo(number + 0.0);
            }
        }
    }
}
