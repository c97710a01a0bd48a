package io.watchfire.dsl.syntax;

import io.watchfire.dsl.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of the syntax tree. Chains of {@code and}, {@code or}, {@code + -} and {@code * / %} are one node each, however
 * long, so that the depth of a tree is the depth of its brackets, and recursion over it is bounded by {@link
 * io.watchfire.dsl.Limits#maxDepth}.
 *
 * <p>Trees of equal meaning may differ in their spans; compare canonical texts instead of trees.
 */
public sealed interface Expression {
    /** Where the node stands in the text; brackets round it are not part of it. */
    Span span();

    /** The nodes right below this one, in order of the text; of an aggregate its arguments and its filter. */
    default List<Expression> operands() {
        if (this instanceof Not not) {
            return List.of(not.operand());
        } else if (this instanceof Negation negation) {
            return List.of(negation.operand());
        } else if (this instanceof And and) {
            return and.operands();
        } else if (this instanceof Or or) {
            return or.operands();
        } else if (this instanceof Arithmetic arithmetic) {
            List<Expression> operands = new ArrayList<>();
            operands.add(arithmetic.first());
            arithmetic.steps().forEach(step -> operands.add(step.operand()));
            return operands;
        } else if (this instanceof Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        } else if (this instanceof In in) {
            List<Expression> operands = new ArrayList<>();
            operands.add(in.value());
            operands.addAll(in.elements());
            return operands;
        } else if (this instanceof Between between) {
            return List.of(between.value(), between.low(), between.high());
        } else if (this instanceof PatternMatch match) {
            return List.of(match.value());
        } else if (this instanceof Call call) {
            return call.arguments();
        } else if (this instanceof Aggregate aggregate) {
            List<Expression> operands = new ArrayList<>(aggregate.arguments());
            if (aggregate.where() != null) {
                operands.add(aggregate.where());
            }
            return operands;
        }
        return List.of();
    }

    /** {@code 2000}, {@code 1.5e3} */
    record NumberLiteral(double value, Span span) implements Expression {}

    /**
     * {@code 2s}, {@code 10KiB}, {@code 98%}
     *
     * @param value in the kind's base unit: milliseconds, bytes, percent
     */
    record QuantityLiteral(double value, Quantity quantity, Span span) implements Expression {}

    /** {@code 'slow'}, unescaped */
    record TextLiteral(String value, Span span) implements Expression {}

    /** {@code true}, {@code false} */
    record BooleanLiteral(boolean value, Span span) implements Expression {}

    /** A tag or field, without its quotes. */
    record Name(String name, Span span) implements Expression {}

    /** {@code not operand} */
    record Not(Expression operand, Span span) implements Expression {}

    /** {@code -operand} */
    record Negation(Expression operand, Span span) implements Expression {}

    /** {@code a and b and ..}, at least two operands, none of them an unbracketed {@code and} */
    record And(List<Expression> operands, Span span) implements Expression {}

    /** {@code a or b or ..}, at least two operands */
    record Or(List<Expression> operands, Span span) implements Expression {}

    /**
     * {@code first + a - b ..}, or {@code first * a / b % ..}: one or more steps of one precedence, from left to right.
     */
    record Arithmetic(Expression first, List<Step> steps, Span span) implements Expression {}

    /** One step of a chain of arithmetic. */
    record Step(ArithmeticOperator operator, Span operatorSpan, Expression operand) {}

    /** {@code left >= right} */
    record Comparison(Expression left, ComparisonOperator operator, Span operatorSpan, Expression right, Span span)
            implements Expression {}

    /** {@code value [not] in (a, b, ..)}, at least one element */
    record In(Expression value, boolean negated, Span operatorSpan, List<Expression> elements, Span span)
            implements Expression {}

    /** {@code value [not] between low and high} */
    record Between(Expression value, boolean negated, Span operatorSpan, Expression low, Expression high, Span span)
            implements Expression {}

    /**
     * {@code value [not] like 'glob'}, {@code value [not] matches 'regex'}
     *
     * @param kind which kind of pattern
     * @param pattern the pattern as it was written between the quotes, only {@code \'} of the quote taken away
     */
    record PatternMatch(
            Expression value,
            boolean negated,
            PatternKind kind,
            Span operatorSpan,
            String pattern,
            Span patternSpan,
            Span span)
            implements Expression {}

    /** {@code function(argument, ..)}, a function on one event */
    record Call(String function, Span functionSpan, List<Expression> arguments, Span span) implements Expression {}

    /**
     * {@code function(argument where filter) over 5m offset 7d by tag, ..}
     *
     * @param arguments one, or two for {@code quantile}
     * @param where which events count, or null for all
     * @param overMillis length of the window; {@link #NO_WINDOW} if none was given, which does not pass the check
     * @param offsetMillis how far back it ends; 0: now
     * @param by coarser grouping, or null for that of the rule
     * @param overSpan place of the window's length, or null
     */
    record Aggregate(
            String function,
            Span functionSpan,
            List<Expression> arguments,
            @Nullable Expression where,
            long overMillis,
            long offsetMillis,
            @Nullable List<Name> by,
            @Nullable Span overSpan,
            Span span)
            implements Expression {
        public static final long NO_WINDOW = -1;
    }
}
