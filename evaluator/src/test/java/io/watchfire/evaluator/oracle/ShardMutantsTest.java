package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wrong way to share out events and to merge what comes of them is told from the right one. */
class ShardMutantsTest {
    private static final int STREAMS = 150;

    @ParameterizedTest(name = "{0}.{1} {2}")
    @CsvSource({
        "lifecycle.TransitionBuffer, beginStep,         does nothing",
        "lifecycle.TransitionBuffer, moveTo,            does nothing",
        "lifecycle.RuleAlerts,       keepOnly,          does nothing",
        "window.WindowDefinition,    keepOnly,          does nothing",
        "series.SeriesTable,         keepOnly,          does nothing",
        "series.SeriesTable,         sizeWithout,       is always false",
        "AlertEngine,                forgetCounts,      does nothing",
        "AlertEngine,                countFrom,         does nothing",
        "Partition,                  hasCommonRules,    is always false",
        "Batch,                      ahead,             is always false",
        "Batch,                      isCommon,          is always true",
        "ShardedAlertEngine,         isRefused,         is always false",
        "ShardedAlertEngine,         isHeldElsewhere,   is always false",
        "ShardedAlertEngine,         start,             does nothing",
        "Shard,                      arrive,            does nothing",
        "Shard,                      isOwn,             is always true",
    })
    void aWrongWayIsFound(String type, String method, String what) throws Exception {
        assertThat(new Mutants("io.watchfire.evaluator." + type, method, what).isFound(ShardAgreement.class, STREAMS))
                .as("something was wrong in %d streams where %s.%s %s", STREAMS, type, method, what)
                .isTrue();
    }
}
