package io.watchfire.evaluator.index;

import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.lifecycle.AlertRow;
import io.watchfire.evaluator.lifecycle.CategoryScope;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import io.watchfire.evaluator.lifecycle.RuleForm;
import io.watchfire.evaluator.lifecycle.TransitionSink;
import io.watchfire.evaluator.rule.Category;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.series.SeriesTable;
import io.watchfire.evaluator.slot.SlotLayout;
import io.watchfire.evaluator.snapshot.SnapshotReader;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.snapshot.SnapshotWriter;
import io.watchfire.evaluator.snapshot.StateRow;
import io.watchfire.evaluator.timer.TimerWheel;
import io.watchfire.evaluator.window.WindowDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All rules, by the category of the events that they judge. */
public final class RuleIndex {
    /** The order of a rule that has no place any more. */
    private static final int GONE = -1;

    private final Map<String, Category> declared;
    private final List<RuleAlerts> all;
    private final Map<String, CategoryIndex> categories;
    private final Map<String, RuleAlerts> byId;

    /** The category of the last event: mostly that of the next. */
    private @Nullable String lastCategory;

    private @Nullable CategoryIndex last;

    /** The rules that the index before did not have. */
    private final List<RuleAlerts> fresh;

    /** The rules that a window may change without an event of theirs, in order. */
    private final Map<WindowDefinition, List<RuleAlerts>> watchers = new IdentityHashMap<>();

    private RuleIndex(
            Map<String, Category> declared,
            List<RuleAlerts> all,
            Map<String, CategoryIndex> categories,
            Map<String, RuleAlerts> byId,
            List<RuleAlerts> fresh) {
        this.declared = declared;
        this.all = all;
        this.categories = categories;
        this.byId = byId;
        this.fresh = fresh;
        for (RuleAlerts rule : all) {
            for (WindowDefinition window : rule.watchedWindows()) {
                watchers.computeIfAbsent(window, key -> new ArrayList<>()).add(rule);
                window.watch(rule.isFinerThan(window));
            }
        }
    }

    /**
     * Binds all enabled rules.
     *
     * @param series what is known of the series for which they are meant
     * @param isFiled false: every rule is shown every event of its category, as if there were no index
     */
    public static RuleIndex of(
            RuleSet rules, TimerWheel timers, WindowOptions options, SeriesTable series, boolean isFiled) {
        Map<String, CategoryScope> scopes = new LinkedHashMap<>();
        Function<String, CategoryScope> newScope =
                key -> new CategoryScope(rules.categories().get(key), options, timers);
        Map<CategoryScope, List<RuleAlerts>> byScope = new IdentityHashMap<>();
        if (isFiled) {
            rules.rules().stream()
                    .filter(Rule::enabled)
                    .forEach(rule ->
                            scopes.computeIfAbsent(rule.category(), newScope).meet(rule));
        }
        List<RuleAlerts> all = new ArrayList<>();
        for (int order = 0; order < rules.rules().size(); order++) {
            Rule rule = rules.rules().get(order);
            if (rule.enabled()) {
                CategoryScope scope = scopes.computeIfAbsent(rule.category(), newScope);
                RuleAlerts alerts = new RuleAlerts(rule, order, scope);
                all.add(alerts);
                byScope.computeIfAbsent(scope, unused -> new ArrayList<>()).add(alerts);
            }
        }
        Map<String, CategoryIndex> categories = new HashMap<>();
        scopes.forEach((key, scope) -> categories.put(
                key,
                CategoryIndex.of(scope, Objects.requireNonNull(byScope.get(scope)), series.tagCounts(key), isFiled)));
        Map<String, RuleAlerts> byId = new HashMap<>();
        all.forEach(rule -> byId.put(rule.rule().id(), rule));
        return new RuleIndex(rules.categories(), all, categories, byId, all);
    }

