package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wrong index is told from the right one: one method of it is replaced, and the engine is asked for the same streams. */
class IndexMutantsTest {
    private static final int STREAMS = 300;

    @ParameterizedTest(name = "{0}.{1} {2}")
    @CsvSource({
        "series.Series,                       disturb,             does nothing",
        "series.Series,                       isDisturbed,         is always false",
        "lifecycle.WorkList$Grouping,         add,                 does nothing",
        "lifecycle.AlertMachine,              catchUp,             does nothing",
        "lifecycle.RuleAlerts,                wake,                does nothing",
        "lifecycle.RuleAlerts,                seesAll,             is always false",
        "lifecycle.RuleAlerts,                mayRest,             is always true",
        "lifecycle.Look,                      end,                 does nothing",
        "index.Atoms,                         canBeTrueWithout,    is always false",
        "index.SeriesPlan,                    isOf,                is always true",
        "index.SeriesPlan$Found,              areTags,             is always true",
        "index.Thresholds,                    showHoldingOrHeld,   does nothing",
        "index.ThresholdSet,                  showHolding,         does nothing",
        "index.ByText,                        show,                does nothing",
        "slot.SharedNumbers,                  isAt,                is always false",
        "scan.EventScanner,                   found,               does nothing",
    })
    void aWrongIndexIsFound(String type, String method, String what) throws Exception {
        assertThat(new Mutants("io.watchfire.evaluator." + type, method, what).isFound(IndexAgreement.class, STREAMS))
                .as("something was wrong in %d streams where %s.%s %s", STREAMS, type, method, what)
                .isTrue();
    }
}
