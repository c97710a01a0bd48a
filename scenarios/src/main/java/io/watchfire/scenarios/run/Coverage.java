package io.watchfire.scenarios.run;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of the rules some scenario reached. Rules that are not enabled have nothing to reach. Immutable. */
public final class Coverage {
    private final List<RuleCoverage> rules;

    private Coverage(List<RuleCoverage> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * How far one rule came.
     *
     * @param rulesFrom where the rule stands: the path of a rule file, or file and name of the scenario that holds it
     * @param fired whether it fired at all
     * @param levels the levels at which it never fired; empty if it has only one
     * @param steps the changes of state, as {@code firing -> resolved}, that it could make and never made
     */
    public record RuleCoverage(String rulesFrom, String rule, boolean fired, List<Level> levels, List<String> steps) {
        public RuleCoverage {
            levels = List.copyOf(levels);
            steps = List.copyOf(steps);
        }

        public boolean isComplete() {
            return fired && levels.isEmpty() && steps.isEmpty();
        }

        /** What was not reached, in one line. */
        @Override
        public String toString() {
            String where = rulesFrom + ": " + rule + ": ";
            if (!fired) {
                return where + "never fired";
            }
            List<String> missing = new ArrayList<>();
            levels.forEach(level -> missing.add("level " + level.text()));
            missing.addAll(steps);
            return where + (missing.isEmpty() ? "all reached" : "never " + String.join(", never ", missing));
        }
    }

    /** Of all scenarios that ran; those of one rule file together, those that hold their rules each alone. */
    public static Coverage of(List<ScenarioResult> results) {
        Map<Key, Seen> seen = new LinkedHashMap<>();
        for (ScenarioResult result : results) {
            String from = result.scenario().rulesFrom();
            result.scenario()
                    .rules()
                    .ifPresent(set -> set.rules().stream()
                            .filter(Rule::enabled)
                            .forEach(rule -> seen.computeIfAbsent(new Key(from, rule.id()), key -> new Seen(rule))));
            for (Transition transition : result.transitions()) {
                Seen rule = seen.get(new Key(from, transition.rule().id()));
                if (rule != null) {
                    rule.add(transition);
                }
            }
        }
        List<RuleCoverage> rules = new ArrayList<>();
        seen.forEach((key, rule) -> rules.add(rule.coverage(key)));
        return new Coverage(rules);
    }

    /** All enabled rules, in the order in which the scenarios named them. */
    public List<RuleCoverage> rules() {
        return rules;
    }

    private record Key(String rulesFrom, String rule) {}

    /** What is seen of a rule. */
    private static final class Seen {
        private final Rule rule;
        private final Set<Level> levels = EnumSet.noneOf(Level.class);
        private final Set<String> steps = new LinkedHashSet<>();

        Seen(Rule rule) {
            this.rule = rule;
        }

        void add(Transition transition) {
            if (transition.to() == AlertState.FIRING) {
                levels.add(transition.level());
            }
            steps.add(step(transition.from(), transition.to()));
        }

        RuleCoverage coverage(Key key) {
            List<Level> missingLevels = new ArrayList<>();
            if (rule.levels().size() > 1) {
                rule.levels().forEach(level -> missingLevels.add(level.level()));
                missingLevels.removeAll(levels);
            }
            List<String> missingSteps = possible();
            missingSteps.removeAll(steps);
            return new RuleCoverage(key.rulesFrom, key.rule, !levels.isEmpty(), missingLevels, missingSteps);
        }

        private List<String> possible() {
            boolean waits = rule.levels().stream()
                    .anyMatch(level ->
                            level.forMillis() > 0 || level.occurrences().count() > 1);
            boolean firesAtOnce = rule.levels().stream()
                    .anyMatch(level ->
                            level.forMillis() == 0 && level.occurrences().count() == 1);
            List<String> possible = new ArrayList<>();
            if (waits && rule.stateful()) {
                possible.add(step(AlertState.INACTIVE, AlertState.PENDING));
                possible.add(step(AlertState.PENDING, AlertState.INACTIVE));
                possible.add(step(AlertState.PENDING, AlertState.FIRING));
            }
            if (firesAtOnce || !rule.stateful()) {
                possible.add(step(AlertState.INACTIVE, AlertState.FIRING));
            }
            if (rule.stateful() && (rule.resolveAfterMillis() > 0 || rule.resolveOccurrences() > 1)) {
                possible.add(step(AlertState.FIRING, AlertState.RECOVERING));
                possible.add(step(AlertState.RECOVERING, AlertState.FIRING));
                possible.add(step(AlertState.RECOVERING, AlertState.RESOLVED));
            } else if (rule.stateful()) {
                possible.add(step(AlertState.FIRING, AlertState.RESOLVED));
            }
            return possible;
        }

        private static String step(AlertState from, AlertState to) {
            return from.text() + " -> " + to.text();
        }
    }
}
