package io.watchfire.dsl.plan;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.operation.TextPattern;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An expression in normal form: every term has one type, names are slots, numbers stand in the unit in which they are reckoned
 * with. What both evaluators run.
 *
 * <p>Unknown is NaN for numbers, null for texts and values of any type.
 */
public sealed interface Term {
    /** What the term gives; {@link ValueType#ANY}: whatever the event holds. */
    ValueType type();

    /** The terms right below this one. */
    default List<Term> parts() {
        if (this instanceof And and) {
            return and.operands();
        } else if (this instanceof Or or) {
            return or.operands();
        } else if (this instanceof Not not) {
            return List.of(not.operand());
        } else if (this instanceof Cast cast) {
            return List.of(cast.operand());
        } else if (this instanceof Converted converted) {
            return List.of(converted.operand());
        } else if (this instanceof Chain chain) {
            return joined(List.of(chain.first()), chain.operands());
        } else if (this instanceof Call call) {
            return call.arguments();
        } else if (this instanceof Comparison comparison) {
            return List.of(comparison.left(), comparison.right());
        } else if (this instanceof Among among) {
            return joined(List.of(among.value()), among.elements());
        } else if (this instanceof AmongTexts among) {
            return List.of(among.value());
        } else if (this instanceof AmongNumbers among) {
            return List.of(among.value());
        } else if (this instanceof Between between) {
            return List.of(between.value(), between.low(), between.high());
        } else if (this instanceof Matches matches) {
            return List.of(matches.value());
        } else if (this instanceof IsUnknown isUnknown) {
            return List.of(isUnknown.operand());
        } else if (this instanceof Nvl nvl) {
            return List.of(nvl.first(), nvl.second());
        } else if (this instanceof If choice) {
            return List.of(choice.condition(), choice.then(), choice.otherwise());
        } else if (this instanceof Decode decode) {
            return joined(
                    joined(List.of(decode.value()), decode.keys()),
                    joined(decode.results(), List.of(decode.otherwise())));
        }
        return List.of();
    }

    private static List<Term> joined(List<Term> first, List<Term> second) {
        List<Term> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** The slots that the term reads, in ascending order. */
    default SortedSet<Integer> slots() {
        SortedSet<Integer> slots = new TreeSet<>();
        addSlots(this, slots);
        return slots;
    }

    private static void addSlots(Term term, Set<Integer> slots) {
        if (term instanceof Slot slot) {
            slots.add(slot.slot());
        }
        term.parts().forEach(part -> addSlots(part, slots));
    }

    /** A term that gives a number. */
    sealed interface OfNumber extends Term {
        @Override
        default ValueType type() {
            return ValueType.NUMBER;
        }
    }

    /** A term that gives a verdict. */
    sealed interface Condition extends Term {
        @Override
        default ValueType type() {
            return ValueType.BOOLEAN;
        }
    }

    record NumberConstant(double value) implements OfNumber {}

    record TextConstant(@Nullable String value) implements Term {
        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }
    }

    record TruthConstant(Truth value) implements Condition {}

    /** A tag, a field or the result of an aggregate; what it holds of another type is unknown. */
    record Slot(ValueType type, int slot) implements Term {}

    /** A term of any type where one type is asked for; what it gives of another is unknown. */
    record Cast(ValueType type, Term operand) implements Term {}

    /** {@code operand * multiply / divide}: a change of unit. */
    record Converted(Term operand, double multiply, double divide) implements OfNumber {}

    /** Steps of one precedence, from left to right. */
    record Chain(Term first, List<ArithmeticOperator> operators, List<Term> operands) implements OfNumber {}

    /** A function that is unknown if an argument is. */
    record Call(Function function, List<Term> arguments) implements Term {
        @Override
        public ValueType type() {
            return function.result();
        }
    }

    record And(List<Term> operands) implements Condition {}

    record Or(List<Term> operands) implements Condition {}

    record Not(Term operand) implements Condition {}

    /** Both sides are of the given type, or of any. */
    record Comparison(ValueType compared, ComparisonOperator operator, Term left, Term right) implements Condition {}

    /** As SQL's {@code in}: a hit is true, else unknown if the value or an element is. */
    record Among(ValueType compared, Term value, List<Term> elements) implements Condition {}

    /** {@link Among} for many constants. */
    record AmongTexts(Term value, Set<String> elements) implements Condition {}

    /** @param elements sorted, without -0.0 */
    record AmongNumbers(Term value, List<Double> elements) implements Condition {}

    /** {@code value >= low and value <= high}, the value reckoned once. */
    record Between(ValueType compared, Term value, Term low, Term high) implements Condition {}

    record Matches(Term value, TextPattern pattern) implements Condition {}

    /** Whether the operand is unknown; never unknown itself. */
    record IsUnknown(Term operand) implements Condition {}

    /** The first, or the second where the first is unknown. */
    record Nvl(ValueType type, Term first, Term second) implements Term {}

    /** Unknown if the condition is. */
    record If(ValueType type, Term condition, Term then, Term otherwise) implements Term {}

    /** The result beside the first key that equals the value; unknown as soon as a comparison is. */
    record Decode(ValueType type, ValueType compared, Term value, List<Term> keys, List<Term> results, Term otherwise)
            implements Term {}
}