    /**
     * The index of other rules, made of this one by what has changed; null if it has to be made anew: windows or categories come or go, or
     * names of many rules that are gone are still laid out.
     *
     * @param changed takes the rules of this index with which none of the other goes on unchanged
     */
    public @Nullable RuleIndex edited(RuleSet rules, List<RuleAlerts> changed) {
        @Nullable RuleAlerts[] known = findIn(rules);
        if (known == null) {
            return null;
        }
        List<RuleAlerts> next = new ArrayList<>(known.length);
        List<RuleAlerts> fresh = new ArrayList<>();
        Map<String, Edit> edits = new LinkedHashMap<>();
        all.forEach(rule -> rule.setOrder(GONE));
        for (int order = 0; order < known.length; order++) {
            Rule rule = rules.rules().get(order);
            RuleAlerts alerts = known[order];
            if (alerts != null) {
                alerts.setOrder(order);
                next.add(alerts);
            } else if (rule.enabled()) {
                alerts = new RuleAlerts(
                        rule,
                        order,
                        Objects.requireNonNull(categories.get(rule.category())).scope());
                fresh.add(alerts);
                next.add(alerts);
                edits.computeIfAbsent(rule.category(), unused -> new Edit())
                        .added
                        .add(alerts);
            }
        }
        for (RuleAlerts rule : all) {
            if (rule.order() == GONE) {
                changed.add(rule);
                edits.computeIfAbsent(rule.rule().category(), unused -> new Edit())
                        .removed
                        .add(rule);
            }
        }
        for (RuleAlerts rule : all) {
            if (edits.containsKey(rule.rule().category())) {
                rule.wake();
            }
        }
        Map<String, CategoryIndex> nextCategories = new HashMap<>(categories);
        edits.forEach((key, edit) ->
                nextCategories.computeIfPresent(key, (unused, category) -> category.edited(edit.removed, edit.added)));
        // This index is used no more but for what has changed, so the other takes over what finds rules by their ids.
        changed.forEach(rule -> byId.remove(rule.rule().id()));
        fresh.forEach(rule -> byId.put(rule.rule().id(), rule));
        return new RuleIndex(declared, next, nextCategories, byId, fresh);
    }

    private static final class Edit {
        final List<RuleAlerts> removed = new ArrayList<>();
        final List<RuleAlerts> added = new ArrayList<>();
    }

    /** The rules of this index with which those of another set go on unchanged, by their places; null if everything has to be made anew. */
    private @Nullable RuleAlerts @Nullable [] findIn(RuleSet rules) {
        if (!declared.equals(rules.categories())
                || categories.values().stream()
                        .anyMatch(category -> category.scope().isWorn())) {
            return null;
        }
        @Nullable RuleAlerts[] found = new @Nullable RuleAlerts[rules.rules().size()];
        Set<String> named = new HashSet<>();
        long windows = 0;
        Walk walk = new Walk();
        for (int i = 0; i < found.length; i++) {
            Rule rule = rules.rules().get(i);
            if (rule.enabled()) {
                named.add(rule.category());
                RuleAlerts known = walk.find(rule);
                if (known != null && known.isOf(rule)) {
                    windows += known.readsWindows() ? 1 : 0;
                    found[i] = known;
                } else if (rule.readsWindows()) {
                    return null;
                }
            }
        }
        boolean hasAll = named.equals(categories.keySet())
                && windows == all.stream().filter(RuleAlerts::readsWindows).count();
        return hasAll ? found : null;
    }

    /** Finds the rules of another set that has mostly the same in the same order: there may be many, and looking them up is dear. */
    private final class Walk {
        private int place;

        @Nullable
        RuleAlerts find(Rule rule) {
            for (int i = place; i < Math.min(place + 2, all.size()); i++) {
                if (all.get(i).rule() == rule) {
                    place = i + 1;
                    return all.get(i);
                }
            }
            RuleAlerts known = byId.get(rule.id());
            if (known != null && place < all.size() && all.get(place) == known) {
                place++;
            }
            return known;
        }
    }

    /**
     * Has the rules of another index go on with the alerts of those that have changed, or ends these.
     *
     * @return how many unknown verdicts were counted with which no rule goes on
     */
    public long handOver(
            List<RuleAlerts> changed,
            RuleIndex next,
            SeriesTable series,
            long now,
            boolean started,
            TransitionSink sink) {
        Function<String, Set<String>> tagsOf = tagsIn(series);
        Set<RuleAlerts> successors = Collections.newSetFromMap(new IdentityHashMap<>());
        long unknown = changed.stream().mapToLong(RuleAlerts::unknownVerdicts).sum();
        for (RuleAlerts rule : changed) {
            String id = rule.rule().id();
            RuleAlerts successor = next.successorOf(id, rule.scope(tagsOf), tagsOf);
            if (successor == null) {
                rule.remove(next.byId.get(id), now, sink);
                continue;
            }
            successors.add(successor);
            String category = rule.rule().category();
            Function<Labels, Series> find = tags -> Objects.requireNonNull(series.find(category, tags));
            SnapshotWriter state = new SnapshotWriter(now);
            rule.exchange(state, find, now, started);
            successor.exchange(new SnapshotReader(state.finish()), find, now, started);
            successor.dropUnexpected();
            rule.endWaiting(successor, now, sink);
            rule.discard();
        }
        if (started) {
            next.fresh.stream().filter(rule -> !successors.contains(rule)).forEach(rule -> rule.start(now));
        }
        return unknown
                - successors.stream().mapToLong(RuleAlerts::unknownVerdicts).sum();
    }

