package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The index leaves out only what would change nothing. */
class IndexPropertiesTest {
    private static final long STREAMS = 300;

    @Test
    void anIndexChangesNoTransition() {
        Long given = Long.getLong("watchfire.seed");
        LongStream seeds = given == null ? LongStream.rangeClosed(1, STREAMS) : LongStream.of(given);
        seeds.forEach(seed -> assertThat(IndexAgreement.difference(seed)).isNull());
    }
}
