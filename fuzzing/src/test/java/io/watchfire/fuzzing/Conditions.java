package io.watchfire.fuzzing;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.dsl.Analysis;
import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of any text that is given as a condition. */
final class Conditions {
    private static final Schema CLOSED = Schema.closed(
            Set.of("okindName", "h", "이름"),
            Map.of(
                    "resp_time", FieldType.ofWord("ms").orElseThrow(),
                    "v", FieldType.ofWord("number").orElseThrow(),
                    "mem", FieldType.ofWord("MiB").orElseThrow(),
                    "cpu", FieldType.ofWord("percent").orElseThrow(),
                    "s", FieldType.ofWord("text").orElseThrow(),
                    "up", FieldType.ofWord("boolean").orElseThrow()));

    private Conditions() {}

    /** Checks a text where nothing is declared, and where everything is. */
    static void check(String text) {
        check(text, Schema.undeclared());
        check(text, CLOSED);
    }

    private static void check(String text, Schema schema) {
        Analysis analysis = RuleLanguage.standard().analyze(text, schema.newScope());

        assertThat(analysis.text()).isEqualTo(text);
        assertThat(analysis.hasErrors())
                .isEqualTo(analysis.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR));
        analysis.problems().forEach(problem -> checkPlace(problem, text));
        assertThat(analysis.problems())
                .isSortedAccordingTo(comparingInt(problem -> problem.span().start()));
        analysis.expression().ifPresent(expression -> check(expression, schema));
    }

    private static void checkPlace(Problem problem, String text) {
        Span span = problem.span();
        assertThat(span.end()).as("%s", problem).isLessThanOrEqualTo(text.length());
        String before = text.substring(0, span.start());
        String line = before.substring(before.lastIndexOf('\n') + 1);
        assertThat(problem.line())
                .isEqualTo(1 + (int) before.chars().filter(c -> c == '\n').count());
        assertThat(problem.column()).isEqualTo(1 + line.codePointCount(0, line.length()));
        assertThat(problem.code()).matches("[a-z]+(-[a-z]+)*");
        assertThat(problem.message()).isNotBlank();
        if (problem.related() != null) {
            assertThat(problem.related().end()).isLessThanOrEqualTo(text.length());
        }
    }

    private static void check(CheckedExpression expression, Schema schema) {
        String canonical = expression.canonical();
        Analysis again = RuleLanguage.standard().analyze(canonical, schema.newScope());

        assertThat(again.hasErrors()).as("%s: %s", canonical, again.problems()).isFalse();
        CheckedExpression same = again.expression().orElseThrow();
        assertThat(same).isEqualTo(expression);
        assertThat(same.canonical()).isEqualTo(canonical);
        assertThat(same.names()).isEqualTo(expression.names());
        assertThat(same.aggregates()).hasSameSizeAs(expression.aggregates());
        assertThat(results(same)).as("%s", canonical).isEqualTo(results(expression));
        for (CheckedExpression part : parts(expression)) {
            assertThat(part.source()).isNotBlank();
            results(part);
        }
    }

    private static List<CheckedExpression> parts(CheckedExpression expression) {
        List<CheckedExpression> parts = new ArrayList<>(expression.conjuncts());
        expression.comparedValue().ifPresent(parts::add);
        expression.comparedThreshold().ifPresent(parts::add);
        return parts;
    }

    private record Result(
            Object truth, double number, @Nullable String text) {}

    private static List<Result> results(CheckedExpression expression) {
        StrangeEvent.Names names = new StrangeEvent.Names();
        Evaluable bound = expression.bind(names);
        return names.events()
                .map(event -> new Result(bound.test(event), bound.number(event), bound.text(event)))
                .toList();
    }
}
