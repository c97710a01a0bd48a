package io.watchfire.evaluator.index;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.operation.Glob;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What has to be true for a condition to be true: alternatives of which one must hold at the least. A conjunction has to meet each of its
 * terms, so one of them is enough to look for; a disjunction meets one of its terms, so all of them are looked for.
 */
final class Necessities {
    /** A disjunction is split into so many alternatives at the most; beyond that nothing is known of it. */
    static final int MOST_ALTERNATIVES = 1_000;

    private final Predicate<Key> allowed;
    private final ToDoubleFunction<Key> share;

    /**
     * @param allowed which keys are of use
     * @param share the part of all events at which a key is expected to hold, from 0 to 1
     */
    Necessities(Predicate<Key> allowed, ToDoubleFunction<Key> share) {
        this.allowed = allowed;
        this.share = share;
    }

    /** The alternatives at which the condition is expected to be true least often; null if it may be true anyhow. None: it never is. */
    @Nullable
    List<Key> of(Term condition) {
        if (condition instanceof Term.And and) {
            return best(and.operands());
        } else if (condition instanceof Term.Or or) {
            return all(or.operands());
        } else if (condition instanceof Term.TruthConstant constant) {
            return constant.value() == Truth.FALSE ? List.of() : null;
        }
        List<Key> keys = keysOf(condition);
        return keys == null || !keys.stream().allMatch(allowed) ? null : keys;
    }

    private @Nullable List<Key> best(List<Term> terms) {
        List<Key> best = null;
        for (Term term : terms) {
            List<Key> keys = of(term);
            if (keys != null && (best == null || shareOf(keys) < shareOf(best))) {
                best = keys;
            }
        }
        return best;
    }

    private @Nullable List<Key> all(List<Term> terms) {
        List<Key> all = new ArrayList<>();
        for (Term term : terms) {
            List<Key> keys = of(term);
            if (keys == null || all.size() + keys.size() > MOST_ALTERNATIVES) {
                return null;
            }
            all.addAll(keys);
        }
        return all;
    }

    /** The part of all events at which one of the keys is expected to hold. */
    double shareOf(List<Key> keys) {
        double sum = 0;
        for (Key key : keys) {
            sum += share.applyAsDouble(key);
        }
        return sum;
    }

    /** One atom as keys of which one has to hold; null if it is none. */
    static @Nullable List<Key> keysOf(Term atom) {
        if (atom instanceof Term.Comparison comparison) {
            return comparison(comparison);
        } else if (atom instanceof Term.AmongTexts among && among.value() instanceof Term.Slot slot) {
            return among.elements().size() > MOST_ALTERNATIVES
                    ? null
                    : among.elements().stream()
                            .sorted()
                            .<Key>map(text -> new Key.Text(slot.slot(), text))
                            .toList();
        } else if (atom instanceof Term.AmongNumbers among && isNumber(among.value())) {
            int slot = ((Term.Slot) among.value()).slot();
            return among.elements().size() > MOST_ALTERNATIVES
                    ? null
                    : among.elements().stream()
                            .<Key>map(number -> new Key.Threshold(slot, ComparisonOperator.EQUAL, number))
                            .toList();
        } else if (atom instanceof Term.Among among) {
            return among(among);
        } else if (atom instanceof Term.Between between) {
            return between.compared() == ValueType.NUMBER
                    ? threshold(between.value(), ComparisonOperator.GREATER_OR_EQUAL, between.low())
                    : null;
        } else if (atom instanceof Term.Matches matches) {
            return matches.value() instanceof Term.Slot slot && matches.pattern() instanceof Glob glob
                    ? List.of(new Key.Pattern(slot.slot(), glob))
                    : null;
        }
        return atom instanceof Term.Call call ? call(call) : null;
    }

    private static @Nullable List<Key> comparison(Term.Comparison comparison) {
        if (comparison.compared() == ValueType.NUMBER) {
            return threshold(comparison.left(), comparison.operator(), comparison.right());
        }
        boolean isText = comparison.operator() == ComparisonOperator.EQUAL && comparison.left() instanceof Term.Slot;
        return isText && comparison.right() instanceof Term.TextConstant constant && constant.value() != null
                ? List.of(new Key.Text(((Term.Slot) comparison.left()).slot(), constant.value()))
                : null;
    }

    private static @Nullable List<Key> threshold(Term value, ComparisonOperator operator, Term bound) {
        return isNumber(value) && bound instanceof Term.NumberConstant constant && Double.isFinite(constant.value())
                ? List.of(new Key.Threshold(((Term.Slot) value).slot(), operator, constant.value() + 0.0))
                : null;
    }

    private static boolean isNumber(Term term) {
        return term instanceof Term.Slot slot && slot.type() == ValueType.NUMBER;
    }

    private static @Nullable List<Key> among(Term.Among among) {
        List<Key> keys = new ArrayList<>();
        for (Term element : among.elements()) {
            List<Key> key =
                    comparison(new Term.Comparison(among.compared(), ComparisonOperator.EQUAL, among.value(), element));
            if (key == null) {
                return null;
            }
            keys.addAll(key);
        }
        return keys;
    }

    private static @Nullable List<Key> call(Term.Call call) {
        if (call.arguments().size() != 2
                || !(call.arguments().get(0) instanceof Term.Slot slot)
                || !(call.arguments().get(1) instanceof Term.TextConstant constant)
                || constant.value() == null
                || !Glob.isWellFormed(constant.value())) {
            return null;
        }
        String literal = constant.value().replaceAll("([*?\\\\])", "\\\\$1");
        return switch (call.function()) {
            case STARTS_WITH -> pattern(slot, literal + "*");
            case ENDS_WITH -> pattern(slot, "*" + literal);
            case CONTAINS -> pattern(slot, "*" + literal + "*");
            default -> null;
        };
    }

    private static List<Key> pattern(Term.Slot slot, String glob) {
        return List.of(new Key.Pattern(slot.slot(), Glob.of(glob)));
    }
}
