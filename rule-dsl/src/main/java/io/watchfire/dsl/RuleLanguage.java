package io.watchfire.dsl;

import io.watchfire.dsl.check.Checker;
import io.watchfire.dsl.check.Contradictions;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.dsl.normal.Constants;
import io.watchfire.dsl.parser.ExpressionParser;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.Comparator;
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

    /**
     * The text in the one canonical layout; empty if it does not parse. Names, types and units are not looked at, so no
     * schema is needed. A whole number keeps its digits, also those that no double holds.
     */
    public Optional<String> format(String text) {
        return ExpressionParser.parse(text, limits).tree().map(tree -> Canonical.text(tree, text));
    }

    /** Parses and checks a text. Never throws for what the text holds: all problems are in the result. */
    public Analysis analyze(String text, Scope scope) {
        ExpressionParser.Parsed parsed = ExpressionParser.parse(text, limits);
        if (parsed.tree().isEmpty()) {
            return new Analysis(text, Optional.empty(), parsed.problems());
        }
        Expression tree = parsed.tree().get();
        Checker.Checked checked = Checker.check(text, tree, scope, limits);
        // Whatever parses has no problem so far.
        if (checked.problems().stream().anyMatch(Problem::isError)) {
            return new Analysis(text, Optional.empty(), checked.problems());
        }
        List<Problem> problems = new ArrayList<>(checked.problems());
        problems.addAll(Contradictions.in(
                text, tree, checked.types(), constant -> Constants.verdict(constant, checked.types())));
        problems.sort(Comparator.comparingInt(problem -> problem.span().start()));
        return new Analysis(text, Optional.of(new CompiledExpression(text, tree, checked.types())), problems);
    }
}
