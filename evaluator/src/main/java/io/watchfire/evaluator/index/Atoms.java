package io.watchfire.evaluator.index;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a condition is made of: thresholds, and atoms that are constant in every series that has all their names as tags.
 *
 * <p>{@code not} is pushed down to the atoms, so that the condition is monotone in them: it can become true only where a threshold
 * becomes true, and it can cease to be true only where one ceases to be.
 */
final class Atoms {
    /** Beyond so many a condition is judged as a whole. */
    private static final int MOST = 64;

    private final Set<Key.Threshold> thresholds = new LinkedHashSet<>();
    private final Set<Integer> otherSlots = new TreeSet<>();

    private boolean isUnknown;

    /** Whether it can be true though no threshold is. */
    private final boolean canBeTrueWithout;

    private Atoms(Term condition) {
        canBeTrueWithout = collect(condition, false);
    }

    static Atoms of(Term condition) {
        return new Atoms(condition);
    }

    Set<Key.Threshold> thresholds() {
        return thresholds;
    }

    /** The slots of all other atoms, in ascending order. */
    int[] otherSlots() {
        return otherSlots.stream().mapToInt(Integer::intValue).toArray();
    }

    boolean canBeTrueWithout() {
        return canBeTrueWithout;
    }

    /** Whether they say when it changes: they are not too many, and none is always unknown, which is counted at each event. */
    boolean tellOfChanges() {
        return thresholds.size() <= MOST && !isUnknown;
    }

    /** @return whether the term can be true though no threshold in it is */
    private boolean collect(Term term, boolean negated) {
        if (term instanceof Term.Not not) {
            return collect(not.operand(), !negated);
        } else if (term instanceof Term.And and) {
            return negated ? any(and.operands(), true) : all(and.operands(), false);
        } else if (term instanceof Term.Or or) {
            return negated ? all(or.operands(), true) : any(or.operands(), false);
        } else if (term instanceof Term.TruthConstant constant) {
            isUnknown |= constant.value() == Truth.UNKNOWN;
            return constant.value() == Truth.of(!negated);
        } else if (term instanceof Term.Between between && between.compared() == ValueType.NUMBER) {
            List<Key> low = bound(between, ComparisonOperator.GREATER_OR_EQUAL, between.low());
            List<Key> high = bound(between, ComparisonOperator.LESS_OR_EQUAL, between.high());
            if (low != null && high != null) {
                return addAll(low, negated) | addAll(high, negated);
            }
        }
        List<Key> keys = term instanceof Term.Between ? null : Necessities.keysOf(term);
        if (keys == null || keys.isEmpty() || !keys.stream().allMatch(Key.Threshold.class::isInstance)) {
            otherSlots.addAll(term.slots());
            return true;
        }
        return addAll(keys, negated);
    }

    private static @Nullable List<Key> bound(Term.Between between, ComparisonOperator operator, Term bound) {
        return Necessities.keysOf(new Term.Comparison(ValueType.NUMBER, operator, between.value(), bound));
    }

    private boolean any(List<Term> operands, boolean negated) {
        boolean result = false;
        for (Term operand : operands) {
            result |= collect(operand, negated);
        }
        return result;
    }

    private boolean all(List<Term> operands, boolean negated) {
        boolean result = true;
        for (Term operand : operands) {
            result &= collect(operand, negated);
        }
        return result;
    }

    private boolean addAll(List<Key> keys, boolean negated) {
        for (Key key : keys) {
            Key.Threshold threshold = (Key.Threshold) key;
            thresholds.add(
                    negated
                            ? new Key.Threshold(
                                    threshold.slot(), threshold.operator().negated(), threshold.bound())
                            : threshold);
        }
        return false;
    }
}
