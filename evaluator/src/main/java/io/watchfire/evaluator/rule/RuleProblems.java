package io.watchfire.evaluator.rule;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one definition. */
final class RuleProblems {
    private final int rule;
    private final List<RuleProblem> found = new ArrayList<>();

    RuleProblems(int rule) {
        this.rule = rule;
    }

    /** An error of a part of the rule as a whole. */
    void error(String key, String code, String message, @Nullable String help) {
        found.add(new RuleProblem(rule, key, Severity.ERROR, code, message, help, null, null, null, null));
    }

    void warning(String key, String code, String message) {
        found.add(new RuleProblem(rule, key, Severity.WARNING, code, message, null, null, null, null, null));
    }

    /** An error at a place in the text of a part. */
    void errorInside(String key, String text, Span span, String code, String message, @Nullable String help) {
        found.add(new RuleProblem(rule, key, Severity.ERROR, code, message, help, text, span, null, null));
    }

    /** What the rule language says of the expression in a part. */
    void add(String key, String text, Problem problem) {
        found.add(new RuleProblem(
                rule,
                key,
                problem.severity(),
                problem.code(),
                problem.message(),
                problem.help(),
                text,
                problem.span(),
                problem.related(),
                null));
    }

    boolean hasErrors() {
        return found.stream().anyMatch(RuleProblem::isError);
    }

    List<RuleProblem> found() {
        return found;
    }
}
