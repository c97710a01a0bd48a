package io.watchfire.dsl;

import io.watchfire.dsl.check.Checker;
import io.watchfire.dsl.parser.ExpressionParser;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entry to the language: checks a text and makes it runnable.
 *
 * <pre>{@code
 * Analysis analysis = RuleLanguage.standard().analyze("resp_time >= 2000", Schema.undeclared().newScope());
 * }</pre>
 *
 * <p>Immutable, thread-safe.
 */
public final class RuleLanguage {
    private static final RuleLanguage STANDARD = new RuleLanguage(Limits.DEFAULT);

    private final Limits limits;

    private RuleLanguage(Limits limits) {
        this.limits = limits;
    }

    /** The language with the {@linkplain Limits#DEFAULT default limits}. */
    public static RuleLanguage standard() {
        return STANDARD;
    }

    /** The language with other limits. */
    public static RuleLanguage withLimits(Limits limits) {
        return new RuleLanguage(limits);
    }

    /** Parses and checks a text. Never throws for what the text holds: all problems are in the result. */
    public Analysis analyze(String text, Scope scope) {
        ExpressionParser.Parsed parsed = ExpressionParser.parse(text, limits);
        if (parsed.tree().isEmpty()) {
            return new Analysis(text, Optional.empty(), parsed.problems());
        }
        Expression tree = parsed.tree().get();
        Checker.Checked checked = Checker.check(text, tree, scope);
        List<Problem> problems = new ArrayList<>(parsed.problems());
        problems.addAll(checked.problems());
        boolean failed = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        return new Analysis(
                text,
                failed ? Optional.empty() : Optional.of(new CompiledExpression(text, tree, checked.types())),
                problems);
    }
}
