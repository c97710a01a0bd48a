package io.watchfire.dsl.normal;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.plan.Function;
import io.watchfire.dsl.plan.Planner;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Terms made of terms that are simple already, as simple as they can be. */
final class Simplify {
    /** From so many constants on, {@code in} looks its value up instead of comparing it with each. */
    private static final int LOOK_UP_FROM = 4;

    private Simplify() {}

    static boolean isConstant(Term term) {
        return term instanceof Term.NumberConstant
                || term instanceof Term.TextConstant
                || term instanceof Term.TruthConstant;
    }

    private static boolean areConstant(List<Term> terms) {
        for (Term term : terms) {
            if (!isConstant(term)) {
                return false;
            }
        }
        return true;
    }

    /** The term, or the constant that it is if all its operands are constants. */
    static Term fold(Term term, List<Term> operands) {
        if (!areConstant(operands)) {
            return term;
        }
        Evaluable value = Planner.plan(term);
        return switch (term.type()) {
            case NUMBER -> new Term.NumberConstant(value.number(Constants.NOTHING));
            case TEXT -> new Term.TextConstant(value.text(Constants.NOTHING));
            case BOOLEAN -> new Term.TruthConstant(value.test(Constants.NOTHING));
            case ANY -> term;
        };
    }

    static Term unknown(ValueType type) {
        return switch (type) {
            case NUMBER -> new Term.NumberConstant(Double.NaN);
            case TEXT -> new Term.TextConstant(null);
            case BOOLEAN, ANY -> new Term.TruthConstant(Truth.UNKNOWN);
        };
    }

    static Term not(Term operand) {
        return operand instanceof Term.TruthConstant constant
                ? new Term.TruthConstant(constant.value().not())
                : new Term.Not(operand);
    }

    /**
     * A conjunction or disjunction: nested ones flat, without what does not matter, what takes much longer last. Otherwise the order stays:
     * people write first what decides most.
     */
    static Term junction(boolean and, List<Term> operands) {
        Truth neutral = Truth.of(and);
        List<Term> kept = new ArrayList<>(operands.size());
        for (Term operand : operands) {
            if (operand instanceof Term.TruthConstant constant) {
                if (constant.value() == neutral.not()) {
                    return constant;
                } else if (constant.value() == neutral) {
                    continue;
                }
            }
            if (and && operand instanceof Term.And inner) {
                kept.addAll(inner.operands());
            } else if (!and && operand instanceof Term.Or inner) {
                kept.addAll(inner.operands());
            } else {
                kept.add(operand);
            }
        }
        kept = alternatives(and, kept);
        if (kept.size() < 2) {
            return kept.isEmpty() ? new Term.TruthConstant(neutral) : kept.get(0);
        }
        kept.sort(Comparator.comparingInt(Cost::magnitude));
        return and ? new Term.And(List.copyOf(kept)) : new Term.Or(List.copyOf(kept));
    }

    /** {@code x == 1 || x == 2} is {@code x in (1, 2)}; {@code x != 1 && x != 2} is {@code !(x in (1, 2))}. */
    private static List<Term> alternatives(boolean and, List<Term> operands) {
        ComparisonOperator wanted = and ? ComparisonOperator.NOT_EQUAL : ComparisonOperator.EQUAL;
        Map<Term, List<Term>> constants = new LinkedHashMap<>();
        int found = 0;
        for (Term operand : operands) {
            if (isAlternative(operand, wanted)) {
                Term.Comparison equality = (Term.Comparison) operand;
                constants
                        .computeIfAbsent(equality.left(), slot -> new ArrayList<>())
                        .add(equality.right());
                found++;
            }
        }
        if (found == constants.size()) {
            return operands;
        }
        List<Term> result = new ArrayList<>(operands.size());
        for (Term operand : operands) {
            if (!isAlternative(operand, wanted)) {
                result.add(operand);
            } else {
                Term slot = ((Term.Comparison) operand).left();
                List<Term> elements = constants.remove(slot);
                if (elements != null) {
                    Term among = among(slot.type(), slot, elements);
                    result.add(elements.size() == 1 ? operand : and ? not(among) : among);
                }
            }
        }
        return result;
    }

    private static boolean isAlternative(Term term, ComparisonOperator wanted) {
        return term instanceof Term.Comparison comparison
                && comparison.operator() == wanted
                && comparison.left() instanceof Term.Slot slot
                && (slot.type() == ValueType.TEXT || slot.type() == ValueType.NUMBER)
                && isConstant(comparison.right());
    }

    /** A comparison with its constant, if there is one, on the right. */
    static Term comparison(ValueType compared, ComparisonOperator operator, Term left, Term right) {
        Term term = isConstant(left) && !isConstant(right)
                ? new Term.Comparison(compared, operator.turned(), right, left)
                : new Term.Comparison(compared, operator, left, right);
        return fold(term, List.of(left, right));
    }

    static Term among(ValueType compared, Term value, List<Term> elements) {
        Term any = new Term.Among(compared, value, List.copyOf(elements));
        if (isConstant(value)) {
            return fold(any, elements);
        }
        if (elements.size() < LOOK_UP_FROM || !areConstant(elements) || elements.contains(unknown(compared))) {
            return any;
        }
        if (compared == ValueType.TEXT) {
            HashSet<String> texts = new HashSet<>();
            elements.forEach(element -> texts.add(((Term.TextConstant) element).value()));
            return new Term.AmongTexts(value, texts);
        }
        if (compared == ValueType.NUMBER) {
            return new Term.AmongNumbers(
                    value,
                    elements.stream()
                            .map(element -> ((Term.NumberConstant) element).value() + 0.0)
                            .sorted()
                            .toList());
        }
        return any;
    }

    /** A function that is unknown if an argument is. */
    static Term call(Function function, List<Term> arguments) {
        return fold(new Term.Call(function, List.copyOf(arguments)), arguments);
    }
}
