package io.watchfire.cli.eval;

import io.watchfire.dsl.Analysis;
import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.evaluator.trial.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tries an expression on an event. Thread-safe. */
public final class ExpressionTrial {
    private static final RuleLanguage LANGUAGE = RuleLanguage.standard();

    private static final Set<String> CONSTANT = Set.of("always-true", "never-true");

    private ExpressionTrial() {}

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
        Trial trial = Trial.of(expression, evalCase.event());
        return trial.text() == null
                ? new EvalResult.Unknown(trial.whyUnknown(), warnings)
                : new EvalResult.Value(trial.text(), trial.type().name().toLowerCase(Locale.ROOT), warnings);
    }
}
