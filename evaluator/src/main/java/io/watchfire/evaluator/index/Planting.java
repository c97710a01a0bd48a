package io.watchfire.evaluator.index;

import io.watchfire.dsl.operation.Glob;
import io.watchfire.evaluator.lifecycle.CategoryScope;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes branches of rules, from nothing or from others. A rule is filed under that one of the things that have to be true of texts which is
 * true least often; where many rules come together nevertheless, they are told apart by the next one.
 */
final class Planting {
    /** So many rules may stand together in a branch below the root, although something else could tell them apart. */
    static final int CROWD = 16;

    private final CategoryScope scope;
    private final Function<RuleAlerts, Filed> file;
    private final Shares shares;

    /** @param shares by which rules are filed: the same as long as branches are made of others */
    Planting(CategoryScope scope, Function<RuleAlerts, Filed> file, Shares shares) {
        this.scope = scope;
        this.file = file;
        this.shares = shares;
    }

    /** Rules that go and rules that come. */
    static final class Change {
        final List<Filed> removed = new ArrayList<>();
        final List<Filed> added = new ArrayList<>();

        private Set<RuleAlerts> gone() {
            Set<RuleAlerts> gone = new HashSet<>();
            removed.forEach(rule -> gone.add(rule.rule()));
            return gone;
        }
    }

    /** What changes below one slot. */
    static final class SlotChange {
        final Map<String, Change> texts = new LinkedHashMap<>();
        final Map<Glob, Change> patterns = new LinkedHashMap<>();
        final Change whereNoTag = new Change();

        private Change of(Key key) {
            return key instanceof Key.Text text
                    ? texts.computeIfAbsent(text.value(), unused -> new Change())
                    : patterns.computeIfAbsent(((Key.Pattern) key).glob(), unused -> new Change());
        }
    }

    /** The branch of all rules of a category, made of another one. */
    Branch root(Branch old, List<Filed> removed, List<Filed> added) {
        Change change = new Change();
        removed.stream().filter(rule -> !rule.isDead()).forEach(change.removed::add);
        added.stream().filter(rule -> !rule.isDead()).forEach(change.added::add);
        change.added.stream()
                .filter(Filed::isPlain)
                .forEach(rule -> rule.rule().countTogetherWhereTags(rule.otherSlots()));
        return split(old, change, Set.of());
    }

    /** How events find a rule. */
    RuleAccess accessTo(RuleAlerts rule) {
        Filed filed = file.apply(rule);
        List<Key> keys = rarest(filed, Set.of());
        return new RuleAccess(
                rule.rule(),
                keys == null ? "" : Filed.texts(keys, scope.layout()),
                filed.looksWhen(scope.layout()),
                rule.looks(),
                rule.matches(),
                filed.isDead());
    }

    List<Filed> file(List<RuleAlerts> rules) {
        return rules.stream().map(file).toList();
    }

    /** @param used the slots that have told apart already */
    private Branch branch(Branch old, Change change, Set<Integer> used) {
        if (!old.isLeaf()) {
            return split(old, change, used);
        }
        old.settleOwn(scope);
        RuleAlerts[] rules = Rules.edited(
                old.rules(),
                change.gone(),
                change.added.stream().map(Filed::rule).toList());
        if (rules.length <= CROWD) {
            return Branch.leaf(rules, this);
        }
        Change all = new Change();
        for (RuleAlerts rule : rules) {
            all.added.add(file.apply(rule));
        }
        return split(Branch.EMPTY, all, used);
    }

    /** What the rules of a leaf look at. */
    Bucket bucket(RuleAlerts[] rules) {
        return Bucket.EMPTY.edited(Set.of(), file(List.of(rules)), scope);
    }

    private Branch split(Branch old, Change change, Set<Integer> used) {
        old.settleOwn(scope); // What is made anew counts from nothing.
        Change here = new Change();
        Map<Integer, SlotChange> bySlot = new TreeMap<>();
        change.removed.forEach(rule -> place(rule, used, here, bySlot, each -> each.removed));
        change.added.forEach(rule -> place(rule, used, here, bySlot, each -> each.added));
        Map<Integer, ByText> byText = new TreeMap<>();
        for (ByText known : old.byText()) {
            byText.put(known.slot(), known);
        }
        bySlot.forEach((slot, slotChange) -> {
            Set<Integer> all = new HashSet<>(used);
            all.add(slot);
            ByText known = byText.getOrDefault(slot, ByText.none(slot));
            byText.put(
                    slot,
                    known.edited(
                            slotChange,
                            Rules.edited(
                                    known.whereNoTag(),
                                    slotChange.whereNoTag.gone(),
                                    slotChange.whereNoTag.added.stream()
                                            .map(Filed::rule)
                                            .toList()),
                            (branch, its) -> branch(branch, its, all)));
        });
        byText.values().removeIf(ByText::isEmpty);
        int size = old.size() - change.removed.size() + change.added.size();
        return new Branch(
                size,
                old.bucket().edited(here.gone(), here.added, scope),
                byText.isEmpty() ? Branch.LEAF : byText.values().toArray(Branch.LEAF));
    }

    private void place(
            Filed rule,
            Set<Integer> used,
            Change here,
            Map<Integer, SlotChange> bySlot,
            Function<Change, List<Filed>> side) {
        List<Key> keys = rarest(rule, used);
        if (keys == null) {
            side.apply(here).add(rule);
            return;
        }
        for (Key key : new LinkedHashSet<>(keys)) {
            SlotChange slot = bySlot.computeIfAbsent(key.slot(), unused -> new SlotChange());
            side.apply(slot.of(key)).add(rule);
            if (rule.asTags() && key == keys.get(0)) {
                side.apply(slot.whereNoTag).add(rule);
            }
        }
    }

    private @Nullable List<Key> rarest(Filed rule, Set<Integer> used) {
        List<Key> rarest = null;
        for (List<Key> keys : rule.texts()) {
            boolean isNew = keys.stream().noneMatch(key -> used.contains(key.slot()));
            if (isNew && (rarest == null || shares.of(keys) < shares.of(rarest))) {
                rarest = keys;
            }
        }
        return rarest;
    }
}
