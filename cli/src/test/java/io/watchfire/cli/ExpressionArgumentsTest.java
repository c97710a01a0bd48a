package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionArgumentsTest {
    @ParameterizedTest
    @CsvSource({
        "eval/-5 + 3, eval/--/-5 + 3",
        "eval/--format/json/-x > 3, eval/--format/json/--/-x > 3",
        "eval/--5, eval/--/--5",
        "eval/--cases/f, eval/--cases/f",
        "eval/--cases/-, eval/--cases/-",
        "eval/--format=json/a, eval/--format=json/a",
        "eval/-h, eval/-h",
        "eval/--/-5, eval/--/-5",
        "--debug/eval/-5, --debug/eval/--/-5",
        "replay/-5 + 3, replay/-5 + 3",
    })
    void onlyAnExpressionThatBeginsWithAMinusIsProtected(String given, String expected) {
        assertThat(ExpressionArguments.protect(given.split("/"))).containsExactly(expected.split("/"));
    }
}
