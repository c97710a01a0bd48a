package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several engines side by side do what one does, to the byte. {@code -Dwatchfire.seed=} tells one stream. */
class ShardPropertiesTest {
    private static final long STREAMS = 150;
    private static final ShardAgreement.Seen SEEN = new ShardAgreement.Seen();

    @BeforeAll
    static void shardsChangeNothing() {
        Long given = Long.getLong("watchfire.seed");
        LongStream seeds = given == null ? LongStream.rangeClosed(1, STREAMS) : LongStream.of(given);
        seeds.forEach(seed -> assertThat(ShardAgreement.difference(seed, SEEN)).isNull());
    }

    @Test
    void theStreamsHaveEverythingInThemThatShardsCouldDoWrong() {
        assumeTrue(Long.getLong("watchfire.seed") == null);

        assertThat(SEEN.alertsInSeveralShards)
                .as("steps after which alerts of several shards are live")
                .isGreaterThan(1_000);
        assertThat(SEEN.alertsInShardsAndBeside)
                .as("steps after which alerts of shards and of rules that are not shared out are live")
                .isGreaterThan(1_000);
        assertThat(SEEN.reloads).as("reloads").isGreaterThan(300);
        assertThat(SEEN.lastedForDays)
                .as("streams so long that series are forgotten")
                .isGreaterThan(10);
        assertThat(SEEN.refusedSeries).as("streams with too many series").isGreaterThan(10);
        assertThat(SEEN.late).as("streams with late events").isGreaterThan(50);
        assertThat(SEEN.ahead).as("streams with events ahead of the clock").isGreaterThan(5);
    }
}
