package io.watchfire.evaluator.index;

import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import io.watchfire.evaluator.lifecycle.TransitionSink;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.series.SeriesTable;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.timer.TimerWheel;
import io.watchfire.evaluator.window.CategoryWindows;
import io.watchfire.evaluator.window.WindowDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules by the category of the events that they judge, each category in the order of the rules. */
public final class RuleIndex {
    private final List<RuleAlerts> all;
    private final Map<String, CategoryRules> categories;
    private final Map<String, RuleAlerts> byId = new HashMap<>();

    /** The rules that a window may change without an event of theirs, in order. */
    private final Map<WindowDefinition, List<RuleAlerts>> watchers = new IdentityHashMap<>();

    private RuleIndex(List<RuleAlerts> all, Map<String, CategoryRules> categories) {
        this.all = all;
        this.categories = categories;
        for (RuleAlerts rule : all) {
            byId.put(rule.rule().id(), rule);
            for (WindowDefinition window : rule.watchedWindows()) {
                watchers.computeIfAbsent(window, key -> new ArrayList<>()).add(rule);
                window.watch(rule.isFinerThan(window));
            }
        }
    }

    /**
     * The rules of one category.
     *
     * @param slots where an event of the category is laid out; used anew for each event
     */
    public record CategoryRules(EventSlots slots, CategoryWindows windows, List<RuleAlerts> rules) {}

    /** Binds all enabled rules. */
    public static RuleIndex of(RuleSet rules, TimerWheel timers, WindowOptions options) {
        Map<String, Unfinished> byCategory = new HashMap<>();
        List<RuleAlerts> all = new ArrayList<>();
        for (int order = 0; order < rules.rules().size(); order++) {
            Rule rule = rules.rules().get(order);
            if (rule.enabled()) {
                Unfinished category = byCategory.computeIfAbsent(rule.category(), key -> new Unfinished(options));
                RuleAlerts alerts = new RuleAlerts(
                        rule,
                        order,
                        rules.categories().get(rule.category()),
                        category.layout,
                        category.windows,
                        timers);
                all.add(alerts);
                category.rules.add(alerts);
            }
        }
        Map<String, CategoryRules> categories = new HashMap<>();
        byCategory.forEach((key, category) -> categories.put(key, category.finished()));
        return new RuleIndex(List.copyOf(all), categories);
    }

    /** A category whose layout still grows. */
    private static final class Unfinished {
        final SlotLayout layout = new SlotLayout();
        final CategoryWindows windows;
        final List<RuleAlerts> rules = new ArrayList<>();

        Unfinished(WindowOptions options) {
            windows = new CategoryWindows(layout, options);
        }

        CategoryRules finished() {
            EventSlots withoutEvent = new EventSlots(layout);
            rules.forEach(rule -> rule.useWithoutEvent(withoutEvent));
            return new CategoryRules(new EventSlots(layout), windows, List.copyOf(rules));
        }
    }

    /** The rules that an event of the category may touch; null if there are none. */
    public @Nullable CategoryRules of(String category) {
        return categories.get(category);
    }

    public Collection<CategoryRules> categories() {
        return categories.values();
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
     * @return the alerts that are open or pending in the snapshot and go on with no rule
     */
    public List<LostAlert> exchange(
            SnapshotStream state, SeriesTable series, TimerWheel timers, long now, boolean started) {
        List<String> names = categories.keySet().stream().sorted().toList();
        int count = state.number(names.size());
        for (int i = 0; i < count; i++) {
            CategoryRules category = categories.get(state.text(state.isReading() ? "" : names.get(i)));
            state.block(
                    category != null,
                    () -> Objects.requireNonNull(category).windows().exchange(state, timers, now));
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
            RuleAlerts rule = writing != null ? writing : successorOf(id, scope, tagsOf);
            state.block(
                    rule != null,
                    () -> Objects.requireNonNull(rule)
                            .exchange(
                                    state,
                                    tags -> Objects.requireNonNull(series.find(scope.get(0), tags)),
                                    now,
                                    started));
            if (rule == null) {
                lost.addAll(live);
            } else if (state.isReading()) {
                Set<String> over = rule.dropUnexpected();
                live.stream().filter(alert -> over.contains(alert.id())).forEach(lost::add);
            }
            found.add(rule == null ? "" : id);
        }
        if (state.isReading() && started) {
            all.stream().filter(rule -> !found.contains(rule.rule().id())).forEach(rule -> rule.start(now));
        }
        return lost;
    }
}
