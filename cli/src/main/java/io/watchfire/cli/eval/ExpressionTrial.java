package io.watchfire.cli.eval;

import io.watchfire.dsl.Analysis;
import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.number.Decimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tries an expression on an event. Thread-safe. */
public final class ExpressionTrial {
    private static final RuleLanguage LANGUAGE = RuleLanguage.standard();

    private static final Set<String> CONSTANT = Set.of("always-true", "never-true");

    private ExpressionTrial() {}

    /** A value and what kind it is of. */
    private record Plain(String text, String type) {}

    /** Tries one case. Never throws for what the expression or the event holds. */
    public static EvalResult of(EvalCase evalCase) {
        Analysis analysis =
                LANGUAGE.analyze(evalCase.expression(), evalCase.schema().newScope());
        List<Problem> warnings = analysis.problems().stream()
                .filter(problem -> !problem.isError())
                .toList();
        if (analysis.expression().isEmpty()) {
            return new EvalResult.Wrong(
                    analysis.problems().stream().filter(Problem::isError).toList(), warnings);
        }
        CheckedExpression expression = analysis.expression().get();
        if (expression.names().isEmpty()) {
            // Whoever reckons with constants knows that the result is always the same.
            warnings = warnings.stream()
                    .filter(warning -> !CONSTANT.contains(warning.code()))
                    .toList();
        }
        ObservedEvent event = new ObservedEvent(evalCase.event());
        Evaluable evaluable = expression.bind(event);
        Plain value = switch (expression.type()) {
            case BOOLEAN -> truth(evaluable, event);
            case NUMBER -> number(evaluable, event);
            case TEXT -> text(evaluable, event);
            case ANY -> any(evaluable, event);
        };
        return value != null
                ? new EvalResult.Value(value.text(), value.type(), warnings)
                : new EvalResult.Unknown(event.whyUnknown(), warnings);
    }

    /** A name of which nothing is known has whatever value the event gives it. */
    private static @Nullable Plain any(Evaluable evaluable, ObservedEvent event) {
        Plain number = number(evaluable, event);
        Plain text = number != null ? number : text(evaluable, event);
        return text != null ? text : truth(evaluable, event);
    }

    private static @Nullable Plain truth(Evaluable evaluable, ObservedEvent event) {
        Truth truth = evaluable.test(event);
        return truth == Truth.UNKNOWN ? null : new Plain(truth == Truth.TRUE ? "true" : "false", "boolean");
    }

    private static @Nullable Plain number(Evaluable evaluable, ObservedEvent event) {
        double number = evaluable.number(event);
        return Double.isNaN(number) ? null : new Plain(Decimal.text(number), "number");
    }

    private static @Nullable Plain text(Evaluable evaluable, ObservedEvent event) {
        String text = evaluable.text(event);
        return text == null ? null : new Plain(text, "text");
    }
}
