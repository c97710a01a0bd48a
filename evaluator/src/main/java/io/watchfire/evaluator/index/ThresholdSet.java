package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.CategoryScope;
import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules that are found by thresholds, and whose other atoms read the same slots. */
final class ThresholdSet {
    private static final Thresholds[] NO_THRESHOLDS = {};

    private final Thresholds[] bySlot;

    /** Slots of other atoms: where all of them are tags, the thresholds alone decide. Null: they never do. */
    private final int @Nullable [] otherSlots;

    /** Rules that can hold though no threshold does. */
    private final RuleAlerts[] free;

    private ThresholdSet(Thresholds[] bySlot, int @Nullable [] otherSlots, RuleAlerts[] free) {
        this.bySlot = bySlot;
        this.otherSlots = otherSlots;
        this.free = free;
    }

    /** For rules that rest as long as no threshold of theirs changes, in series of which all these slots are tags. */
    static ThresholdSet ofResting(int[] otherSlots) {
        return new ThresholdSet(NO_THRESHOLDS, otherSlots, Rules.NONE);
    }

    /** For rules that look at each event at which the threshold under which they stand holds. */
    static ThresholdSet ofGates() {
        return new ThresholdSet(NO_THRESHOLDS, null, Rules.NONE);
    }

    /** The same without some rules, and with others. */
    ThresholdSet edited(Set<RuleAlerts> removed, List<Filed> added, CategoryScope scope) {
        boolean rests = otherSlots != null;
        Map<Integer, List<Thresholds.Of>> bySlotAdded = new TreeMap<>();
        List<RuleAlerts> freeAdded = new ArrayList<>();
        for (Filed rule : added) {
            for (Key.Threshold key : rests ? rule.changes() : rule.gates()) {
                bySlotAdded
                        .computeIfAbsent(key.slot(), unused -> new ArrayList<>())
                        .add(new Thresholds.Of(rule, key));
            }
            if (rests && rule.canHoldWithout()) {
                freeAdded.add(rule.rule());
            }
        }
        List<Thresholds> edited = new ArrayList<>();
        for (Thresholds known : bySlot) {
            List<Thresholds.Of> more = bySlotAdded.remove(known.slot());
            edited.add(known.edited(removed, more == null ? List.of() : more));
        }
        bySlotAdded.forEach((slot, more) -> edited.add(
                Thresholds.none(slot, rests ? scope.placeOf(slot) : -1).edited(Set.of(), more)));
        edited.removeIf(Thresholds::isEmpty);
        return new ThresholdSet(edited.toArray(NO_THRESHOLDS), otherSlots, Rules.edited(free, removed, freeAdded));
    }

    boolean isEmpty() {
        return bySlot.length + free.length == 0;
    }

    Thresholds[] bySlot() {
        return bySlot;
    }

    /** Slots that have to be tags of a series for its rules to rest; null if they never do. */
    int @Nullable [] otherSlots() {
        return otherSlots;
    }

    /** Shows an event of a series in which the thresholds alone decide. */
    void showChanged(Look look) {
        if (look.series().isDisturbed()) {
            for (Thresholds thresholds : bySlot) {
                thresholds.showHoldingOrHeld(look);
            }
            for (RuleAlerts rule : free) {
                look.at(rule, true);
            }
            return;
        }
        for (Thresholds thresholds : bySlot) {
            thresholds.showChanged(look);
        }
    }

    /** Shows an event of any series. */
    void showHolding(Look look) {
        for (Thresholds thresholds : bySlot) {
            thresholds.showHolding(look);
        }
        for (RuleAlerts rule : free) {
            look.at(rule, false);
        }
    }

    void addAll(List<RuleAlerts> out) {
        for (Thresholds thresholds : bySlot) {
            thresholds.addAll(out);
        }
        out.addAll(List.of(free));
    }

    void settleMissing(CategoryScope scope) {
        for (Thresholds thresholds : bySlot) {
            thresholds.settleMissing(scope.layout().nameOf(thresholds.slot()));
        }
    }

    void print(CategoryScope scope, Printer out) {
        out.line(otherSlots == null ? "while a bound holds" : "resting" + where(otherSlots, scope));
        out.inside(() -> {
            for (Thresholds thresholds : bySlot) {
                thresholds.print(scope.layout().nameOf(thresholds.slot()), out);
            }
            out.rules("at first", free);
        });
    }

    private static String where(int[] slots, CategoryScope scope) {
        String names =
                Arrays.stream(slots).mapToObj(scope.layout()::nameOf).sorted().collect(Collectors.joining(", "));
        return slots.length == 0 ? "" : " where " + names + (slots.length == 1 ? " is a tag" : " are tags");
    }
}
