package io.watchfire.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.Analysis;
import io.watchfire.dsl.Limits;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.format.Canonical;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserEdgesTest {
    private static Analysis analyze(String text) {
        return RuleLanguage.standard().analyze(text, Schema.undeclared().newScope());
    }

    private static String errors(String text) {
        StringBuilder out = new StringBuilder();
        for (Problem problem : analyze(text).problems()) {
            out.append(out.length() == 0 ? "" : ", ")
                    .append(problem.code())
                    .append(" at ")
                    .append(problem.column());
        }
        return out.toString();
    }

    @Test
    void notsGoOnOverTheBracketsInWhatTheyNegate() {
        String nested = ("not ".repeat(120) + "x between 1 and (").repeat(60) + "2" + ")".repeat(60);

        assertThat(errors(nested)).startsWith("too-deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a and ", "not (a) or ", "x > -1 and ", "not x between -2 and -1 and "})
    void chainsAreNotDepth(String term) {
        assertThat(errors(term.repeat(5_000) + "y > 1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "abs(", "not (", "-(", "not not ", "- - "})
    void theDeepestTextAllowedFitsIntoASmallStack(String opening) throws InterruptedException {
        int openings = opening.indexOf('(') >= 0 ? (opening.length() > 2 && !opening.equals("abs(") ? 2 : 1) : 2;
        int times = Limits.DEFAULT.maxDepth() / (opening.equals("-(") ? 2 : openings);
        String close = opening.contains("(") ? ")".repeat(times) : "";
        String text = opening.repeat(times) + "1" + close;
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread small = new Thread(null, () -> analyze(text), "small stack", 512 * 1024);
        small.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));

        small.start();
        small.join();

        assertThat(thrown.get()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "cpu => 80 | single-equals at 5",
                "x == “a b” | unexpected-character at 6, unexpected-character at 10",
                "(okindName == 'btf) | unclosed-text at 15",
                "avg(x) over 0.5ms > 1 | expected-duration at 13",
                "avg(x) over 5m offset 0.5ms > 1 | expected-duration at 23",
            })
    void oneMistakeIsToldOnce(String text, String errors) {
        assertThat(errors(text)).isEqualTo(errors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"; ", "exists(1) && ", "1 == 'a' && ", "t like '%a' && "})
    void noMoreThanAHundredProblemsAreTold(String mistake) {
        assertThat(analyze(mistake.repeat(20_000) + "x").problems()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t like '%a' && ", "x > 9007199254740993 && ", "x > 5 && x < 3 && "})
    void anErrorIsToldHoweverManyWarningsStandBeforeIt(String warning) {
        Analysis analysis = analyze(warning.repeat(150) + "1 == 'a'");

        assertThat(analysis.hasErrors()).isTrue();
        assertThat(analysis.problems()).filteredOn(Problem::isError).hasSize(1);
        assertThat(analysis.problems()).hasSizeLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "x matches '\\Q\\\"\\E' | x matches '\\Q\\\"\\E'",
                "x matches \"a\\\"b\" | x matches 'a\"b'",
                "x like 'a\\'b' | x like 'a\\'b'",
                "x in ('a by b', 'c') | x in ('a by b', 'c')",
            })
    void patternsAndListsStayAsTheyWereMeant(String text, String canonical) {
        assertThat(analyze(text).expression().orElseThrow().canonical()).isEqualTo(canonical);
    }

    @Test
    void anAggregateWithoutAWindowIsWrittenAsItWasRead() {
        String text = "avg(x where y > 1)";

        assertThat(Canonical.text(
                        ExpressionParser.parse(text, Limits.DEFAULT).tree().orElseThrow()))
                .isEqualTo(text);
    }
}
