package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.RuleAlerts;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import io.watchfire.evaluator.timer.TimerWheel;
import io.watchfire.evaluator.window.CategoryWindows;
import io.watchfire.evaluator.window.WindowDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules by the category of the events that they judge, each category in the order of the rules. */
public final class RuleIndex {
    private final List<RuleAlerts> all;
    private final Map<String, CategoryRules> categories;

    /** The rules that a window may change without an event of theirs, in order. */
    private final Map<WindowDefinition, List<RuleAlerts>> watchers = new IdentityHashMap<>();

    private RuleIndex(List<RuleAlerts> all, Map<String, CategoryRules> categories) {
        this.all = all;
        this.categories = categories;
        for (RuleAlerts rule : all) {
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
                RuleAlerts alerts = new RuleAlerts(rule, order, category.layout, category.windows, timers);
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
}
