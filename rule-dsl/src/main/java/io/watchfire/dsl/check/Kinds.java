package io.watchfire.dsl.check;

import io.watchfire.dsl.Span;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.Aggregate;
import io.watchfire.dsl.syntax.Expression.BooleanLiteral;
import io.watchfire.dsl.syntax.Expression.Call;
import io.watchfire.dsl.syntax.Expression.Name;
import io.watchfire.dsl.syntax.Expression.NumberLiteral;
import io.watchfire.dsl.syntax.Expression.TextLiteral;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether values are of the kinds that fit: numbers, texts, conditions. Units are looked at afterwards.
 *
 * <p>An operand is <em>firm</em> if its kind is known from more than a guess: everything but an undeclared name and what
 * is made of such names alone. Firm operands make errors; the others are given a type by them. A name against a name says nothing.
 */
final class Kinds {
    private final Types types;
    private final Names names;
    private final Findings findings;
    private final Wording wording;

    Kinds(Types types, Names names, Findings findings, Wording wording) {
        this.types = types;
        this.names = names;
        this.findings = findings;
        this.wording = wording;
    }

    /** The operand has to be of that kind; {@code user} is the operator or function that takes it. */
    boolean require(Expression node, ValueType wanted, String user) {
        return require(node, wanted, user, null);
    }

    /** As above; {@code hint}, if there is one, says what to do. */
    boolean require(Expression node, ValueType wanted, String user, @Nullable String hint) {
        Type type = types.of(node);
        if (type.isBroken()) {
            return false;
        }
        if (!isFirm(node, type)) {
            return infer(node, wanted);
        }
        if (type.value() != wanted) {
            findings.error(
                    "type-mismatch",
                    node.span(),
                    wording.is(node, type) + "; " + user + " takes " + Wording.plural(wanted),
                    hint != null ? hint : help(wanted, node));
            return false;
        }
        return true;
    }

    /** Each operand that a predicate rules out is an error of its own. */
    boolean requireOrdered(List<Expression> nodes, String operator) {
        boolean fine = true;
        for (Expression node : nodes) {
            Type type = types.of(node);
            if (isFirm(node, type) && type.value() == ValueType.BOOLEAN) {
                findings.error(
                        "type-mismatch",
                        node.span(),
                        wording.is(node, type) + "; " + operator + " compares numbers or text",
                        "conditions are compared with == and != only");
                fine = false;
            }
        }
        return fine;
    }

    /** Two sides of a comparison; if they disagree, that is told at the operator. */
    boolean agree(Expression left, Expression right, Span operator) {
        Type a = types.of(left);
        Type b = types.of(right);
        if (a.isBroken() || b.isBroken()) {
            return false;
        }
        boolean firm = isFirm(left, a);
        if (firm != isFirm(right, b)) {
            return bothNames(left, right) || (firm ? infer(right, a.value()) : infer(left, b.value()));
        }
        if (firm && a.value() != b.value()) {
            mismatch(Units.place(operator, right), left, right, right);
            return false;
        }
        return true;
    }

    /** A value and what it is compared with, in a list or as bounds; each that departs from it is told where it stands. */
    boolean agreeWith(Expression value, List<Expression> others) {
        Type type = types.of(value);
        if (type.isBroken() || anyBroken(others)) {
            return false;
        }
        Expression reference = value;
        if (!isFirm(value, type)) {
            Expression firm = firstFirm(others, value instanceof Name);
            if (firm == null) {
                return true;
            }
            if (!infer(value, types.of(firm).value())) {
                return false;
            }
            reference = firm;
        }
        return follow(reference, others, !(value instanceof Name));
    }

    /** Values of which any may be the result. Gives their kind; broken if they disagree. */
    Type join(List<Expression> values) {
        if (anyBroken(values)) {
            return Type.BROKEN;
        }
        Expression firm = firstFirm(values, false);
        if (firm == null) {
            return values.stream()
                    .map(types::of)
                    .filter(type -> type.value() != ValueType.ANY)
                    .findFirst()
                    .orElse(Type.ANY);
        }
        boolean moreThanNames = firstFirm(values, true) != null;
        return follow(firm, values, moreThanNames) ? types.of(firm) : Type.BROKEN;
    }

    boolean anyBroken(List<Expression> nodes) {
        return nodes.stream().anyMatch(node -> types.of(node).isBroken());
    }

    private boolean follow(Expression reference, List<Expression> others, boolean inferNames) {
        ValueType wanted = types.of(reference).value();
        boolean fine = true;
        for (Expression other : others) {
            Type type = types.of(other);
            if (other == reference) {
                continue;
            }
            if (isFirm(other, type)) {
                if (type.value() != wanted) {
                    mismatch(other.span(), reference, other, other);
                    fine = false;
                }
            } else if (inferNames || !(other instanceof Name)) {
                fine &= infer(other, wanted);
            }
        }
        return fine;
    }

    private @Nullable Expression firstFirm(List<Expression> nodes, boolean notNames) {
        for (Expression node : nodes) {
            if (isFirm(node, types.of(node)) && !(notNames && node instanceof Name)) {
                return node;
            }
        }
        return null;
    }

    private static boolean bothNames(Expression left, Expression right) {
        return left instanceof Name && right instanceof Name;
    }

    private static boolean isFirm(Expression node, Type type) {
        return type.value() != ValueType.ANY && !(node instanceof Name && type.isUndeclared());
    }

    /** Gives a type to undeclared names, also to those whose value is handed on by {@code nvl}, {@code if} and the like. */
    private boolean infer(Expression node, ValueType type) {
        boolean fine = true;
        if (node instanceof Name name) {
            fine = names.use(name, type);
        } else if (types.of(node).value() == ValueType.ANY) {
            for (Expression source : results(node)) {
                fine &= infer(source, type);
            }
        }
        types.put(node, fine ? Type.inferred(type) : Type.BROKEN);
        return fine;
    }

    private static List<Expression> results(Expression node) {
        if (node instanceof Aggregate aggregate) {
            return aggregate.arguments();
        }
        return node instanceof Call call ? FunctionRules.results(call) : List.of();
    }

    private void mismatch(Span span, Expression left, Expression right, Expression blamed) {
        Type a = types.of(left);
        Type b = types.of(right);
        findings.error(
                "type-mismatch",
                span,
                left.span(),
                wording.is(left, a) + "; " + wording.is(right, b),
                blamed instanceof TextLiteral || !(left instanceof TextLiteral)
                        ? help(a.value(), right)
                        : help(b.value(), left));
    }

    /** How the literal would be written as that kind of value. */
    private @Nullable String help(ValueType wanted, Expression literal) {
        if (wanted == ValueType.NUMBER && literal instanceof TextLiteral) {
            return "numbers are written without quotes, durations as 2s or 500ms";
        }
        if (wanted == ValueType.TEXT && (literal instanceof NumberLiteral || literal instanceof BooleanLiteral)) {
            return "text is written in quotes: '" + wording.of(literal) + "'";
        }
        if (wanted == ValueType.BOOLEAN && !(literal instanceof TextLiteral)) {
            return "conditions are true, false or a comparison";
        }
        return null;
    }
}
