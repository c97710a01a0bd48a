package io.watchfire.dsl.check;

import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Domain.Constraint;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Conversion;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.Aggregate;
import io.watchfire.dsl.syntax.Expression.Between;
import io.watchfire.dsl.syntax.Expression.BooleanLiteral;
import io.watchfire.dsl.syntax.Expression.Comparison;
import io.watchfire.dsl.syntax.Expression.In;
import io.watchfire.dsl.syntax.Expression.Name;
import io.watchfire.dsl.syntax.Expression.Negation;
import io.watchfire.dsl.syntax.Expression.NumberLiteral;
import io.watchfire.dsl.syntax.Expression.PatternMatch;
import io.watchfire.dsl.syntax.Expression.QuantityLiteral;
import io.watchfire.dsl.syntax.Expression.TextLiteral;
import io.watchfire.dsl.syntax.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads conditions as constraints on one value of the event. */
final class Atoms {
    private final Types types;

    Atoms(Types types) {
        this.types = types;
    }

    /** Equal for subjects that have equal values in every event. */
    static String key(Expression subject) {
        return subject instanceof Name name ? name.name() : "(" + Canonical.text(subject) + ")";
    }

    /** What a condition may be about, at a glance; null if it is none that compares. */
    static @Nullable Expression subject(Expression node) {
        if (node instanceof Comparison comparison) {
            return isLiteral(comparison.left()) ? comparison.right() : comparison.left();
        } else if (node instanceof In in) {
            return in.value();
        } else if (node instanceof Between between) {
            return between.value();
        }
        return node instanceof Name ? node : null;
    }

    private static boolean isLiteral(Expression node) {
        return node instanceof NumberLiteral
                || node instanceof QuantityLiteral
                || node instanceof TextLiteral
                || node instanceof BooleanLiteral;
    }

    /** What a condition, or its opposite, asks of one value; nothing if it is of another kind. */
    List<Atom> of(Expression node, boolean negated) {
        if (node instanceof Comparison comparison) {
            return comparison(comparison, negated);
        } else if (node instanceof In in && !isConstant(in.value())) {
            List<Object> values = constants(in.elements(), in.value());
            return values.isEmpty()
                    ? List.of()
                    : List.of(new Atom(node, in.value(), oneOf(values, negated == in.negated())));
        } else if (node instanceof Between between && negated == between.negated()) {
            Object low = constant(between.low(), between.value());
            Object high = constant(between.high(), between.value());
            return low == null || high == null || isConstant(between.value())
                    ? List.of()
                    : List.of(
                            new Atom(
                                    node,
                                    between.value(),
                                    new Constraint.Order(ComparisonOperator.GREATER_OR_EQUAL, low)),
                            new Atom(
                                    node,
                                    between.value(),
                                    new Constraint.Order(ComparisonOperator.LESS_OR_EQUAL, high)));
        } else if (node instanceof Name && types.of(node).value() == ValueType.BOOLEAN) {
            return List.of(new Atom(node, node, oneOf(List.of(!negated), true)));
        }
        return List.of();
    }

    private List<Atom> comparison(Comparison node, boolean negated) {
        Object left = constant(node.left(), node.right());
        Object right = constant(node.right(), node.left());
        Expression subject = left == null ? node.left() : node.right();
        Object value = left == null ? right : left;
        if (value == null || isConstant(subject)) {
            return List.of();
        }
        ComparisonOperator operator =
                left == null ? node.operator() : node.operator().turned();
        ComparisonOperator asked = negated ? operator.negated() : operator;
        Constraint constraint = switch (asked) {
            case EQUAL -> oneOf(List.of(value), true);
            case NOT_EQUAL -> oneOf(List.of(value), false);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> new Constraint.Order(asked, value);
        };
        return List.of(new Atom(node, subject, constraint));
    }

    private static Constraint oneOf(List<Object> values, boolean positive) {
        return positive ? new Constraint.OneOf(values) : new Constraint.NoneOf(values);
    }

    /** All constants; empty if one is none. */
    private List<Object> constants(List<Expression> nodes, Expression subject) {
        List<Object> values = new ArrayList<>();
        for (Expression node : nodes) {
            Object value = constant(node, subject);
            if (value == null) {
                return List.of();
            }
            values.add(value);
        }
        return values;
    }

    /** A number in the unit in which it is compared with the subject, a text, a boolean; null if it is no constant. */
    private @Nullable Object constant(Expression node, Expression subject) {
        if (node instanceof TextLiteral text) {
            return text.value();
        } else if (node instanceof BooleanLiteral literal) {
            return literal.value();
        }
        double number = number(node);
        if (Double.isNaN(number)) {
            return null;
        }
        Type type = types.of(subject);
        Unit own = types.of(node).unit() == null ? type.unit() : types.of(node).unit();
        double compared = own == null || type.coarsest() == null
                ? number
                : Conversion.between(own, type.coarsest()).apply(number);
        // Plus zero: -0 is 0.
        return compared + 0.0;
    }

    private static double number(Expression node) {
        if (node instanceof NumberLiteral literal) {
            return literal.value();
        } else if (node instanceof QuantityLiteral literal) {
            return literal.value();
        }
        return node instanceof Negation negation ? -number(negation.operand()) : Double.NaN;
    }

    /** Whether a node is a test that gives true or false by itself. */
    static boolean isCondition(Expression node) {
        return node instanceof Comparison
                || node instanceof In
                || node instanceof Between
                || node instanceof PatternMatch;
    }

    /** Whether a node reads nothing of the event. */
    static boolean isConstant(Expression node) {
        if (node instanceof Name || node instanceof Aggregate) {
            return false;
        }
        for (Expression operand : node.operands()) {
            if (!isConstant(operand)) {
                return false;
            }
        }
        return true;
    }
}
