package io.watchfire.dsl.check;

import io.watchfire.dsl.Span;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.number.Decimal;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.Aggregate;
import io.watchfire.dsl.syntax.Expression.Arithmetic;
import io.watchfire.dsl.syntax.Expression.Call;
import io.watchfire.dsl.syntax.Expression.Name;
import io.watchfire.dsl.syntax.Expression.Negation;
import io.watchfire.dsl.syntax.Expression.NumberLiteral;
import io.watchfire.dsl.syntax.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether numbers that meet are of one quantity. */
final class Units {
    private final Types types;
    private final Findings findings;
    private final Wording wording;

    Units(Types types, Findings findings, Wording wording) {
        this.types = types;
        this.findings = findings;
        this.wording = wording;
    }

    /** How two numbers go together. */
    enum Fit {
        FITS,
        MISMATCH,
        /** A unit literal meets an undeclared name. */
        NOT_DECLARED
    }

    /** Whether two numbers can be added or compared. */
    static Fit fit(Type a, Type b) {
        if (a.unit() != null && b.unit() != null) {
            return a.quantity() == b.quantity() ? Fit.FITS : Fit.MISMATCH;
        }
        if (a.unit() == null && b.unit() == null) {
            return Fit.FITS;
        }
        Type measured = a.unit() != null ? a : b;
        Type plain = a.unit() != null ? b : a;
        if (measured.isDeclared()) {
            return plain.isDeclared() ? Fit.MISMATCH : Fit.FITS;
        }
        return plain.isUndeclared() ? Fit.NOT_DECLARED : Fit.MISMATCH;
    }

    /** Whether two numbers can meet at an operator; tells if not. */
    boolean meet(Expression left, Expression right, Span operator) {
        Type a = types.of(left);
        Type b = types.of(right);
        return report(fit(a, b), left, a, right, b, place(operator, right));
    }

    /** Numbers of which the first is compared, or mixed, with each other; one that does not fit is told where it stands. */
    Type gather(List<Expression> nodes) {
        Expression reference = reference(nodes);
        Type type = types.of(reference);
        Type common = type;
        boolean fine = true;
        for (Expression node : nodes) {
            Type other = types.of(node);
            if (node == reference) {
                continue;
            }
            Fit fit = fit(type, other);
            fine &= report(fit, reference, type, node, other, node.span());
            if (fit == Fit.NOT_DECLARED && type.isUndeclared()) {
                // Declared, it would fit all the others too.
                return Type.BROKEN;
            }
            common = common.with(other);
        }
        return fine ? common : Type.BROKEN;
    }

    /** A unit that a plain number takes on, or that a unit literal is brought to, comes from the first declared field. */
    private Expression reference(List<Expression> nodes) {
        Expression first = nodes.get(0);
        Type type = types.of(first);
        if (type.isDeclared()) {
            return first;
        }
        for (Expression node : nodes) {
            Type other = types.of(node);
            if (other.isDeclared() && other.unit() != null && fit(type, other) == Fit.FITS) {
                return node;
            }
        }
        return first;
    }

    /** Where two operands disagree: from the operator on, the right one included. */
    static Span place(Span operator, Expression right) {
        return new Span(operator.start(), Math.max(operator.end(), right.span().end()));
    }

    /** Tells of two numbers that do not fit; true if they do. */
    boolean report(Fit fit, Expression left, Type a, Expression right, Type b, Span span) {
        if (fit == Fit.MISMATCH) {
            findings.error(
                    "unit-mismatch",
                    span,
                    left.span(),
                    wording.measures(left, a) + "; " + wording.measures(right, b),
                    a.unit() == null ? help(left, a, b) : help(right, b, a));
        } else if (fit == Fit.NOT_DECLARED) {
            notDeclared(span, a.unit() == null ? left : right, a.unit() == null ? right : left);
        }
        return fit == Fit.FITS;
    }

    void notDeclared(Span span, Expression undeclared, Expression measured) {
        String name = undeclaredName(undeclared).orElseGet(() -> wording.of(undeclared));
        Type type = types.of(measured);
        findings.error(
                "unit-not-declared",
                span,
                undeclared.span(),
                wording.measures(measured, type) + "; " + name + " has no declared unit",
                "declare it as " + declaration(name, type.quantity()) + " in the category's fields");
    }

    private @Nullable String help(Expression plain, Type type, Type beside) {
        if (type.unit() != null) {
            // The other side decides, if it is a field.
            return examples(beside.quantity());
        }
        if (plain instanceof NumberLiteral literal) {
            if (beside.quantity() == Quantity.PERCENT && literal.value() > 0 && literal.value() < 1) {
                return "write it in percent: " + Decimal.text(Decimal.round(literal.value() * 100, 10)) + "%";
            }
            return "write its unit behind it: " + wording.of(plain) + example(beside.quantity());
        }
        return plain instanceof Name name
                ? "if it has a unit, declare it as " + declaration(name.name(), beside.quantity())
                        + " in the category's fields"
                : null;
    }

    private static @Nullable String examples(@Nullable Quantity quantity) {
        if (quantity == null) {
            return null;
        }
        return switch (quantity) {
            case DURATION -> "durations are written as 2s, 500ms or 1h30m";
            case SIZE -> "sizes are written as 10kB, 512MiB or 5GB";
            case PERCENT -> "percent is written as 98%";
        };
    }

    private static String declaration(String name, @Nullable Quantity quantity) {
        String word = quantity == Quantity.PERCENT ? "percent" : quantity == Quantity.SIZE ? "bytes" : "ms";
        return "\"" + name + "\": \"" + word + "\"";
    }

    private static String example(@Nullable Quantity quantity) {
        return quantity == Quantity.PERCENT ? "%" : quantity == Quantity.SIZE ? "MB" : "ms";
    }

    /** The first name in a number that no schema declares. */
    private Optional<String> undeclaredName(Expression node) {
        Type type = types.of(node);
        if (!type.isUndeclared() || type.value() == ValueType.BOOLEAN || type.value() == ValueType.TEXT) {
            return Optional.empty();
        }
        if (node instanceof Name name) {
            return Optional.of(name.name());
        }
        return parts(node).stream()
                .map(this::undeclaredName)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<Expression> parts(Expression node) {
        if (node instanceof Negation negation) {
            return List.of(negation.operand());
        }
        if (node instanceof Arithmetic arithmetic) {
            List<Expression> parts = new ArrayList<>(List.of(arithmetic.first()));
            arithmetic.steps().forEach(step -> parts.add(step.operand()));
            return parts;
        }
        if (node instanceof Call call) {
            return call.arguments();
        }
        return node instanceof Aggregate aggregate ? aggregate.arguments() : List.of();
    }
}
