package io.watchfire.notifiers.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.receiver.RateLimit;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackBot;
import io.watchfire.notifiers.receiver.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketsTest {
    private final TokenBuckets buckets = new TokenBuckets();

    @ParameterizedTest(name = "{0} ms, {1} at once: asked at {2}, they wait for {3}")
    @CsvSource({
        "1000, 1, 0 0 600 1000 1000, 0 1000 400 0 1000",
        "1000, 3, 0 0 0 0 0, 0 0 0 1000 1000",
        "1000, 3, 0 0 0 400 900, 0 0 0 600 100",
        "1000, 3, 0 0 0 1000 1000, 0 0 0 0 1000",
        "1000, 3, 0 0 0 2500 2500 2500, 0 0 0 0 0 500",
        "1000, 3, 0 0 0 90000 90000 90000 90000, 0 0 0 0 0 0 1000",
        "600000, 2147483647, 0 0 0, 0 0 0",
        "1, 1, 0 0 1, 0 1 0"
    })
    void oneGoesInEachStretchAndSomeAtOnceAfterAQuietTime(long perMillis, int burst, String asked, String expected) {
        Receiver team = slack("team", "https://hooks.example/1").with(new RateLimit(perMillis, burst));
        List<String> waits = new ArrayList<>();
        for (String at : asked.split(" ")) {
            waits.add(Long.toString(wait(team, Long.parseLong(at))));
        }

        assertThat(waits).isEqualTo(Arrays.asList(expected.split(" ")));
    }

    @Test
    void whoPostsToTheSamePlaceSharesItsTokens() {
        Receiver one = slack("one", "https://hooks.example/1").with(new RateLimit(1000, 1));
        Receiver same = slack("two", "https://hooks.example/1").with(new RateLimit(1000, 1));
        Receiver other = slack("three", "https://hooks.example/2").with(new RateLimit(1000, 1));
        SlackBot app = new SlackBot(new Secret("t"), "C1", SlackBot.API_URL);
        Receiver channel = Sample.receiver("four").type("slack").build().with(app);

        assertThat(List.of(wait(one, 0), wait(same, 0), wait(other, 0))).containsExactly(0L, 1000L, 0L);
        for (int i = 0; i < 5; i++) {
            assertThat(wait(channel, 0)).isZero();
        }
        assertThat(wait(Sample.receiver("five").type("slack").build().with(app), 0))
                .isEqualTo(1000);
    }

    @Test
    void anotherLimitForTheSamePlaceHoldsNobodyUpByItsOwnSlowness() {
        Receiver slow = slack("slow", "https://hooks.example/1").with(new RateLimit(600_000, 1));
        Receiver quick = slack("quick", "https://hooks.example/1").with(new RateLimit(1000, 1));

        assertThat(List.of(wait(slow, 0), wait(quick, 0), wait(quick, 0))).containsExactly(0L, 0L, 1000L);
    }

    @Test
    void aTokenThatIsGivenBackIsThereAgain() {
        Receiver team = slack("team", "https://hooks.example/1").with(new RateLimit(600_000, 1));
        assertThat(wait(team, 0)).isZero();

        buckets.giveBack(team);

        assertThat(List.of(wait(team, 0), wait(team, 0))).containsExactly(0L, 600_000L);
    }

    @Test
    void whoHasNoPlaceInCommonAndNoLimitWaitsForNobody() {
        Receiver plain = Sample.receiver("a").type("console").build();

        for (int i = 0; i < 100; i++) {
            assertThat(wait(plain, 0)).isZero();
        }
        assertThat(wait(plain.with(new RateLimit(1000, 1)), 0)).isZero();
        assertThat(wait(Sample.receiver("b").type("console").build().with(new RateLimit(1000, 1)), 0))
                .isZero();
    }

    private long wait(Receiver receiver, long atMillis) {
        // The clock of waits may begin anywhere, and pass the end of the numbers.
        Duration wait = buckets.take(receiver, Long.MAX_VALUE - 1_000 + TimeUnit.MILLISECONDS.toNanos(atMillis));
        return wait.toMillis();
    }

    private static Receiver slack(String name, String url) {
        return Sample.receiver(name).type("slack").url(url).build();
    }
}
