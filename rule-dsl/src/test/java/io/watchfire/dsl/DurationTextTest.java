package io.watchfire.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as files hold them. */
class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "500ms, 500",
        "90s, 90000",
        "1.5s, 1500",
        "1.1s, 1100",
        "1h30m, 5400000",
        "7d, 604800000",
        "1_000ms, 1000",
        "1_000s500ms, 1000500",
        "1e3s, 1000000",
        "1w1d1h1m1s1ms, 694861001",
    })
    void aDurationInAFileIsWrittenAsInTheLanguage(String text, long millis) {
        assertThat(DurationText.parseMillis(text)).hasValue(millis);
        assertThat(DurationText.parseMillis(DurationText.format(millis))).hasValue(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "5", "5 s", " 5s", "5s ", "-5s", "5S", "5min", "5kB", "5%", "1.s", ".5s", "1_s", "1__0s",
                "0.5ms", "30m1h", "1h1h", "1h30", "1.5h30m", "1h1_m", "1e99s", "s", "５s"
            })
    void whatIsNoDurationOfWholeMillisecondsIsNone(String text) {
        assertThat(DurationText.parseMillis(text)).isEqualTo(OptionalLong.empty());
    }
}
