package io.watchfire.evaluator.rule;

import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Snippet;
import io.watchfire.dsl.Span;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one of the definitions given to {@link RuleCompiler}.
 *
 * @param rule index of the definition
 * @param key which part of it, in the words of a rule file: {@code condition}, {@code levels.critical.when}, {@code
 *     groupBy[1]}; empty for the rule as a whole
 * @param code stable name of the kind of problem, such as {@code type-mismatch}
 * @param message what is wrong, in one sentence without a full stop
 * @param help what to do about it, or null
 * @param text the text of that part, if the problem has a place in it; else null
 * @param span the place in {@code text}, or null
 * @param related a second place in it that explains the first, or null
 * @param otherRule index of a second definition that the problem is about, or null
 */
public record RuleProblem(
        int rule,
        String key,
        Severity severity,
        String code,
        String message,
        @Nullable String help,
        @Nullable String text,
        @Nullable Span span,
        @Nullable Span related,
        @Nullable Integer otherRule) {

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The problem for people; rules are counted from 0. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("rule ").append(rule).append(": ");
        if (!key.isEmpty()) {
            out.append(key).append(": ");
        }
        out.append(isError() ? "error[" : "warning[").append(code).append("]: ").append(message);
        if (otherRule != null) {
            out.append(" (rule ").append(otherRule).append(')');
        }
        if (text != null && span != null) {
            out.append('\n').append(Snippet.of(text, span, related));
        }
        if (help != null) {
            out.append("\n  help: ").append(help);
        }
        return out.toString();
    }
}
