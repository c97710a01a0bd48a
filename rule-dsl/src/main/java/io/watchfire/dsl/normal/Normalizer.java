package io.watchfire.dsl.normal;

import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Type;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.operation.Glob;
import io.watchfire.dsl.operation.Regex;
import io.watchfire.dsl.plan.Function;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Conversion;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.PatternKind;
import io.watchfire.dsl.syntax.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * The normal form of a tree, or of a node of one.
     *
     * @param unit what its number is to be given in, and what a plain number is in; null if it has no unit
     */
    public static Term normalize(Expression tree, Types types, @Nullable Unit unit, SlotResolver slots) {
        Normalizer normalizer = new Normalizer(types, slots);
        return normalizer.operand(tree, types.of(tree).value(), Measure.shown(unit));
    }

    /** An operand of a given type, its number in the unit that is wanted. */
    Term operand(Expression expression, ValueType wanted, Measure measure) {
        Unit unit = types.of(expression).unit();
        return unit == null
                ? converted(typed(expression, wanted, null), measure.plain(), measure.wanted())
                : typed(expression, wanted, measure.wanted() == null ? unit : measure.wanted());
    }

    /** An operand of a given type, which is no number with a unit. */
    Term operand(Expression expression, ValueType wanted) {
        return operand(expression, wanted, Measure.NONE);
    }

    List<Term> operands(List<Expression> expressions, ValueType wanted, Measure measure) {
        List<Term> terms = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            terms.add(operand(expression, wanted, measure));
        }
        return terms;
    }

    /** The term, its number brought from one unit to the other; without units nothing is done. */
    static Term converted(Term term, @Nullable Unit from, @Nullable Unit to) {
        Conversion conversion = from == null || to == null ? Conversion.NONE : Conversion.between(from, to);
        return conversion.equals(Conversion.NONE)
                ? term
                : Simplify.fold(new Term.Converted(term, conversion.multiply(), conversion.divide()), List.of(term));
    }

    /** An expression as a given type, its number in that unit; null if it is a plain one. */
    private Term typed(Expression expression, ValueType wanted, @Nullable Unit unit) {
        Type type = types.of(expression);
        if (expression instanceof Expression.Name || expression instanceof Expression.Aggregate) {
            int slot = expression instanceof Expression.Name name
                    ? slots.slotOf(name.name())
                    : slots.slotOf((Expression.Aggregate) expression);
            ValueType read = type.value() == ValueType.ANY ? wanted : type.value();
            return fit(converted(new Term.Slot(read, slot), type.unit(), unit), wanted);
        }
        return fit(
                type.value() == ValueType.BOOLEAN ? condition(expression, false) : value(expression, type, unit),
                wanted);
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

    private Term value(Expression expression, Type type, @Nullable Unit unit) {
        if (expression instanceof Expression.NumberLiteral literal) {
            return new Term.NumberConstant(literal.value());
        } else if (expression instanceof Expression.QuantityLiteral literal) {
            return converted(new Term.NumberConstant(literal.value()), type.unit(), unit);
        } else if (expression instanceof Expression.TextLiteral literal) {
            return new Term.TextConstant(literal.value());
        } else if (expression instanceof Expression.Negation negation) {
            List<Term> operand = List.of(operand(negation.operand(), ValueType.NUMBER, new Measure(type.unit(), unit)));
            return Simplify.fold(new Term.Call(Function.NEGATE, operand), operand);
        } else if (expression instanceof Expression.Arithmetic arithmetic) {
            return converted(Chains.term(arithmetic, types, this), type.finest(), unit);
        }
        return calls.term((Expression.Call) expression, unit);
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
        return notIf(negated, calls.term((Expression.Call) expression, null));
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
        Measure measure = Measure.compared(types.common(List.of(left, right)));
        return Simplify.comparison(type, operator, operand(left, type, measure), operand(right, type, measure));
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
        Measure measure = Measure.compared(types.common(between.operands()));
        Term value = operand(between.value(), type, measure);
        Term low = operand(between.low(), type, measure);
        Term high = operand(between.high(), type, measure);
        return Simplify.fold(new Term.Between(type, value, low, high), List.of(value, low, high));
    }

    private Term membership(Expression.In in) {
        ValueType type = common(in.value(), in.elements());
        Measure measure = Measure.compared(types.common(in.operands()));
        Term value = operand(in.value(), type, measure);
        return Simplify.among(type, value, operands(in.elements(), type, measure));
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
