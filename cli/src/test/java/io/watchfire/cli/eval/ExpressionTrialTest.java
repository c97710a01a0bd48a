package io.watchfire.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTrialTest {
    @ParameterizedTest
    @CsvSource({
        "2310, 2310",
        "-0.0, 0",
        "0.1, 0.1",
        "2.0E-3, 0.002",
        "1e-7, 0.0000001",
        "1.5e-9, 1.5E-9",
        "123456789012, 123456789012",
        "1e20, 100000000000000000000",
        "1e21, 1E21",
        "-1.5e300, -1.5E300",
        "5e-324, 4.9E-324",
        "2e-3, 0.002",
    })
    void numbersArePrintedWithTheFewestDigits(double number, String text) {
        assertThat(ExpressionTrial.numberText(number)).isEqualTo(text);
        assertThat(Double.parseDouble(text)).isEqualTo(number == 0 ? 0.0 : number);
    }
}
