package io.watchfire.notifiers.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortNumberTest {
    @ParameterizedTest
    @CsvSource({
        "2310.0, 2310",
        "0.1, 0.1",
        "0.30000000000000004, 0.3",
        "2310.3333333333335, 2310.33",
        "98.3, 98.3",
        "1234567.5, 1234568",
        "1661255968156, 1661255968156",
        "0, 0",
        "-0.0, 0",
        "-12.50, -12.5",
        "0.00002, 0.00002",
        "1e-9, 1E-9",
        "1e300, 1E+300",
        "1e15, 1000000000000000",
        "NaN, ?",
        "Infinity, ∞",
    })
    void numbersAreShort(double value, String expected) {
        assertThat(ShortNumber.text(value)).isEqualTo(expected);
    }
}
