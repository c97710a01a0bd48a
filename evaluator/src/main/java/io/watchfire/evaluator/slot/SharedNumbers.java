package io.watchfire.evaluator.slot;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.number.Decimal;
import io.watchfire.dsl.plan.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that several rules reckon, as {@code tx_error / tx_count * 100}: each stands in a slot of its own and is reckoned at most once an
 * event. Grows while rules are bound.
 */
public final class SharedNumbers {
    /** So many at the most: each costs a little at each event that is laid out. */
    private static final int MOST = 256;

    private final SlotLayout layout;

    /** What was met once. */
    private final Set<Term> once = new HashSet<>();

    private final Map<Term, Integer> slots = new HashMap<>();
    private final List<@Nullable Evaluable> bySlot = new ArrayList<>();

    SharedNumbers(SlotLayout layout) {
        this.layout = layout;
    }

    /** Tells of a number that an expression reckons; from the second time on it has a slot. */
    public void met(Term number) {
        if (slots.size() < MOST && !slots.containsKey(number) && !number.slots().isEmpty() && !once.add(number)) {
            int slot = layout.reserve(text(number));
            slots.put(number, slot);
            while (bySlot.size() <= slot) {
                bySlot.add(null);
            }
            bySlot.set(slot, Evaluable.of(number));
        }
    }

    /** All rules are known. */
    public void haveBeenMet() {
        once.clear();
    }

    /** The slot of a number; {@link SlotResolver#NONE} if it has none. */
    public int slotOf(Term number) {
        return slots.getOrDefault(number, SlotResolver.NONE);
    }

    public boolean isEmpty() {
        return slots.isEmpty();
    }

    /** Whether such a number stands in a slot. */
    public boolean isAt(int slot) {
        return at(slot) != null;
    }

    /** What reckons the number of a slot; null if none stands there. */
    @Nullable
    Evaluable at(int slot) {
        return slot < bySlot.size() ? bySlot.get(slot) : null;
    }

    /** For people. */
    private String text(Term number) {
        if (number instanceof Term.Slot slot) {
            return layout.nameOf(slot.slot());
        } else if (number instanceof Term.NumberConstant constant) {
            return Decimal.shortest(constant.value()).toPlainString();
        } else if (number instanceof Term.Chain chain) {
            StringBuilder out = new StringBuilder(operand(chain.first()));
            for (int i = 0; i < chain.operands().size(); i++) {
                out.append(' ')
                        .append(chain.operators().get(i).sign())
                        .append(' ')
                        .append(operand(chain.operands().get(i)));
            }
            return out.toString();
        }
        String name = number instanceof Term.Call call
                ? call.function().name().toLowerCase(Locale.ROOT)
                : number.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return number.parts().stream().map(this::text).collect(Collectors.joining(", ", name + "(", ")"));
    }

    private String operand(Term operand) {
        return operand instanceof Term.Chain ? "(" + text(operand) + ")" : text(operand);
    }
}
