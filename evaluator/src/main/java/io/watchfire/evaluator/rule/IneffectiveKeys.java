package io.watchfire.evaluator.rule;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.RuleDefinition.LevelDefinition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Warns of keys of a rule that can do nothing because of others: whoever wrote them meant something. */
final class IneffectiveKeys {
    private static final String CODE = "no-effect";

    private final RuleDefinition definition;
    private final RuleProblems problems;

    private IneffectiveKeys(RuleDefinition definition, RuleProblems problems) {
        this.definition = definition;
        this.problems = problems;
    }

    /** @param category null if it is not declared */
    static void warn(
            RuleDefinition definition,
            CheckedConditions conditions,
            @Nullable Category category,
            RuleProblems problems) {
        IneffectiveKeys keys = new IneffectiveKeys(definition, problems);
        keys.recoveryOfStateless();
        keys.overruledByAllLevels();
        keys.countOfOne();
        keys.recoveryThatIsTheCondition(conditions);
        if (category != null && definition.groupBy() == null) {
            keys.groupsThatLackTags(category);
        }
    }

    private void recoveryOfStateless() {
        if (definition.stateful()) {
            return;
        }
        String message = " has no effect: a rule with \"stateful\": false resolves nothing";
        if (definition.resolveWhen() != null) {
            warning("resolveWhen", message);
        }
        if (definition.resolveAfterMillis() > 0) {
            warning("resolveAfter", message);
        }
        if (definition.resolveOccurrences() > 1) {
            warning("resolveOccurrences", message);
        }
        for (LevelDefinition level : definition.levels()) {
            if (level.resolveWhen() != null) {
                warning("levels." + level.level().text() + ".resolveWhen", message);
            }
        }
    }

    private void overruledByAllLevels() {
        List<LevelDefinition> levels = definition.levels();
        if (levels.isEmpty()) {
            return;
        }
        String message = " has no effect: every level has its own";
        if (definition.forMillis() > 0 && levels.stream().allMatch(level -> level.forMillis() != null)) {
            warning("for", message);
        }
        if (definition.occurrences().count() > 1 && levels.stream().allMatch(level -> level.occurrences() != null)) {
            warning("occurrences", message);
        }
        if (definition.stateful()
                && definition.resolveWhen() != null
                && levels.stream().allMatch(level -> level.resolveWhen() != null)) {
            warning("resolveWhen", message);
        }
    }

    private void countOfOne() {
        Occurrences occurrences = definition.occurrences();
        if (occurrences.count() == 1 && occurrences.withinMillis() > 0) {
            warning("occurrences", " has no effect: one match is enough, whenever it comes");
        }
    }

    /** The condition wins where both hold, so such an alert would never end by an event. */
    private void recoveryThatIsTheCondition(CheckedConditions conditions) {
        CheckedExpression ofRule = conditions.resolveWhen();
        for (LevelCondition level : conditions.levels()) {
            CheckedExpression recovery = level.resolveWhen() != null ? level.resolveWhen() : ofRule;
            if (definition.stateful() && recovery != null && recovery.equals(level.condition())) {
                String key =
                        level.resolveWhen() != null ? "levels." + level.level().text() + ".resolveWhen" : "resolveWhen";
                warning(key, " is the condition itself, which wins: the alert never recovers");
                return;
            }
        }
    }

    /** Without groupBy an alert has all tags of its event, so a group that lacks one may never come. */
    private void groupsThatLackTags(Category category) {
        List<Labels> groups = definition.noData().expect();
        for (int i = 0; i < groups.size(); i++) {
            Set<String> named = groups.get(i).asMap().keySet();
            List<String> lacking =
                    category.tags().stream().filter(tag -> !named.contains(tag)).toList();
            if (!lacking.isEmpty()) {
                problems.warning(
                        "noData.expect[" + i + "]",
                        "incomplete-group",
                        "without \"groupBy\" an alert has all tags of its event, and this group lacks "
                                + String.join(", ", lacking) + ": events that have them are of other groups");
            }
        }
    }

    private void warning(String key, String message) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        problems.warning(key, CODE, "\"" + name + "\"" + message);
    }
}
