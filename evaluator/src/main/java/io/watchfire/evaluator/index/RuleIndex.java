package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.RuleAlerts;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import io.watchfire.evaluator.timer.TimerWheel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules by the category of the events that they judge, each category in the order of the rules. */
public final class RuleIndex {
    private final List<RuleAlerts> all;
    private final Map<String, CategoryRules> categories;

    private RuleIndex(List<RuleAlerts> all, Map<String, CategoryRules> categories) {
        this.all = all;
        this.categories = categories;
    }

    /**
     * The rules of one category.
     *
     * @param slots where an event of the category is laid out; used anew for each event
     */
    public record CategoryRules(EventSlots slots, List<RuleAlerts> rules) {}

    /** Binds all enabled rules. */
    public static RuleIndex of(RuleSet rules, TimerWheel timers) {
        Map<String, Unfinished> byCategory = new HashMap<>();
        List<RuleAlerts> all = new ArrayList<>();
        for (int order = 0; order < rules.rules().size(); order++) {
            Rule rule = rules.rules().get(order);
            if (rule.enabled()) {
                Unfinished category = byCategory.computeIfAbsent(rule.category(), key -> new Unfinished());
                RuleAlerts alerts = new RuleAlerts(rule, order, category.layout, timers);
                all.add(alerts);
                category.rules.add(alerts);
            }
        }
        Map<String, CategoryRules> categories = new HashMap<>();
        byCategory.forEach((key, category) ->
                categories.put(key, new CategoryRules(new EventSlots(category.layout), List.copyOf(category.rules))));
        return new RuleIndex(List.copyOf(all), categories);
    }

    /** A category whose layout still grows. */
    private static final class Unfinished {
        final SlotLayout layout = new SlotLayout();
        final List<RuleAlerts> rules = new ArrayList<>();
    }

    /** The rules that an event of the category may touch; null if there are none. */
    public @Nullable CategoryRules of(String category) {
        return categories.get(category);
    }

    /** All enabled rules, in order. */
    public List<RuleAlerts> all() {
        return all;
    }
}
