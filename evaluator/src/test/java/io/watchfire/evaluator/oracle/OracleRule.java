package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.Occurrences;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the oracle reads it; its components are those of {@link RuleDefinition}.
 *
 * @param target null: every event
 * @param when target and condition in one; then there is one level, and its condition is this
 * @param levels most severe first
 * @param groupBy null: all tags
 */
record OracleRule(
        String id,
        String category,
        boolean enabled,
        @Nullable Condition target,
        boolean when,
        List<OracleLevel> levels,
        @Nullable List<String> groupBy,
        @Nullable Condition resolveWhen,
        long resolveAfter,
        int resolveOccurrences,
        NoData noData,
        boolean stateful,
        @Nullable ActiveTime activeTime,
        @Nullable String label) {

    static final List<String> CATEGORIES = List.of("m", "n");

    /** One level; {@code resolveWhen} may be null. */
    record OracleLevel(
            Level level,
            Condition condition,
            @Nullable Condition resolveWhen,
            long forMillis,
            Occurrences occurrences) {}

    OracleRule withId(String newId) {
        return new OracleRule(
                newId,
                category,
                enabled,
                target,
                when,
                levels,
                groupBy,
                resolveWhen,
                resolveAfter,
                resolveOccurrences,
                noData,
                stateful,
                activeTime,
                label);
    }

    /** All conditions of the rule that can start or end an alert. */
    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        for (OracleLevel level : levels) {
            conditions.add(level.condition());
            if (level.resolveWhen() != null) {
                conditions.add(level.resolveWhen());
            }
        }
        if (resolveWhen != null) {
            conditions.add(resolveWhen);
        }
        return conditions;
    }

    /** The windows over time that any of its conditions reads. */
    Set<OracleWindow> windows() {
        Set<OracleWindow> windows = new LinkedHashSet<>();
        conditions().forEach(condition -> windows.addAll(condition.windows()));
        return windows;
    }

    /** Whether its conditions say the same of all series of a group: they read windows and the labels of the alert. */
    boolean speaksForTheGroup() {
        return !windows().isEmpty()
                && groupBy != null
                && conditions().stream().allMatch(condition -> groupBy.containsAll(condition.names()));
    }

    /** When its active time begins, for some hours from an instant on; never if it is always. */
    List<Long> openings(long from) {
        List<Long> openings = new ArrayList<>();
        Instant minute = Instant.ofEpochMilli(from).truncatedTo(ChronoUnit.MINUTES);
        for (int i = 1; activeTime != null && i <= 14 * 60; i++) {
            Instant next = minute.plus(i, ChronoUnit.MINUTES);
            if (activeTime.contains(next) && !activeTime.contains(next.minusMillis(1))) {
                openings.add(next.toEpochMilli());
            }
        }
        return openings;
    }

    /** The identity of the alert that an event belongs to. */
    Labels labels(Event event) {
        Map<String, String> labels = new TreeMap<>(event.tags());
        if (groupBy != null) {
            labels.keySet().retainAll(groupBy);
        }
        return Labels.of(labels);
    }

    /** The same rule as the engine is given it. */
    RuleDefinition definition() {
        RuleDefinitionBuilder rule = RuleDefinition.of(id)
                .category(category)
                .enabled(enabled)
                .target(text(target))
                .resolveWhen(text(resolveWhen))
                .resolveAfter(Duration.ofMillis(resolveAfter))
                .resolveOccurrences(resolveOccurrences)
                .noData(noData)
                .stateful(stateful)
                .activeTime(activeTime);
        if (groupBy != null) {
            rule.groupBy(groupBy.toArray(String[]::new));
        }
        if (label != null) {
            rule.label("team", label);
        }
        OracleLevel only = levels.get(0);
        if (levels.size() == 1 && only.resolveWhen() == null) {
            if (when) {
                rule.when(only.condition().text());
            } else {
                rule.condition(only.condition().text());
            }
            rule.level(only.level())
                    .holdsFor(Duration.ofMillis(only.forMillis()))
                    .occurrences(only.occurrences());
        } else {
            for (OracleLevel level : levels) {
                rule.level(new RuleDefinition.LevelDefinition(
                        level.level(),
                        level.condition().text(),
                        text(level.resolveWhen()),
                        level.forMillis(),
                        level.occurrences()));
            }
        }
        return rule.build();
    }

    private static @Nullable String text(@Nullable Condition condition) {
        return condition == null ? null : condition.text();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(id);
        note(out, "category " + category);
        note(out, enabled ? "" : "disabled");
        note(out, target == null ? "" : "target " + target.text());
        for (OracleLevel level : levels) {
            note(
                    out,
                    (when ? "when " : "") + level.level().text() + " "
                            + level.condition().text());
            out.append(
                    level.resolveWhen() == null
                            ? ""
                            : " resolveWhen " + level.resolveWhen().text());
            out.append(level.forMillis() == 0 ? "" : " for " + level.forMillis());
            Occurrences times = level.occurrences();
            out.append(times.count() == 1 ? "" : " occurrences " + times.count());
            out.append(times.withinMillis() == 0 ? "" : " within " + times.withinMillis());
        }
        note(out, groupBy == null ? "" : "groupBy " + groupBy);
        note(out, resolveWhen == null ? "" : "resolveWhen " + resolveWhen.text());
        note(out, resolveAfter == 0 ? "" : "resolveAfter " + resolveAfter);
        note(out, resolveOccurrences == 1 ? "" : "resolveOccurrences " + resolveOccurrences);
        note(out, "noData " + noData.afterMillis() + " " + noData.then() + " " + noData.expect());
        note(out, stateful ? "" : "stateful false");
        note(out, activeTime == null ? "" : activeTime.toString());
        note(out, label == null ? "" : "label team=" + label);
        return out.toString();
    }

    private static void note(StringBuilder out, String what) {
        out.append(what.isEmpty() ? "" : "\n      ").append(what);
    }
}
