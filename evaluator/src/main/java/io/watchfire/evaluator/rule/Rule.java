package io.watchfire.evaluator.rule;

import io.watchfire.dsl.CheckedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule, checked and ready to run. Immutable, thread-safe.
 *
 * @param id unique among the rules loaded together
 * @param name for people; equal to the id if none was given
 * @param category key of the category whose events it judges
 * @param enabled false: checked, but not evaluated
 * @param target which events it concerns. With {@link Target.Split} the one level's condition is the whole {@code when}
 * @param levels at least one, most severe first
 * @param groupBy tags that identify an alert, sorted; null: all tags of the event
 * @param resolveWhen when an alert is over, if that is not simply the end of its condition; null otherwise
 * @param resolveAfterMillis how long recovery must last, in milliseconds
 * @param resolveOccurrences how many samples in a row must show it, at least 1
 * @param stateful false: each match is a firing of its own, and nothing resolves
 * @param activeTime outside of it nothing starts; null: always
 * @param labels carried on each alert beside its own; not part of its identity
 * @param annotations texts for people, carried along
 */
public record Rule(
        String id,
        String name,
        String category,
        boolean enabled,
        Target target,
        List<LevelCondition> levels,
        @Nullable List<String> groupBy,
        @Nullable CheckedExpression resolveWhen,
        long resolveAfterMillis,
        int resolveOccurrences,
        NoData noData,
        boolean stateful,
        @Nullable ActiveTime activeTime,
        NoticeSettings notices,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** The same rule, checked but not evaluated. */
    public Rule disabled() {
        return new Rule(
                id,
                name,
                category,
                false,
                target,
                levels,
                groupBy,
                resolveWhen,
                resolveAfterMillis,
                resolveOccurrences,
                noData,
                stateful,
                activeTime,
                notices,
                labels,
                annotations);
    }

    /** Whether any of its expressions reads windows over time. */
    public boolean readsWindows() {
        return expressions().stream()
                .anyMatch(expression -> !expression.aggregates().isEmpty());
    }

    /** All of its expressions: the target, and what starts and ends alerts. */
    public List<CheckedExpression> expressions() {
        List<CheckedExpression> all = new ArrayList<>();
        if (target instanceof Target.When when) {
            all.add(when.condition());
        } else if (target instanceof Target.Split split) {
            all.addAll(split.conjuncts());
        }
        for (LevelCondition level : levels) {
            all.add(level.condition());
            if (level.resolveWhen() != null) {
                all.add(level.resolveWhen());
            }
        }
        if (resolveWhen != null) {
            all.add(resolveWhen);
        }
        return all;
    }
}