    /** The rules that an event of the category may touch; null if there are none. */
    public @Nullable CategoryIndex of(String category) {
        if (!category.equals(lastCategory)) {
            last = categories.get(category);
            lastCategory = category;
        }
        return last;
    }

    /** Where the names that rules read stand, by category. */
    public Map<String, SlotLayout> layouts() {
        Map<String, SlotLayout> layouts = new HashMap<>();
        categories.forEach((key, category) -> layouts.put(key, category.scope().layout()));
        return layouts;
    }

    public Collection<CategoryIndex> categories() {
        return categories.values();
    }

    /** How events find each rule, in order of the rules. */
    public List<RuleAccess> access() {
        return all.stream()
                .map(rule -> Objects.requireNonNull(categories.get(rule.rule().category()))
                        .accessTo(rule))
                .toList();
    }

    /** How many events rules were shown, summed over the rules. */
    public long looks() {
        return all.stream().mapToLong(RuleAlerts::looks).sum();
    }

    /** How often verdicts were unknown. */
    public long unknownVerdicts() {
        categories.values().forEach(CategoryIndex::settleMissing);
        return all.stream().mapToLong(RuleAlerts::unknownVerdicts).sum();
    }

    /** The index as an indented tree. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        categories.keySet().stream()
                .sorted()
                .forEach(key -> out.append(key)
                        .append('\n')
                        .append(Objects.requireNonNull(categories.get(key))
                                .toString()
                                .indent(2)));
        return out.toString();
    }

    /** The rule of that id; null if there is none, or it is disabled. */
    public @Nullable RuleAlerts ofId(String id) {
        return byId.get(id);
    }

    /** Lets go of the alerts and windows of series that others take care of. */
    public void keepOnly(BiPredicate<String, Labels> isOwn, TimerWheel timers) {
        all.forEach(rule -> rule.keepOnly(labels -> isOwn.test(rule.rule().category(), labels)));
        categories.forEach(
                (key, category) -> category.scope().windows().keepOnly(labels -> isOwn.test(key, labels), timers));
    }

    /** Forgets how often verdicts were unknown and how many samples were refused. */
    public void forgetCounts() {
        all.forEach(RuleAlerts::forgetUnknown);
        categories.values().forEach(category -> category.scope().windows().forgetRefused());
    }

    /** The rules of which a window may change alerts without an event of theirs, in order. */
    public List<RuleAlerts> watchersOf(WindowDefinition window) {
        return watchers.getOrDefault(window, List.of());
    }

    /** All enabled rules, in order. */
    public List<RuleAlerts> all() {
        return all;
    }

    // ---- snapshots and other rules

    /** The rule that goes on with the alerts of another one: the same id, and the same alerts; null if there is none. */
    private @Nullable RuleAlerts successorOf(String id, List<String> scope, Function<String, Set<String>> tagsOf) {
        RuleAlerts rule = byId.get(id);
        return rule != null && rule.scope(tagsOf).equals(scope) ? rule : null;
    }

    /** The tags of the series of a category, looked for once. */
    private static Function<String, Set<String>> tagsIn(SeriesTable series) {
        Map<String, Set<String>> known = new HashMap<>();
        return category -> known.computeIfAbsent(category, series::tagsIn);
    }

    /** Ends the alerts with which no rule of another index goes on. */
    public void endAllBut(RuleIndex next, SeriesTable series, long now, TransitionSink sink) {
        Function<String, Set<String>> tagsOf = tagsIn(series);
        for (RuleAlerts rule : all) {
            String id = rule.rule().id();
            RuleAlerts successor = next.successorOf(id, rule.scope(tagsOf), tagsOf);
            if (successor == null) {
                rule.remove(next.byId.get(id), now, sink);
            } else {
                rule.endWaiting(successor, now, sink);
            }
        }
    }

