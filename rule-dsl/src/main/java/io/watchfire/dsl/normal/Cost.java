package io.watchfire.dsl.normal;

import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.plan.Term;
import java.util.List;

/** Roughly how long a term takes, in units of a comparison of numbers; for the order of operands only. */
final class Cost {
    private static final int MOST = 1_000_000;

    private Cost() {}

    /** Terms of one magnitude take about as long. */
    static int magnitude(Term term) {
        return (31 - Integer.numberOfLeadingZeros(of(term) + 1)) / 4;
    }

    private static int of(Term term) {
        if (Simplify.isConstant(term)) {
            return 0;
        } else if (term instanceof Term.Slot || term instanceof Term.IsUnknown) {
            return 1;
        } else if (term instanceof Term.And and) {
            return of(and.operands());
        } else if (term instanceof Term.Or or) {
            return of(or.operands());
        } else if (term instanceof Term.Not not) {
            return of(not.operand());
        } else if (term instanceof Term.Comparison comparison) {
            int compare = comparison.compared() == ValueType.NUMBER ? 0 : 1;
            return Math.min(MOST, compare + of(comparison.left()) + of(comparison.right()));
        } else if (term instanceof Term.Among among) {
            return Math.min(MOST, of(among.value()) + among.elements().size());
        } else if (term instanceof Term.AmongTexts || term instanceof Term.AmongNumbers) {
            return 5;
        } else if (term instanceof Term.Between) {
            return 3;
        } else if (term instanceof Term.Call call) {
            return Math.min(MOST, of(call.arguments()) + (call.type() == ValueType.TEXT ? 30 : 4));
        } else if (term instanceof Term.Converted || term instanceof Term.Chain) {
            return 4;
        }
        return 50;
    }

    private static int of(List<Term> terms) {
        int cost = 0;
        for (Term term : terms) {
            cost = Math.min(MOST, cost + of(term));
        }
        return cost;
    }
}
