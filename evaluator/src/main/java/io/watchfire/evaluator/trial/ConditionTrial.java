package io.watchfire.evaluator.trial;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.evaluator.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a condition says of one event, and what each of its comparisons says. Immutable, thread-safe.
 *
 * @param condition as it was written
 * @param parts what stands between {@code &&}, {@code ||} and {@code !}, in order of the text; the condition itself if there are none
 */
public record ConditionTrial(String condition, Truth verdict, List<Part> parts) {
    public ConditionTrial {
        parts = List.copyOf(parts);
    }

    /**
     * One comparison, or another condition that is not made of conditions.
     *
     * @param condition as it was written
     * @param operator what stands between the sides; null if there are none, as in {@code contains(text, 'ERROR')}
     * @param left value of the left side, in the unit in which the sides are compared, a text in quotes; null if there is none
     * @param right value of the right side, likewise; the pattern after {@code like} and {@code matches}
     * @param whyUnknown one sentence each, without a full stop; empty if the verdict is known
     */
    public record Part(
            String condition,
            Truth verdict,
            @Nullable String operator,
            @Nullable String left,
            @Nullable String right,
            List<String> whyUnknown) {
        public Part {
            whyUnknown = List.copyOf(whyUnknown);
        }

        /** {@code resp_time >= 2s is false: 1.9 >= 2}. */
        @Override
        public String toString() {
            String said = condition + " is " + word(verdict);
            if (!whyUnknown.isEmpty()) {
                return said + ": " + String.join("; ", whyUnknown);
            }
            return operator == null ? said : said + ": " + left + " " + operator + " " + right;
        }
    }

    static ConditionTrial of(CheckedExpression condition, Event event) {
        List<Part> parts = new ArrayList<>();
        addParts(condition, condition.tree(), event, parts);
        return new ConditionTrial(condition.source(), Trial.of(condition, event).verdict(), parts);
    }

    static String word(Truth verdict) {
        return switch (verdict) {
            case TRUE -> "true";
            case FALSE -> "false";
            case UNKNOWN -> "unknown";
        };
    }

    private static void addParts(CheckedExpression whole, Expression node, Event event, List<Part> parts) {
        boolean joins =
                node instanceof Expression.And || node instanceof Expression.Or || node instanceof Expression.Not;
        if (joins) {
            node.operands().forEach(operand -> addParts(whole, operand, event, parts));
        } else {
            parts.add(part(whole, node, event));
        }
    }

    private static Part part(CheckedExpression whole, Expression node, Event event) {
        CheckedExpression part = whole.part(node);
        Trial trial = Trial.of(part, event);
        List<String> sides = part.sides().stream()
                .map(side -> Trial.of(side, event).written())
                .toList();
        return new Part(
                part.source(),
                trial.verdict(),
                sides.isEmpty() ? null : operator(node),
                sides.isEmpty() ? null : sides.get(0),
                sides.isEmpty() ? null : right(node, sides.subList(1, sides.size())),
                trial.whyUnknown());
    }

    private static @Nullable String operator(Expression node) {
        if (node instanceof Expression.Comparison comparison) {
            return comparison.operator().sign();
        } else if (node instanceof Expression.Between between) {
            return not(between.negated()) + "between";
        } else if (node instanceof Expression.In in) {
            return not(in.negated()) + "in";
        }
        return node instanceof Expression.PatternMatch match
                ? not(match.negated()) + match.kind().word()
                : null;
    }

    private static String right(Expression node, List<String> values) {
        if (node instanceof Expression.PatternMatch match) {
            return "'" + match.pattern() + "'";
        }
        return node instanceof Expression.In ? "(" + String.join(", ", values) + ")" : String.join(" and ", values);
    }

    private static String not(boolean negated) {
        return negated ? "not " : "";
    }
}
