package io.watchfire.dsl.normal;

import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.check.Types.Conversion;
import io.watchfire.dsl.operation.Glob;
import io.watchfire.dsl.operation.Regex;
import io.watchfire.dsl.plan.Function;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.PatternKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a checked tree to its normal form. Names are resolved in order of the text. {@code not} is pushed down by De Morgan's laws,
 * which hold in Kleene's logic, and by turning comparisons round: {@code not (a < b)} is {@code a >= b}, as either is unknown
 * where an operand is.
 */
public final class Normalizer {
    private final Types types;
    private final SlotResolver slots;
    private final Calls calls;

    private Normalizer(Types types, SlotResolver slots) {
        this.types = types;
        this.slots = slots;
        this.calls = new Calls(types, this);
    }

    /** The normal form of a tree, or of a node of one in the unit of {@link Types#of} the node. */
    public static Term normalize(Expression tree, Types types, SlotResolver slots) {
        Normalizer normalizer = new Normalizer(types, slots);
        return normalizer.operand(tree, types.of(tree).value());
    }

    /** An operand of a given type, its number in the unit in which the node above reckons. */
    Term operand(Expression expression, ValueType wanted) {
        Term term = typed(expression, wanted);
        Conversion conversion = types.conversion(expression);
        if (conversion.equals(Conversion.NONE)) {
            return term;
        }
        return Simplify.fold(new Term.Converted(term, conversion.multiply(), conversion.divide()), List.of(term));
    }

