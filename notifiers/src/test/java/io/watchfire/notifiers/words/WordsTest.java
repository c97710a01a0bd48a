package io.watchfire.notifiers.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    private static final Words GERMAN =
            WordsFile.parse("de.properties", """
                    format.locale = de
                    format.thousands = .
                    format.decimalPoint = ,
                    format.percent = ${number} %
                    format.date = EEEE, d. MMMM uuuu
                    unit.hours = ${number} Std.
                    unit.minutes = ${number} Min.
                    """, Words.of("en")).orElseThrow();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0         | 0s       | 0초
            -5000     | -5s      | -5초
            0.25      | 0.25ms   | 0.25밀리초
            400       | 400ms    | 400밀리초
            2310      | 2.31s    | 2.31초
            59999.9   | 1m       | 1분
            1999.6    | 2s       | 2초
            90000     | 1m 30s   | 1분 30초
            3600000   | 1h       | 1시간
            90061000  | 1d 1h 1m 1s | 1일 1시간 1분 1초
            NaN       | ?        | ?
            Infinity  | ∞        | ∞
            """)
    void durationsAreInTheUnitsOfTheLanguage(double millis, String english, String korean) {
        assertThat(Words.of("en").duration(millis)).isEqualTo(english);
        assertThat(Words.of("ko").duration(millis)).isEqualTo(korean);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT-5S, 0s", "PT0.4S, 400ms", "PT1.9S, 1s", "PT29.999S, 29s", "PT90.5S, 1m 30s"})
    void whatLastedIsInWholeSeconds(Duration duration, String expected) {
        assertThat(Words.of("en").duration(duration)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0          | 0             | 0
            999        | 999           | 999
            1000       | 1,000         | 1.000
            1234567.5  | 1,234,568     | 1.234.568
            12345.5    | 12,345.5      | 12.345,5
            -41000     | -41,000       | -41.000
            0.00002    | 0.00002       | 0,00002
            1e300      | 1E+300        | 1E+300
            NaN        | ?             | ?
            """)
    void numbersAreInGroups(double value, String english, String german) {
        assertThat(Words.of("en").number(value)).isEqualTo(english);
        assertThat(GERMAN.number(value)).isEqualTo(german);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0            | 0 B
            1023         | 1023 B
            1024         | 1 KiB
            1572864000   | 1.46 GiB
            -2048        | -2 KiB
            1e30         | 867361737988 EiB
            NaN          | ? B
            """)
    void sizesAreInBinaryUnits(double bytes, String expected) {
        assertThat(Words.of("ko").size(bytes)).isEqualTo(expected);
    }

    @Test
    void percentagesAndTimesAreThoseOfTheLanguage() {
        Instant time = Instant.parse("2022-06-19T20:09:16Z");
        ZoneId seoul = ZoneId.of("Asia/Seoul");

        assertThat(Words.of("en").percent(98.6)).isEqualTo("98.6%");
        assertThat(GERMAN.percent(98.6)).isEqualTo("98,6 %");
        assertThat(Words.of("ko").time(time, seoul, Word.TIME)).isEqualTo("2022-06-20 05:09:16 +0900");
        assertThat(Words.of("ko").time(time, seoul, Word.DATE)).isEqualTo("2022년 6월 20일");
        assertThat(Words.of("en").time(time, seoul, Word.CLOCK)).isEqualTo("05:09:16");
        assertThat(GERMAN.time(time, seoul, Word.DATE)).isEqualTo("Montag, 20. Juni 2022");
    }

    @Test
    void aLanguageWithoutWordsIsEnglish() {
        assertThat(Words.of("tlh")).isSameAs(Words.of("en"));
    }

    @ParameterizedTest
    @EnumSource(Word.class)
    void bothLanguagesHaveEveryWordAndFillInTheSameNames(Word word) {
        Map<Word, ?> english = Words.of("en").templates();

        assertThat(english).containsKey(word);
        assertThat(Words.of("ko").templates().get(word).names())
                .isEqualTo(Words.of("en").templates().get(word).names());
    }
}
