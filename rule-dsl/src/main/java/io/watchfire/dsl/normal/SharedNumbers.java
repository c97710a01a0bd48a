package io.watchfire.dsl.normal;

import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.plan.Term;
import java.util.List;
import java.util.function.Consumer;

/** Numbers that several expressions reckon: each is reckoned once and found in a slot. */
public final class SharedNumbers {
    private final SlotResolver slots;

    private SharedNumbers(SlotResolver slots) {
        this.slots = slots;
    }

    /** The term with slots in the place of the numbers for which the resolver has one, the largest first; itself if there are none. */
    public static Term in(Term term, SlotResolver slots) {
        return new SharedNumbers(slots).shared(term);
    }

    /** Tells every part that is a number to be reckoned. */
    public static void forEach(Term term, Consumer<Term> number) {
        if (isReckoned(term)) {
            number.accept(term);
        }
        term.parts().forEach(part -> forEach(part, number));
    }

    private static boolean isReckoned(Term term) {
        return term.type() == ValueType.NUMBER
                && !(term instanceof Term.Slot || term instanceof Term.NumberConstant || term instanceof Term.Cast);
    }

    private Term shared(Term term) {
        int slot = isReckoned(term) ? slots.slotOf(term) : SlotResolver.NONE;
        return slot != SlotResolver.NONE ? new Term.Slot(ValueType.NUMBER, slot) : withSharedParts(term);
    }

    private Term withSharedParts(Term term) {
        if (term instanceof Term.And and) {
            return new Term.And(shared(and.operands()));
        } else if (term instanceof Term.Or or) {
            return new Term.Or(shared(or.operands()));
        } else if (term instanceof Term.Not not) {
            return new Term.Not(shared(not.operand()));
        } else if (term instanceof Term.Comparison compared) {
            return new Term.Comparison(
                    compared.compared(), compared.operator(), shared(compared.left()), shared(compared.right()));
        } else if (term instanceof Term.Between between) {
            return new Term.Between(
                    between.compared(), shared(between.value()), shared(between.low()), shared(between.high()));
        } else if (term instanceof Term.Among among) {
            return new Term.Among(among.compared(), shared(among.value()), shared(among.elements()));
        } else if (term instanceof Term.AmongNumbers among) {
            return new Term.AmongNumbers(shared(among.value()), among.elements());
        } else if (term instanceof Term.Converted converted) {
            return new Term.Converted(shared(converted.operand()), converted.multiply(), converted.divide());
        } else if (term instanceof Term.Chain chain) {
            return new Term.Chain(shared(chain.first()), chain.operators(), shared(chain.operands()));
        } else if (term instanceof Term.Call call) {
            return new Term.Call(call.function(), shared(call.arguments()));
        } else if (term instanceof Term.Nvl nvl) {
            return new Term.Nvl(nvl.type(), shared(nvl.first()), shared(nvl.second()));
        } else if (term instanceof Term.If choice) {
            return new Term.If(
                    choice.type(), shared(choice.condition()), shared(choice.then()), shared(choice.otherwise()));
        }
        return term;
    }

    private List<Term> shared(List<Term> terms) {
        return terms.stream().map(this::shared).toList();
    }
}
