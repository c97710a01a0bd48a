package io.watchfire.evaluator.index;

import io.watchfire.dsl.number.Decimal;
import io.watchfire.dsl.plan.Term;
import io.watchfire.evaluator.lifecycle.Requirement;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import io.watchfire.evaluator.slot.SlotLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One rule and what the index knows of it.
 *
 * @param texts what has to be true of texts, each by itself; none if nothing has to be
 * @param asTags whether that counts only in series of which the slot is a tag
 * @param gate thresholds of which one has to hold; null if none has to
 * @param thresholds all atoms that are thresholds, if the rule may rest between them; else null
 * @param otherSlots slots of all other atoms: where all of them are tags, the thresholds alone decide
 * @param canHoldWithout whether the rule can hold though no threshold does
 * @param isPlain whether the rule is unknown exactly if the one slot of its thresholds is
 */
record Filed(
        RuleAlerts rule,
        List<List<Key>> texts,
        boolean asTags,
        @Nullable List<Key.Threshold> gate,
        @Nullable Set<Key.Threshold> thresholds,
        int[] otherSlots,
        boolean canHoldWithout,
        boolean isPlain) {
    static final String AT_EACH_EVENT = "at each event";
    static final String AT_FIRST_EVENT = "at the first event of a series, or at each where it reads more than tags";

    /** Of numbers, what holds less often is better to look for. */
    private static final Necessities NUMBERS = new Necessities(Key.Threshold.class::isInstance, Filed::share);

    private static final Necessities TEXTS = new Necessities(key -> !(key instanceof Key.Threshold), key -> 1);
    private static final int[] NONE = {};

    static Filed of(RuleAlerts rule) {
        Requirement requirement = rule.requirement();
        List<List<Key>> texts = new ArrayList<>();
        for (Term conjunct : conjuncts(requirement.condition())) {
            List<Key> keys = TEXTS.of(conjunct);
            boolean isUsable = keys != null
                    && (!requirement.countsAsTags()
                            || keys.stream().mapToInt(Key::slot).distinct().count() == 1);
            if (isUsable) {
                texts.add(keys);
            }
        }
        List<Key> gate = requirement.countsAsTags() ? null : NUMBERS.of(requirement.condition());
        List<Key.Threshold> gates = gate == null
                ? null
                : gate.stream().map(Key.Threshold.class::cast).toList();
        Atoms atoms = Atoms.of(requirement.condition());
        if (!requirement.mayRest() || !atoms.tellOfChanges()) {
            return new Filed(rule, List.copyOf(texts), requirement.countsAsTags(), gates, null, NONE, false, false);
        }
        return new Filed(
                rule,
                List.copyOf(texts),
                requirement.countsAsTags(),
                gates,
                atoms.thresholds(),
                atoms.otherSlots(),
                atoms.canBeTrueWithout(),
                isPlain(rule, requirement.condition(), atoms));
    }

    /** A rule of which the index knows nothing: it is shown every event. */
    static Filed unknown(RuleAlerts rule) {
        return new Filed(rule, List.of(), false, null, null, NONE, false, false);
    }

    private static double share(Key key) {
        return switch (((Key.Threshold) key).operator()) {
            case EQUAL -> 0.05;
            case NOT_EQUAL -> 0.95;
            default -> 0.3;
        };
    }

    private static List<Term> conjuncts(Term condition) {
        return condition instanceof Term.And and ? and.operands() : List.of(condition);
    }

    /** One thing asked of a text, under which the rule is found, and thresholds on one slot of which the target says nothing. */
    private static boolean isPlain(RuleAlerts rule, Term condition, Atoms atoms) {
        int others = 0;
        for (Term conjunct : conjuncts(condition)) {
            List<Key> keys = Necessities.keysOf(conjunct);
            boolean isThreshold = keys != null && keys.size() == 1 && keys.get(0) instanceof Key.Threshold;
            boolean isText = keys != null && !isThreshold && keys.stream().noneMatch(Key.Threshold.class::isInstance);
            if (!isThreshold && !isText) {
                return false;
            }
            others += isText ? 1 : 0;
        }
        Set<Integer> slots =
                atoms.thresholds().stream().map(Key.Threshold::slot).collect(Collectors.toSet());
        return others <= 1 && slots.size() == 1 && slots.stream().allMatch(rule::hasTargetApartFrom);
    }

    /** The thresholds between whose changes the rule rests. */
    Set<Key.Threshold> changes() {
        return Objects.requireNonNull(thresholds);
    }

    /** The thresholds of which one has to hold. */
    Set<Key.Threshold> gates() {
        return new LinkedHashSet<>(Objects.requireNonNull(gate));
    }

    /** Whether the rule never holds. */
    boolean isDead() {
        return texts.stream().anyMatch(List::isEmpty) || (gate != null && gate.isEmpty());
    }

    /** When it looks at an event that finds it. */
    String looksWhen(SlotLayout layout) {
        if (thresholds != null) {
            String names = names(thresholds, layout);
            return !names.isEmpty() ? "when a bound of " + names + " is crossed" : AT_FIRST_EVENT;
        }
        return gate == null ? AT_EACH_EVENT : "while " + texts(gate, layout);
    }

    private static String names(Collection<Key.Threshold> keys, SlotLayout layout) {
        return keys.stream().map(key -> layout.nameOf(key.slot())).distinct().collect(Collectors.joining(", "));
    }

    /** Keys of which one has to hold, as a condition; long lists are cut visibly. */
    static String texts(Collection<? extends Key> keys, SlotLayout layout) {
        int most = 5;
        String texts = keys.stream().limit(most).map(key -> text(key, layout)).collect(Collectors.joining(" || "));
        return keys.size() <= most ? texts : texts + " || .. (" + keys.size() + ")";
    }

    private static String text(Key key, SlotLayout layout) {
        String name = layout.nameOf(key.slot());
        if (key instanceof Key.Text text) {
            return name + " == '" + text.value() + "'";
        } else if (key instanceof Key.Pattern pattern) {
            return name + " like '" + pattern.glob().source() + "'";
        }
        Key.Threshold threshold = (Key.Threshold) key;
        return name + " " + threshold.operator().sign() + " "
                + Decimal.shortest(threshold.bound()).toPlainString();
    }
}