    /**
     * Tells a snapshot the windows and alerts, or learns from there those for which there still is a rule.
     *
     * @param started whether the engine has a time yet
     * @param isPart whether the snapshot is of an engine with some of these very rules, and others tell the rest
     * @return the alerts that are open or pending in the snapshot and go on with no rule
     */
    public List<LostAlert> exchange(
            SnapshotStream state, SeriesTable series, TimerWheel timers, long now, boolean started, boolean isPart) {
        List<String> names = categories.keySet().stream().sorted().toList();
        int count = state.number(names.size());
        for (int i = 0; i < count; i++) {
            CategoryIndex category = categories.get(state.text(state.isReading() ? "" : names.get(i)));
            state.block(
                    category != null,
                    () -> Objects.requireNonNull(category).scope().windows().exchange(state, timers, now));
        }
        Function<String, Set<String>> tagsOf = tagsIn(series);
        List<LostAlert> lost = new ArrayList<>();
        Set<String> found = new HashSet<>();
        int rules = state.number(all.size());
        for (int i = 0; i < rules; i++) {
            RuleAlerts writing = state.isReading() ? null : all.get(i);
            String id = state.text(writing == null ? "" : writing.rule().id());
            List<String> scope =
                    Objects.requireNonNull(state.texts(writing == null ? List.of() : writing.scope(tagsOf)));
            List<LostAlert> live = LostAlert.exchange(id, writing == null ? List.of() : writing.live(), state);
            RuleAlerts rule = writing != null ? writing : isPart ? byId.get(id) : successorOf(id, scope, tagsOf);
            state.block(
                    rule != null,
                    () -> Objects.requireNonNull(rule)
                            .exchange(
                                    state,
                                    tags -> Objects.requireNonNull(series.find(scope.get(0), tags)),
                                    now,
                                    started && !isPart));
            if (rule == null) {
                lost.addAll(live);
            } else if (state.isReading()) {
                Set<String> over = rule.dropUnexpected();
                live.stream().filter(alert -> over.contains(alert.id())).forEach(lost::add);
            }
            found.add(rule == null ? "" : id);
        }
        if (state.isReading() && started && !isPart) {
            all.stream().filter(rule -> !found.contains(rule.rule().id())).forEach(rule -> rule.start(now));
        }
        return lost;
    }

    // ---- rows of a store

    /**
     * Goes on with the alerts of a store, which knows all that are live.
     *
     * @param knownAt of when is what is known here
     * @return those with which no rule goes on
     */
    public List<LostAlert> takeUp(
            Collection<StateRow> rows, List<AlertRow> alerts, SeriesTable series, long knownAt, long now) {
        Map<String, RuleForm> forms = RuleForm.in(rows);
        Map<String, List<AlertRow>> byRule = new LinkedHashMap<>();
        alerts.forEach(row -> byRule.computeIfAbsent(row.alert().rule(), unused -> new ArrayList<>())
                .add(row));
        Function<String, Set<String>> tagsOf = tagsIn(series);
        List<LostAlert> lost = new ArrayList<>();
        byRule.forEach((id, known) -> {
            RuleAlerts rule = byId.get(id);
            RuleForm form = forms.get(id);
            List<LostAlert> live = known.stream().map(AlertRow::alert).toList();
            if (rule == null || form == null || !rule.form().hasAlertsOf(form, tagsOf(form, known, tagsOf))) {
                lost.addAll(live);
                if (rule != null) {
                    rule.endAllBut(Set.of(), now);
                }
                return;
            }
            String category = rule.rule().category();
            rule.takeUp(form, known, tags -> series.stored(category, tags, now), knownAt, now);
            Set<String> over = rule.dropUnexpected();
            live.stream().filter(alert -> over.contains(alert.id())).forEach(lost::add);
        });
        for (RuleAlerts rule : all) {
            if (!byRule.containsKey(rule.rule().id())) {
                rule.endAllBut(Set.of(), now);
            }
        }
        return lost;
    }

    /** Takes all groups for known then; windows have missed the last {@code gap} milliseconds. */
    public void resumeAt(long now, long gap) {
        all.forEach(rule -> rule.resumeAt(now, gap));
    }

    private static Set<String> tagsOf(RuleForm form, List<AlertRow> alerts, Function<String, Set<String>> ofSeries) {
        Set<String> tags = new HashSet<>(ofSeries.apply(form.category()));
        alerts.forEach(row -> row.identity().forEach((name, value) -> tags.add(name)));
        return tags;
    }
}
