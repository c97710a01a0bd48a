package io.watchfire.scenarios.run;

import io.watchfire.dsl.DurationText;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.scenarios.file.Action;
import io.watchfire.scenarios.file.Facts;
import io.watchfire.scenarios.file.Outcome;
import io.watchfire.scenarios.file.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
            if (action.what() instanceof Action.Reload
                    || action.what() instanceof Action.ReloadReceivers
                    || action.what() instanceof Action.Restart) {
                continue;
            }
            found.add(unsupported(
                    "action " + action.kind() + " at " + DurationText.format(action.at() - scenario.start())));
        }
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
