package io.watchfire.notifiers.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    @ParameterizedTest
    @CsvSource({"1, PT1S", "2, PT2S", "9, PT4M16S", "10, PT5M", "11, PT5M", "40, PT5M", "2147483647, PT5M"})
    void theBoundDoublesUpToTheCap(int failures, Duration bound) {
        assertThat(RetryPolicy.DEFAULT.delay(failures, NoticeSenderTest.largest()))
                .isEqualTo(bound);
    }

    @Test
    void waitsAreSpreadOverTheWholeRangeFromZero() {
        SplittableRandom random = new SplittableRandom(7);
        int[] quarters = new int[4];
        for (int i = 0; i < 4000; i++) {
            quarters[(int) Math.min(3, RetryPolicy.DEFAULT.delay(3, random).toMillis() / 1000)]++;
        }

        assertThat(Arrays.stream(quarters).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void timesThatMakeNoSenseAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(Duration.ZERO, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(second, Duration.ofMillis(1), second));
    }
}
