package io.watchfire.evaluator.slot;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.rule.Target;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule's target, bound to slots: which events the rule concerns. */
public sealed interface TargetGate {
    /** Whether an event belongs to the target. */
    boolean admits(EventSlots slots);

    /** Whether the tags of a series alone decide. */
    boolean isDecidedBy(Collection<String> tags);

    /** The gate alone: what a {@link Target.Split} asks of windows is condition. */
    static TargetGate of(Target target, SlotLayout layout) {
        Target alone = target instanceof Target.Split split
                ? new Target.Split(split.conjuncts().stream()
                        .filter(conjunct -> conjunct.aggregates().isEmpty())
                        .toList())
                : target;
        return of(alone, layout, layout);
    }

    /** @param conjunctSlots where the conjuncts of a {@link Target.Split} find names and aggregates */
    static TargetGate of(Target target, SlotLayout layout, SlotResolver conjunctSlots) {
        if (target instanceof Target.When when) {
            return new Tested(when.condition().bind(layout), when.condition().names());
        }
        if (target instanceof Target.Split split) {
            return PerEvent.of(split, layout, conjunctSlots);
        }
        return new Open();
    }

    /** The target as a text: equal for equal targets. */
    static String canonical(Target target) {
        if (target instanceof Target.When when) {
            return when.condition().canonical();
        }
        if (target instanceof Target.Split split) {
            return split.conjuncts().stream()
                    .filter(conjunct -> conjunct.aggregates().isEmpty())
                    .map(CheckedExpression::canonical)
                    .collect(Collectors.joining("\n", "split\n", ""));
        }
        return "";
    }

    /** Every event. */
    record Open() implements TargetGate {
        @Override
        public boolean admits(EventSlots slots) {
            return true;
        }

        @Override
        public boolean isDecidedBy(Collection<String> tags) {
            return true;
        }
    }

    /** The events for which a condition is true. */
    record Tested(Evaluable condition, Set<String> names) implements TargetGate {
        @Override
        public boolean admits(EventSlots slots) {
            return condition.test(slots) == Truth.TRUE;
        }

        @Override
        public boolean isDecidedBy(Collection<String> tags) {
            return tags.containsAll(names);
        }
    }

    /**
     * Target and condition told apart by what the names of each conjunct are in the event at hand.
     *
     * @param names slots of each conjunct's names; empty for one that is always condition
     */
    record PerEvent(Evaluable[] conjuncts, int[][] names) implements TargetGate {
        static PerEvent of(Target.Split split, SlotLayout layout, SlotResolver conjunctSlots) {
            Evaluable[] conjuncts = new Evaluable[split.conjuncts().size()];
            int[][] names = new int[conjuncts.length][];
            for (int i = 0; i < conjuncts.length; i++) {
                CheckedExpression conjunct = split.conjuncts().get(i);
                conjuncts[i] = conjunct.bind(conjunctSlots);
                names[i] = conjunct.aggregates().isEmpty()
                        ? conjunct.names().stream().mapToInt(layout::slotOf).toArray()
                        : new int[0];
            }
            return new PerEvent(conjuncts, names);
        }

        /** The verdict of the conjuncts that are condition; null if the event lies outside the target. */
        public @Nullable Truth condition(EventSlots slots) {
            Truth condition = Truth.TRUE;
            for (int i = 0; i < conjuncts.length; i++) {
                Truth verdict = conjuncts[i].test(slots);
                if (!isTarget(names[i], slots)) {
                    condition = condition.and(verdict);
                } else if (verdict != Truth.TRUE) {
                    return null;
                }
            }
            return condition;
        }

        /** Tests once more what is condition and unknown, on an event that remembers what it was asked in vain. */
        public void observe(EventSlots slots, ObservedSlots observed) {
            for (int i = 0; i < conjuncts.length; i++) {
                if (!isTarget(names[i], slots) && conjuncts[i].test(slots) == Truth.UNKNOWN) {
                    conjuncts[i].test(observed);
                }
            }
        }

        private static boolean isTarget(int[] names, EventSlots slots) {
            for (int slot : names) {
                if (!slots.isTag(slot)) {
                    return false;
                }
            }
            return names.length > 0;
        }

        @Override
        public boolean admits(EventSlots slots) {
            return condition(slots) != null;
        }

        @Override
        public boolean isDecidedBy(Collection<String> tags) {
            return false;
        }
    }
}
