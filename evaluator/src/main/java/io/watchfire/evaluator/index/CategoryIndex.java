package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.CategoryScope;
import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.EventView;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The rules of one category, filed under what has to be true for them to hold.
 *
 * <p>A rule is not shown an event of a series only if none of its atoms has changed since the last event of that series, or if it cannot hold
 * and has no alert at work: looking would change nothing (DESIGN, "How many rules stay cheap").
 */
public final class CategoryIndex {
    private final CategoryScope scope;
    private final Planting planting;
    private final Branch root;

    /** The rules that late events make alerts of known. */
    private final List<RuleAlerts> joining;

    private CategoryIndex(CategoryScope scope, List<RuleAlerts> joining, Planting planting, Branch root) {
        this.scope = scope;
        this.planting = planting;
        this.root = root;
        this.joining = joining;
    }

    /**
     * @param seen how many series have each text in each tag
     * @param isFiled false: every rule is shown every event
     */
    static CategoryIndex of(
            CategoryScope scope, List<RuleAlerts> rules, Map<String, Map<String, Integer>> seen, boolean isFiled) {
        Function<RuleAlerts, Filed> file = isFiled ? Filed::of : Filed::unknown;
        List<Filed> filed = rules.stream().map(file).toList();
        Planting planting = new Planting(scope, file, new Shares(filed, seen, scope.layout()));
        scope.isBound();
        return new CategoryIndex(
                scope,
                rules.stream().filter(RuleAlerts::joins).toList(),
                planting,
                planting.root(Branch.EMPTY, List.of(), filed));
    }

    /** The same without some rules, and with others, none of which reads windows. */
    CategoryIndex edited(List<RuleAlerts> removed, List<RuleAlerts> added) {
        return new CategoryIndex(
                scope, joining, planting, planting.root(root, planting.file(removed), planting.file(added)));
    }

    public CategoryScope scope() {
        return scope;
    }

    public List<RuleAlerts> joining() {
        return joining;
    }

    Branch root() {
        return root;
    }

    /**
     * Shows an event to all rules for which it may change something.
     *
     * @param isLaidOut whether the event has been laid into the slots of the scope
     */
    public void show(Look look, Series series, EventView event, boolean isLaidOut, long now) {
        SeriesPlan plan = planFor(series);
        boolean isQuiet =
                !series.isDisturbed() && !scope.workList().isAtWork(series) && plan.passesOver(look, series, event);
        if (isQuiet) {
            series.wasJudged(now); // Most events end here.
            return;
        }
        look.begin(series, event, scope.slots(), isLaidOut, now);
        plan.show(look, series, event);
        scope.workList().show(look);
        look.end(plan.remembered());
    }

    private SeriesPlan planFor(Series series) {
        if (series.plan() instanceof SeriesPlan known && known.isOf(this)) {
            return known;
        }
        EventSlots tags = new EventSlots(scope.layout());
        tags.fillTags(series.tags());
        SeriesPlan plan = SeriesPlan.of(this, tags);
        series.setPlan(plan, plan.remembered().places());
        return plan;
    }

    /** How events find a rule of the category. */
    RuleAccess accessTo(RuleAlerts rule) {
        return planting.accessTo(rule);
    }

    /** Tells the rules how often they were unknown without having been shown the event. */
    void settleMissing() {
        root.settleMissing(scope);
    }

    @Override
    public String toString() {
        Printer out = new Printer();
        root.print(scope, out);
        return out.toString();
    }
}
