package io.watchfire.evaluator.index;

import io.watchfire.dsl.operation.Glob;
import io.watchfire.evaluator.lifecycle.CategoryScope;
import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Branches by the text that one slot holds. */
final class ByText {
    /** Texts of which is remembered what patterns they fit. */
    private static final int REMEMBERED = 10_000;

    private static final Branch[] NONE = {};

    private final int slot;
    private final Map<String, Branch> texts;
    private final @Nullable Patterns patterns;

    /** Rules that look at each event of a series of which the slot is no tag. */
    private final RuleAlerts[] whereNoTag;

    /** At how many events of such a series the slot held no text. */
    private long missing;

    private ByText(int slot, Map<String, Branch> texts, @Nullable Patterns patterns, RuleAlerts[] whereNoTag) {
        this.slot = slot;
        this.texts = texts;
        this.patterns = patterns;
        this.whereNoTag = whereNoTag;
    }

    static ByText none(int slot) {
        return new ByText(slot, Map.of(), null, Rules.NONE);
    }

    /** @param edited makes a branch of another one */
    ByText edited(
            Planting.SlotChange change,
            RuleAlerts[] newWhereNoTag,
            BiFunction<Branch, Planting.Change, Branch> edited) {
        Map<Glob, Branch> globs = change.patterns.isEmpty() ? Map.of() : edited(patterns(), change.patterns, edited);
        return new ByText(
                slot,
                change.texts.isEmpty() ? texts : edited(texts, change.texts, edited),
                change.patterns.isEmpty() ? patterns : globs.isEmpty() ? null : new Patterns(globs, REMEMBERED),
                newWhereNoTag);
    }

    private static <K> Map<K, Branch> edited(
            Map<K, Branch> old, Map<K, Planting.Change> changes, BiFunction<Branch, Planting.Change, Branch> edited) {
        Map<K, Branch> copy = new HashMap<>((int) ((old.size() + changes.size()) / 0.75) + 1);
        copy.putAll(old);
        changes.forEach((key, change) -> {
            Branch branch = edited.apply(copy.getOrDefault(key, Branch.EMPTY), change);
            if (branch.size() == 0) {
                copy.remove(key);
            } else {
                copy.put(key, branch);
            }
        });
        return copy;
    }

    boolean isEmpty() {
        return texts.isEmpty() && patterns == null && whereNoTag.length == 0;
    }

    int slot() {
        return slot;
    }

    private Map<Glob, Branch> patterns() {
        return patterns == null ? Map.of() : patterns.branches();
    }

    RuleAlerts[] whereNoTag() {
        return whereNoTag;
    }

    /** The branch of that text itself; null if there is none. */
    @Nullable
    Branch of(String text) {
        return texts.get(text);
    }

    /** The branches of the patterns that the text fits. */
    Branch[] fitting(String text) {
        return patterns == null ? NONE : patterns.of(text);
    }

    /** Shows an event of a series of which the slot is no tag. */
    void show(Look look) {
        Rules.show(whereNoTag, look, false);
        String text = look.slots().text(slot);
        if (text == null) {
            missing++;
            return;
        }
        Branch branch = of(text);
        if (branch != null) {
            branch.show(look);
        }
        for (Branch fitting : fitting(text)) {
            fitting.show(look);
        }
    }

    /** All branches, in order of their texts and patterns. */
    List<Branch> branches() {
        List<Branch> all = new ArrayList<>();
        texts.keySet().stream().sorted().forEach(text -> all.add(Objects.requireNonNull(texts.get(text))));
        if (patterns != null) {
            patterns.sorted()
                    .forEach(glob ->
                            all.add(Objects.requireNonNull(patterns.branches().get(glob))));
        }
        return all;
    }

    /** Tells what was missing here, not in the branches. */
    void settleOwn(CategoryScope scope) {
        if (missing > 0) {
            String name = scope.layout().nameOf(slot);
            List<RuleAlerts> rules = new ArrayList<>();
            branches().forEach(branch -> branch.addAll(rules));
            rules.stream().distinct().forEach(rule -> rule.wasUnknownForWantOf(missing, name));
            missing = 0;
        }
    }

    void settleMissing(CategoryScope scope) {
        settleOwn(scope);
        // In no order: sorting all texts costs more than all the rest of a reload.
        texts.values().forEach(branch -> branch.settleMissing(scope));
        if (patterns != null) {
            patterns.branches().values().forEach(branch -> branch.settleMissing(scope));
        }
    }

    void print(CategoryScope scope, Printer out) {
        String name = scope.layout().nameOf(slot);
        texts.keySet().stream()
                .sorted()
                .forEach(text -> print(name + " == '" + text + "'", texts.get(text), scope, out));
        if (patterns != null) {
            patterns.sorted()
                    .forEach(glob -> print(
                            name + " like '" + glob.source() + "'",
                            patterns.branches().get(glob),
                            scope,
                            out));
        }
        out.rules(name + " is no tag", whereNoTag);
    }

    private static void print(String what, @Nullable Branch branch, CategoryScope scope, Printer out) {
        out.line(what);
        out.inside(() -> Objects.requireNonNull(branch).print(scope, out));
    }
}
