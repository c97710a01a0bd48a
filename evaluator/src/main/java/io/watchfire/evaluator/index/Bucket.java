package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.CategoryScope;
import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that stand at one place of the index. */
final class Bucket {
    private static final ThresholdSet[] NO_SETS = {};
    static final Bucket EMPTY = new Bucket(NO_SETS, Rules.NONE);

    private final ThresholdSet[] sets;

    /** Rules that look at each event that comes here. */
    private final RuleAlerts[] always;

    private Bucket(ThresholdSet[] sets, RuleAlerts[] always) {
        this.sets = sets;
        this.always = always;
    }

    /** The same without some rules, and with others. */
    Bucket edited(Set<RuleAlerts> removed, List<Filed> added, CategoryScope scope) {
        Map<List<Integer>, List<Filed>> resting = new LinkedHashMap<>();
        List<Filed> gated = new ArrayList<>();
        List<RuleAlerts> seeingAll = new ArrayList<>();
        for (Filed rule : added) {
            if (rule.thresholds() != null) {
                resting.computeIfAbsent(slots(rule.otherSlots()), unused -> new ArrayList<>())
                        .add(rule);
            } else if (rule.gate() != null) {
                gated.add(rule);
            } else {
                seeingAll.add(rule.rule());
            }
        }
        List<ThresholdSet> edited = new ArrayList<>();
        for (ThresholdSet set : sets) {
            List<Filed> more = set.otherSlots() == null ? gated : resting.remove(slots(set.otherSlots()));
            edited.add(set.edited(removed, more == null ? List.of() : more, scope));
            gated = set.otherSlots() == null ? List.of() : gated;
        }
        resting.forEach((slots, more) -> edited.add(ThresholdSet.ofResting(
                        slots.stream().mapToInt(Integer::intValue).toArray())
                .edited(Set.of(), more, scope)));
        if (!gated.isEmpty()) {
            edited.add(ThresholdSet.ofGates().edited(Set.of(), gated, scope));
        }
        edited.removeIf(ThresholdSet::isEmpty);
        return new Bucket(
                edited.isEmpty() ? NO_SETS : edited.toArray(NO_SETS), Rules.edited(always, removed, seeingAll));
    }

    private static List<Integer> slots(int[] slots) {
        return Arrays.stream(slots).boxed().toList();
    }

    ThresholdSet[] sets() {
        return sets;
    }

    RuleAlerts[] always() {
        return always;
    }

    /** Shows an event to all rules that may hold there, or may be unknown. */
    void show(Look look) {
        for (ThresholdSet set : sets) {
            set.showHolding(look);
        }
        Rules.show(always, look, false);
    }

    void addAll(List<RuleAlerts> out) {
        for (ThresholdSet set : sets) {
            set.addAll(out);
        }
        out.addAll(List.of(always));
    }

    void settleMissing(CategoryScope scope) {
        for (ThresholdSet set : sets) {
            set.settleMissing(scope);
        }
    }

    void print(CategoryScope scope, Printer out) {
        for (ThresholdSet set : sets) {
            set.print(scope, out);
        }
        out.rules("always", always);
    }
}
