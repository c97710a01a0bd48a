package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.oracle.WindowHistory.Taken;
import io.watchfire.evaluator.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works out all transitions of a story, in the most obvious way: instant by instant, rule by rule, group by group, each
 * time from everything that was seen.
 */
final class NaiveOracle {
    private static final long ALLOWED_LATENESS = EngineOptions.DEFAULT.allowedLatenessMillis();

    private final Story story;
    private final Edges edges;
    private final List<Map<Labels, OracleGroup>> groups = new ArrayList<>();
    private final List<Rule> compiled;
    private final Map<Map.Entry<String, Labels>, Long> lastOfSeries = new HashMap<>();
    private final WindowHistory history = new WindowHistory();
    private final Map<Truth, Integer> verdicts = new TreeMap<>();
    private long time = Long.MIN_VALUE;
    private List<Transition> out = new ArrayList<>();

    private NaiveOracle(Story story, Edges edges) {
        this.story = story;
        this.edges = edges;
        this.compiled = story.ruleSet().rules();
        story.rules().forEach(rule -> groups.add(new TreeMap<>()));
    }

    /** What a story comes to: one list for each step. */
    static List<List<Transition>> tell(Story story, Edges edges) {
        return new NaiveOracle(story, edges).tell();
    }

    /** How often each verdict is given in a story. */
    static Map<Truth, Integer> verdicts(Story story) {
        NaiveOracle oracle = new NaiveOracle(story, new Edges());
        oracle.tell();
        return oracle.verdicts;
    }

    private List<List<Transition>> tell() {
        List<List<Transition>> told = new ArrayList<>();
        List<Transition> all = new ArrayList<>();
        out = all;
        for (Step step : story.steps()) {
            int before = all.size();
            step(step);
            told.add(List.copyOf(all.subList(before, all.size())));
        }
        return told;
    }

    private void step(Step step) {
        if (time == Long.MIN_VALUE) {
            time = step.time();
            start();
        } else {
            pass(step instanceof Step.Arrives ? step.time() - 1 : step.time());
            time = Math.max(time, step.time());
        }
        history.setTime(time);
        if (step instanceof Step.Arrives arrives) {
            arrive(arrives.event());
        }
    }

    private void start() {
        for (int i = 0; i < groups.size(); i++) {
            if (story.rules().get(i).enabled()) {
                for (Labels expected : story.rules().get(i).noData().expect()) {
                    group(i, expected).expectSince(time);
                }
            }
        }
    }

    private OracleGroup group(int rule, Labels labels) {
        return groups.get(rule)
                .computeIfAbsent(
                        labels,
                        unused -> new OracleGroup(
                                story.rules().get(rule),
                                edges,
                                new OracleAlert(story.rules().get(rule), compiled.get(rule), labels, edges, out),
                                windows(story.rules().get(rule), labels)));
    }

    private GroupWindows windows(OracleRule rule, Labels labels) {
        return new GroupWindows(
                rule,
                labels,
                event -> isConcerned(rule, event),
                event -> verdicts(rule, event),
                history,
                edges.windows());
    }

    /** Does what is due, the earliest first; at one instant in order of rules and labels. */
    private void pass(long last) {
        while (true) {
            OracleGroup next = null;
            long due = Long.MAX_VALUE;
            for (Map<Labels, OracleGroup> ofRule : groups) {
                for (OracleGroup group : ofRule.values()) {
                    long groupDue = group.due(time);
                    if (groupDue != OracleGroup.NEVER && Math.max(groupDue, time) < due) {
                        next = group;
                        due = Math.max(groupDue, time);
                    }
                }
            }
            if (next == null || due > last) {
                timeHasDone(last);
                return;
            }
            timeHasDone(due - 1);
            time = due;
            history.setTime(time);
            next.passTo(due);
        }
    }

    private void timeHasDone(long until) {
        if (until >= time) {
            groups.forEach(ofRule -> ofRule.values().forEach(group -> group.timeHasDone(until)));
        }
    }

    private void arrive(Event event) {
        if (story.rules().stream()
                .noneMatch(rule -> rule.enabled() && rule.category().equals(event.category()))) {
            return;
        }
        Labels series = Labels.of(event.tags());
        Map.Entry<String, Labels> sender = Map.entry(event.category(), series);
        Long last = lastOfSeries.get(sender);
        if (last == null && lastOfSeries.size() >= story.maxSeries()) {
            return;
        }
        boolean late = last != null && edges.isLate(event.time(), last) && edges.lateEventsAreDropped();
        if (late && !edges.windows().takesLate(event.time(), time, ALLOWED_LATENESS)) {
            return;
        }
        if (!late) {
            lastOfSeries.put(sender, last == null ? event.time() : Math.max(last, event.time()));
        }
        Taken taken = history.take(event);
        for (int i = 0; i < groups.size(); i++) {
            OracleRule rule = story.rules().get(i);
            if (rule.enabled() && isConcerned(rule, event)) {
                Labels own = rule.labels(event);
                group(i, own).isKnown();
                groups.get(i).forEach((labels, group) -> {
                    if (!late && labels.equals(own)) {
                        verdicts.merge(group.see(series, event), 1, Integer::sum);
                    } else if (
                            late ? edges.windows().judgesForLateSamples() : edges.windows().judgesForEventsOfOtherGroups()) {
                        group.windowsChanged(taken);
                    }
                });
            }
        }
    }

    private static boolean isConcerned(OracleRule rule, Event event) {
        if (!rule.category().equals(event.category())) {
            return false;
        }
        if (rule.when()) {
            return rule.levels().get(0).condition().conjuncts().stream()
                    .filter(term -> isTarget(term, event))
                    .allMatch(term -> term.on(event) == Truth.TRUE);
        }
        Condition target = rule.target();
        return target == null || target.on(event) == Truth.TRUE;
    }

    /** E14. */
    private static boolean isTarget(Condition term, Event event) {
        return !term.names().isEmpty() && term.windows().isEmpty() && event.tags().keySet().containsAll(term.names());
    }

    /** "This or above", for each level. */
    private List<Truth> verdicts(OracleRule rule, Event event) {
        List<Truth> own = new ArrayList<>();
        List<Truth> orAbove = new ArrayList<>();
        for (OracleRule.OracleLevel level : rule.levels()) {
            own.add(edges.verdict(
                    rule.when()
                            ? rest(level.condition(), event)
                            : level.condition().on(event)));
            orAbove.add(Condition.any(own));
        }
        return orAbove;
    }

    private static Truth rest(Condition when, Event event) {
        return Condition.all(when.conjuncts().stream()
                .filter(term -> !isTarget(term, event))
                .map(term -> term.on(event))
                .toList());
    }

}
