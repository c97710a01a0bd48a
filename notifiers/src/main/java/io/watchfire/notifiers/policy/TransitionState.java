package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.CompiledRules;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last changes of alerts in a snapshot. A rule is named by its id; of one that is gone, enough is kept to tell its end. */
final class TransitionState {
    private final Map<String, Rule> rules = new HashMap<>();

    TransitionState(RuleSet known) {
        known.rules().forEach(rule -> rules.put(rule.id(), rule));
    }

    Transition exchange(@Nullable Transition value, SnapshotStream state) {
        Rule rule = rule(value == null ? null : value.rule(), state);
        return new Transition(
                instant(value == null ? null : value.time(), state),
                rule,
                state.labels(value == null ? Labels.NONE : value.labels()),
                state.choice(value == null ? AlertState.INACTIVE : value.from(), AlertState.values()),
                state.choice(value == null ? AlertState.FIRING : value.to(), AlertState.values()),
                state.choice(value == null ? Level.INFO : value.level(), Level.values()),
                (Double) state.value(value == null ? null : value.value()),
                (Double) state.value(value == null ? null : value.threshold()),
                state.choice(value == null ? Reason.CONDITION : value.reason(), Reason.values()),
                instant(value == null ? null : value.since(), state),
                firingSince(value, state),
                state.text(value == null ? "" : value.alert()),
                state.number(value == null ? 0L : value.sequence()),
                variables(value == null ? Map.of() : value.variables(), state));
    }

    private static @Nullable Instant firingSince(@Nullable Transition value, SnapshotStream state) {
        Instant since = value == null ? null : value.firingSince();
        return state.flag(since != null) ? instant(since, state) : null;
    }

    private static Instant instant(@Nullable Instant value, SnapshotStream state) {
        return Instant.ofEpochMilli(state.time(value == null ? 0 : value.toEpochMilli()));
    }

    private static Map<String, Object> variables(Map<String, Object> values, SnapshotStream state) {
        int count = state.number(values.size());
        if (count == 0) {
            return Map.of();
        }
        Map<String, Object> read = new HashMap<>();
        String[] names = values.keySet().toArray(String[]::new);
        Arrays.sort(names);
        for (int i = 0; i < count; i++) {
            String name = state.text(state.isReading() ? "" : names[i]);
            Object value = state.value(values.get(name));
            if (value != null) {
                read.put(name, value);
            }
        }
        return state.isReading() ? Map.copyOf(read) : values;
    }

    private Rule rule(@Nullable Rule rule, SnapshotStream state) {
        String id = state.text(rule == null ? "" : rule.id());
        String name = state.text(rule == null ? "" : rule.name());
        String category = state.text(rule == null ? "" : rule.category());
        String condition =
                state.text(rule == null ? "" : rule.levels().get(0).condition().canonical());
        Level level =
                state.choice(rule == null ? Level.INFO : rule.levels().get(0).level(), Level.values());
        boolean notifyResolved = state.flag(rule != null && rule.notices().notifyResolved());
        if (rule != null) {
            return rule;
        }
        return rules.computeIfAbsent(
                id,
                unknown -> gone(RuleDefinition.of(id)
                        .name(name)
                        .category(category)
                        .condition(condition)
                        .level(level)
                        .notifyResolved(notifyResolved)
                        .build()));
    }

    private static Rule gone(RuleDefinition definition) {
        CompiledRules compiled = RuleCompiler.compile(List.of(definition));
        return compiled.orElseThrow().rules().get(0);
    }
}
