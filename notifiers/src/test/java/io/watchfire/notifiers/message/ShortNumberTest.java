package io.watchfire.notifiers.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s, 0초",
        "PT-5S, 0s, 0초",
        "PT0.4S, 400ms, 400밀리초",
        "PT1.9S, 1s, 1초",
        "PT90S, 1m 30s, 1분 30초",
        "PT3600S, 1h, 1시간",
        "PT90061S, 1d 1h 1m 1s, 1일 1시간 1분 1초",
    })
    void durationsAreInWords(Duration duration, String english, String korean) {
        assertThat(Words.of("en").duration(duration)).isEqualTo(english);
        assertThat(Words.of("ko").duration(duration)).isEqualTo(korean);
    }

    @Test
    void aLanguageWithoutWordsIsEnglish() {
        assertThat(Words.of("tlh")).isSameAs(Words.of("en"));
    }
}
