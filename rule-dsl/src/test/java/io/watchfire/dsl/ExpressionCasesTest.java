package io.watchfire.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.dsl.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The language's table of known answers, and one of our own in the same form: what the decisions of the language say of
 * hundreds of further expressions.
 */
class ExpressionCasesTest {
    static Stream<ExpressionCase> cases() {
        return Stream.of("cases.jsonl", "own-cases.jsonl").flatMap(file -> ExpressionCase.all(file).stream());
    }

    static Stream<ExpressionCase> good() {
        return cases().filter(each -> !each.expectsError());
    }

    static Stream<ExpressionCase> bad() {
        return cases().filter(ExpressionCase::expectsError);
    }

    @ParameterizedTest
    @MethodSource("good")
    void givesTheKnownAnswer(ExpressionCase known) {
        Analysis analysis = RuleLanguage.standard().analyze(known.text(), known.scope());
        if (analysis.hasErrors() && isAccepted(known, analysis)) {
            return;
        }

        assertThat(errors(analysis)).isEmpty();
        check(known, analysis.expression().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("good")
    void meansTheSameInItsCanonicalLayout(ExpressionCase known) {
        Analysis analysis = RuleLanguage.standard().analyze(known.text(), known.scope());
        if (analysis.hasErrors() && isAccepted(known, analysis)) {
            return;
        }
        String canonical = analysis.expression().orElseThrow().canonical();

        Analysis again = RuleLanguage.standard().analyze(canonical, known.scope());

        assertThat(errors(again)).as(canonical).isEmpty();
        assertThat(again.expression().orElseThrow().canonical()).isEqualTo(canonical);
        check(known, again.expression().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrongAndWhere(ExpressionCase known) {
        Analysis analysis = RuleLanguage.standard().analyze(known.text(), known.scope());
        List<String> found = new ArrayList<>(errors(analysis));
        List<String> expected = known.expectedErrors();

        assertThat(found).isNotEmpty();
        if (known.line().has("errors")) {
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        } else {
            String first = found.get(0);
            assertThat(expected.get(0).contains(":") ? first : first.substring(first.indexOf(' ') + 1))
                    .isEqualTo(expected.get(0));
        }
    }

    private static void check(ExpressionCase known, CheckedExpression expression) {
        check(known, known.result(expression, expression::bind));
        check(
                known,
                known.result(expression, slots -> Planner.plan(((CompiledExpression) expression).normalForm(slots))));
    }

    private static void check(ExpressionCase known, String result) {
        JsonNode line = known.line();
        if ("number".equals(line.path("type").asText()) && !result.equals("unknown")) {
            double expected = line.get("expect").asDouble();
            assertThat(Double.parseDouble(result)).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
        } else {
            assertThat(result).isEqualTo(line.get("expect").asText());
        }
    }

    private static boolean isAccepted(ExpressionCase known, Analysis analysis) {
        List<String> accepted = new ArrayList<>();
        known.line().path("accept").forEach(code -> accepted.add(code.asText()));
        return analysis.problems().stream().allMatch(problem -> accepted.contains(problem.code()));
    }

    private static List<String> errors(Analysis analysis) {
        return analysis.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.code())
                .toList();
    }
}
