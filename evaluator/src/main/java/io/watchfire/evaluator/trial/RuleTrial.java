package io.watchfire.evaluator.trial;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.DurationText;
import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.Occurrences;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule fires on one event, or does not: what its target and its levels say, with the values that were compared. The event is
 * judged as the first one ever: it has no past, so windows over time are unknown. Immutable, thread-safe.
 *
 * @param rule id of the rule
 * @param fires the level at which it fires on this event at once; null if it does not
 * @param verdict whether the condition of some level holds; null if the event is not judged, for the reasons given
 * @param target what the event has to be for the rule to concern it; all have to be true. Empty: any event of the category
 * @param levels most severe first; empty if the event is not judged
 * @param reasons what keeps it from firing, or from a higher level, though a condition may hold: one sentence each, without a full stop
 */
public record RuleTrial(
        String rule,
        @Nullable Level fires,
        @Nullable Truth verdict,
        List<ConditionTrial> target,
        List<LevelTrial> levels,
        List<String> reasons) {
    public RuleTrial {
        target = List.copyOf(target);
        levels = List.copyOf(levels);
        reasons = List.copyOf(reasons);
    }

    /** What the condition of a level says of the event. */
    public record LevelTrial(Level level, ConditionTrial condition) {}

    /** Tries a rule on an event. Never throws for what the event holds. */
    public static RuleTrial of(Rule rule, Event event) {
        if (!rule.enabled()) {
            return notJudged(rule, List.of(), "the rule is not enabled");
        }
        if (!event.category().equals(rule.category())) {
            return notJudged(
                    rule,
                    List.of(),
                    "the event is of the category " + event.category() + ", the rule judges those of "
                            + rule.category());
        }
        List<CheckedExpression> conjuncts = targetOf(rule.target(), event);
        List<ConditionTrial> target =
                conjuncts.stream().map(part -> ConditionTrial.of(part, event)).toList();
        if (target.stream().anyMatch(part -> part.verdict() != Truth.TRUE)) {
            return notJudged(rule, target, "the event lies outside the target");
        }
        return judged(rule, event, target, conjuncts);
    }

    private static RuleTrial notJudged(Rule rule, List<ConditionTrial> target, String reason) {
        return new RuleTrial(rule.id(), null, null, target, List.of(), List.of(reason));
    }

    /** The conjuncts that are target for this event. */
    private static List<CheckedExpression> targetOf(Target target, Event event) {
        if (target instanceof Target.When when) {
            return when.condition().conjuncts();
        }
        if (target instanceof Target.Split split) {
            return split.conjuncts().stream()
                    .filter(conjunct -> conjunct.aggregates().isEmpty()
                            && !conjunct.names().isEmpty()
                            && event.tags().keySet().containsAll(conjunct.names()))
                    .toList();
        }
        return List.of();
    }

    private static RuleTrial judged(
            Rule rule, Event event, List<ConditionTrial> target, List<CheckedExpression> conjuncts) {
        List<LevelTrial> levels = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        Truth verdict = Truth.FALSE;
        Level fires = null;
        for (LevelCondition level : rule.levels()) {
            ConditionTrial condition = ConditionTrial.of(conditionOf(level, rule.target(), conjuncts), event);
            levels.add(new LevelTrial(level.level(), condition));
            // A level holds with any above it.
            verdict = verdict.or(condition.verdict());
            if (verdict == Truth.TRUE && fires == null) {
                List<String> asks = asks(level);
                reasons.addAll(asks);
                fires = asks.isEmpty() ? level.level() : null;
            }
        }
        if (verdict == Truth.FALSE) {
            reasons.add(levels.size() == 1 ? "the condition does not hold" : "no level holds");
        } else if (verdict == Truth.UNKNOWN) {
            reasons.add("what is unknown never starts an alert");
        }
        ActiveTime activeTime = rule.activeTime();
        if (verdict == Truth.TRUE && activeTime != null && !activeTime.contains(Instant.ofEpochMilli(event.time()))) {
            fires = null;
            Instant next = activeTime.nextActive(Instant.ofEpochMilli(event.time()));
            reasons.add("at " + Instant.ofEpochMilli(event.time()) + " it is outside of the rule's activeTime"
                    + (next == null ? "" : ", which begins at " + next));
        }
        return new RuleTrial(rule.id(), fires, verdict, target, levels, reasons);
    }

    /** The condition of a level without what is target for this event. */
    private static CheckedExpression conditionOf(
            LevelCondition level, Target target, List<CheckedExpression> isTarget) {
        if (!(target instanceof Target.Split split)) {
            return level.condition();
        }
        return level.condition()
                .conjunction(split.conjuncts().stream()
                        .filter(conjunct -> !isTarget.contains(conjunct))
                        .toList());
    }

    /** What a level asks for beyond one event. */
    private static List<String> asks(LevelCondition level) {
        List<String> asks = new ArrayList<>();
        String name = level.level().text();
        if (level.forMillis() > 0) {
            asks.add(name + " has to hold for " + DurationText.format(level.forMillis())
                    + ", without an event at which it does not");
        }
        Occurrences occurrences = level.occurrences();
        if (occurrences.count() > 1) {
            asks.add(String.format(
                    Locale.ROOT,
                    "%s has to hold at %,d events %s",
                    name,
                    occurrences.count(),
                    occurrences.withinMillis() == 0
                            ? "in a row"
                            : "within " + DurationText.format(occurrences.withinMillis())));
        }
        return asks;
    }

    /** All of it for people, in lines. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(rule).append(fires == null ? " does not fire" : " fires at " + fires.text());
        reasons.forEach(reason -> text.append("\n  ").append(reason));
        if (!target.isEmpty()) {
            text.append("\n  target");
            target.forEach(part -> addParts(text, part));
        }
        for (LevelTrial level : levels) {
            text.append("\n  ")
                    .append(level.level().text())
                    .append(" is ")
                    .append(ConditionTrial.word(level.condition().verdict()));
            addParts(text, level.condition());
        }
        return text.toString();
    }

    private static void addParts(StringBuilder text, ConditionTrial condition) {
        condition.parts().forEach(part -> text.append("\n    ").append(part));
    }
}
