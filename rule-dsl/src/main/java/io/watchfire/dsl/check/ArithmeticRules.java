package io.watchfire.dsl.check;

import io.watchfire.dsl.Span;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Units.Fit;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.Arithmetic;
import io.watchfire.dsl.syntax.Expression.Step;
import io.watchfire.dsl.syntax.Expression.TextLiteral;
import java.util.ArrayList;
import java.util.List;

/** Units along one chain of arithmetic, from left to right. */
final class ArithmeticRules {
    private final Types types;
    private final Kinds kinds;
    private final Units units;
    private final Findings findings;
    private final Wording wording;

    private Type soFar = Type.BROKEN;

    ArithmeticRules(Types types, Kinds kinds, Units units, Findings findings, Wording wording) {
        this.types = types;
        this.kinds = kinds;
        this.units = units;
        this.findings = findings;
        this.wording = wording;
    }

    /** The type of a chain whose operands are typed already. */
    Type of(Arithmetic chain) {
        boolean numbers = requireNumber(chain.first(), chain.steps().get(0));
        for (Step step : chain.steps()) {
            numbers &= requireNumber(step.operand(), step);
        }
        if (!numbers) {
            return Type.BROKEN;
        }
        soFar = types.of(chain.first());
        Expression before = chain.first();
        for (Step step : chain.steps()) {
            boolean fine = switch (step.operator()) {
                case ADD, SUBTRACT, REMAINDER -> alike(chain, before, step);
                case MULTIPLY -> multiply(chain, before, step);
                case DIVIDE -> divide(chain, before, step);
            };
            if (!fine) {
                return Type.BROKEN;
            }
            before = step.operand();
        }
        return soFar;
    }

    private boolean requireNumber(Expression operand, Step step) {
        boolean number = operand instanceof TextLiteral text && text.value().matches("[0-9].*");
        boolean joins = step.operator() == ArithmeticOperator.ADD
                && !number
                && types.of(operand).value() == ValueType.TEXT;
        return kinds.require(
                operand,
                ValueType.NUMBER,
                step.operator().sign(),
                joins ? "+ does not join text; compare each part by itself" : null);
    }

    private boolean alike(Arithmetic chain, Expression before, Step step) {
        Type type = types.of(step.operand());
        Fit fit = Units.fit(soFar, type);
        if (fit != Fit.FITS) {
            return units.report(fit, left(chain, before), soFar, step.operand(), type, place(step));
        }
        soFar = soFar.with(type);
        return true;
    }

    private boolean multiply(Arithmetic chain, Expression before, Step step) {
        Type type = types.of(step.operand());
        if (soFar.unit() != null && type.unit() != null) {
            return refuse(chain, before, step, "a unit times a unit has no meaning here");
        }
        soFar = soFar.unit() != null ? soFar : type.unit() != null ? type : plain(soFar, type);
        return true;
    }

    private boolean divide(Arithmetic chain, Expression before, Step step) {
        Type type = types.of(step.operand());
        if (soFar.unit() == null) {
            if (type.unit() == null) {
                soFar = plain(soFar, type);
                return true;
            }
            return byUnit(chain, before, step, type);
        }
        if (type.unit() == null) {
            return true;
        }
        if (soFar.quantity() != type.quantity()) {
            return refuse(chain, before, step, "only units of one kind divide each other");
        }
        soFar = Type.NUMBER;
        return true;
    }

    /** A number by a declared field is a plain number; by a unit literal it is a mistake. */
    private boolean byUnit(Arithmetic chain, Expression before, Step step, Type type) {
        if (type.isDeclared()) {
            soFar = Type.NUMBER;
            return true;
        }
        if (soFar.isUndeclared()) {
            return units.report(Fit.NOT_DECLARED, left(chain, before), soFar, step.operand(), type, place(step));
        }
        return refuse(chain, before, step, "a plain number cannot be divided by a unit");
    }

    private boolean refuse(Arithmetic chain, Expression before, Step step, String help) {
        Expression left = left(chain, before);
        Type type = types.of(step.operand());
        findings.error(
                "unit-mismatch",
                place(step),
                left.span(),
                wording.measures(left, soFar) + "; " + wording.measures(step.operand(), type),
                help);
        return false;
    }

    /** The chain up to and with that operand, as a node that messages can speak of. */
    private Expression left(Arithmetic chain, Expression last) {
        if (last == chain.first()) {
            return last;
        }
        List<Step> steps = new ArrayList<>();
        for (Step step : chain.steps()) {
            steps.add(step);
            if (step.operand() == last) {
                break;
            }
        }
        Span span = new Span(chain.first().span().start(), last.span().end());
        Expression left = new Arithmetic(chain.first(), steps, span);
        types.put(left, soFar);
        return left;
    }

    private static Span place(Step step) {
        return Units.place(step.operatorSpan(), step.operand());
    }

    /** A product of plain numbers; one with an undeclared name may have a unit that nobody told. */
    private static Type plain(Type a, Type b) {
        if (a.isUndeclared() || b.isUndeclared()) {
            return Type.inferred(ValueType.NUMBER);
        }
        return a.isDeclared() || b.isDeclared() ? Type.NUMBER : Type.PLAIN_LITERAL;
    }
}