    List<Term> operands(List<Expression> expressions, ValueType wanted) {
        List<Term> terms = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            terms.add(operand(expression, wanted));
        }
        return terms;
    }

    private Term typed(Expression expression, ValueType wanted) {
        ValueType type = types.of(expression).value();
        if (expression instanceof Expression.Name || expression instanceof Expression.Aggregate) {
            int slot = expression instanceof Expression.Name name
                    ? slots.slotOf(name.name())
                    : slots.slotOf((Expression.Aggregate) expression);
            ValueType read = type == ValueType.ANY ? wanted : type;
            return fit(new Term.Slot(read, slot), wanted);
        }
        return fit(type == ValueType.BOOLEAN ? condition(expression, false) : value(expression), wanted);
    }

    /** A type that does not fit is unknown: it takes two undeclared names of different types to get there. */
    private static Term fit(Term term, ValueType wanted) {
        if (wanted == ValueType.ANY || term.type() == wanted) {
            return term;
        }
        return term.type() == ValueType.ANY ? new Term.Cast(wanted, term) : Simplify.unknown(wanted);
    }

    /** What a name holds, of any type. */
    Term slot(Expression.Name name) {
        return new Term.Slot(ValueType.ANY, slots.slotOf(name.name()));
    }

    private Term value(Expression expression) {
        if (expression instanceof Expression.NumberLiteral literal) {
            return new Term.NumberConstant(literal.value());
        } else if (expression instanceof Expression.QuantityLiteral literal) {
            return new Term.NumberConstant(literal.value());
        } else if (expression instanceof Expression.TextLiteral literal) {
            return new Term.TextConstant(literal.value());
        } else if (expression instanceof Expression.Negation negation) {
            List<Term> operand = List.of(operand(negation.operand(), ValueType.NUMBER));
            return Simplify.fold(new Term.Call(Function.NEGATE, operand), operand);
        } else if (expression instanceof Expression.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        }
        return calls.term((Expression.Call) expression);
    }

    private Term arithmetic(Expression.Arithmetic arithmetic) {
        Term first = operand(arithmetic.first(), ValueType.NUMBER);
        List<ArithmeticOperator> operators = new ArrayList<>();
        List<Term> operands = new ArrayList<>();
        for (Expression.Step step : arithmetic.steps()) {
            Term operand = operand(step.operand(), ValueType.NUMBER);
            if (operands.isEmpty() && Simplify.isConstant(first) && Simplify.isConstant(operand)) {
                first = Simplify.fold(
                        new Term.Chain(first, List.of(step.operator()), List.of(operand)), List.of(first, operand));
            } else {
                operators.add(step.operator());
                operands.add(operand);
            }
        }
        return operands.isEmpty() ? first : new Term.Chain(first, List.copyOf(operators), List.copyOf(operands));
    }

    private Term condition(Expression expression, boolean negated) {
        if (expression instanceof Expression.Not not) {
            return junct(not.operand(), !negated);
        } else if (expression instanceof Expression.And and) {
            return Simplify.junction(!negated, juncts(and.operands(), negated));
        } else if (expression instanceof Expression.Or or) {
            return Simplify.junction(negated, juncts(or.operands(), negated));
        } else if (expression instanceof Expression.Comparison comparison) {
            ComparisonOperator operator = comparison.operator();
            return comparison(comparison.left(), negated ? operator.negated() : operator, comparison.right());
        } else if (expression instanceof Expression.BooleanLiteral literal) {
            return new Term.TruthConstant(Truth.of(literal.value() != negated));
        } else if (expression instanceof Expression.In in) {
            return notIf(in.negated() != negated, membership(in));
        } else if (expression instanceof Expression.Between between) {
            return notIf(between.negated() != negated, between(between));
        } else if (expression instanceof Expression.PatternMatch match) {
            return notIf(match.negated() != negated, pattern(match));
        }
        return notIf(negated, calls.term((Expression.Call) expression));
    }

    private List<Term> juncts(List<Expression> operands, boolean negated) {
        List<Term> terms = new ArrayList<>(operands.size());
        for (Expression operand : operands) {
            terms.add(junct(operand, negated));
        }
        return terms;
    }

    private Term junct(Expression operand, boolean negated) {
        boolean leaf = operand instanceof Expression.Name
                || operand instanceof Expression.Aggregate
                || types.of(operand).value() != ValueType.BOOLEAN;
        return leaf ? notIf(negated, operand(operand, ValueType.BOOLEAN)) : condition(operand, negated);
    }

    private static Term notIf(boolean negated, Term term) {
        return negated ? Simplify.not(term) : term;
    }

    private Term comparison(Expression left, ComparisonOperator operator, Expression right) {
        ValueType type = common(left, right);
        return Simplify.comparison(type, operator, operand(left, type), operand(right, type));
    }

    /** The type by which two operands compare: that of either, if it is known. */
    ValueType common(Expression left, Expression right) {
        ValueType type = types.of(left).value();
        return type == ValueType.ANY ? types.of(right).value() : type;
    }

    /** The type by which a value compares with several: theirs, if the value has none and they have one. */
    ValueType common(Expression value, List<Expression> others) {
        ValueType type = common(value, others.get(0));
        for (Expression other : others) {
            if (common(value, other) != type) {
                return ValueType.ANY;
            }
        }
        return type;
    }

    private Term between(Expression.Between between) {
        ValueType type = common(between.value(), List.of(between.low(), between.high()));
        Term value = operand(between.value(), type);
        Term low = operand(between.low(), type);
        Term high = operand(between.high(), type);
        return Simplify.fold(new Term.Between(type, value, low, high), List.of(value, low, high));
    }

    private Term membership(Expression.In in) {
        ValueType type = common(in.value(), in.elements());
        Term value = operand(in.value(), type);
        return Simplify.among(type, value, operands(in.elements(), type));
    }

    private Term pattern(Expression.PatternMatch match) {
        Term value = operand(match.value(), ValueType.TEXT);
        Term term = match.kind() == PatternKind.LIKE
                ? like(value, Glob.of(match.pattern()))
                : new Term.Matches(value, Regex.of(match.pattern()));
        return Simplify.fold(term, List.of(value));
    }

    private static Term like(Term value, Glob glob) {
        return switch (glob.kind()) {
            case EQUALS ->
                new Term.Comparison(
                        ValueType.TEXT, ComparisonOperator.EQUAL, value, new Term.TextConstant(glob.literal()));
            case STARTS_WITH -> test(Function.STARTS_WITH, value, glob);
            case ENDS_WITH -> test(Function.ENDS_WITH, value, glob);
            case CONTAINS -> test(Function.CONTAINS, value, glob);
            case OTHER -> new Term.Matches(value, glob);
        };
    }

    private static Term test(Function function, Term value, Glob glob) {
        return Simplify.call(function, List.of(value, new Term.TextConstant(glob.literal())));
    }
}
