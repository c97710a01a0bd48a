package io.watchfire.scenarios.run;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.DurationText;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.scenarios.file.Action;
import io.watchfire.scenarios.file.Facts;
import io.watchfire.scenarios.file.Outcome;
import io.watchfire.scenarios.file.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a scenario asks for and this version cannot do. Such a scenario fails: it could pass by accident only.
 *
 * <p>Keys of receiver files that cannot be obeyed, and expressions that cannot be run, are errors of loading already.
 */
final class Unsupported {
    private static final Set<String> STATUSES = Set.of("flapping", "repeat", "summary");

    private Unsupported() {}

    static List<Difference> of(Scenario scenario) {
        List<Difference> found = new ArrayList<>();
        for (Action action : scenario.actions()) {
            found.add(unsupported(
                    "action " + action.kind() + " at " + DurationText.format(action.at() - scenario.start())));
        }
        scenario.rules().ifPresent(rules -> rules.rules().forEach(rule -> windows(rule, found)));
        if (scenario.expect().concern(Outcome.NOTICES)) {
            scenario.rules().ifPresent(rules -> rules.rules().forEach(rule -> policy(rule, found)));
        }
        for (Facts notice : scenario.expect().of(Outcome.NOTICES)) {
            if (notice.get("status") instanceof String status && STATUSES.contains(status)) {
                found.add(unsupported("notice status " + status));
            }
        }
        return found.stream().distinct().toList();
    }

    private static void windows(Rule rule, List<Difference> found) {
        Stream<CheckedExpression> conditions = rule.levels().stream()
                .flatMap(level -> Stream.concat(Stream.of(level.condition()), Stream.ofNullable(level.resolveWhen())));
        Stream.concat(conditions, Stream.ofNullable(rule.resolveWhen()))
                .flatMap(condition -> condition.aggregates().stream())
                .map(Canonical::text)
                .forEach(window -> found.add(unsupported("window " + window + " of rule " + rule.id())));
    }

    private static void policy(Rule rule, List<Difference> found) {
        if (rule.notices().pauseMillis() > 0) {
            found.add(unsupported("pause of rule " + rule.id()));
        }
        if (rule.notices().flap() != null) {
            found.add(unsupported("flap of rule " + rule.id()));
        }
    }

    private static Difference unsupported(String what) {
        return new Difference("not supported by this version: " + what, null, null, null);
    }
}
