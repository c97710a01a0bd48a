package io.watchfire.scenarios.run;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.scenarios.file.Expectations;
import io.watchfire.scenarios.file.Outcome;
import io.watchfire.scenarios.file.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Compares the errors of a scenario's rules and receivers with those that it expects. */
final class Loading {
    private Loading() {}

    static List<Difference> differences(Scenario scenario) {
        Expectations expect = scenario.expect();
        List<FileProblem> errors = scenario.loadErrors();
        List<Difference> differences = new ArrayList<>(ListCheck.differences(
                Outcome.ERRORS, expect, errors.stream().map(FactsOf::error).toList()));
        if (errors.isEmpty()) {
            return differences;
        }
        boolean alsoRuns = List.of(Outcome.ALERTS, Outcome.TRANSITIONS, Outcome.NOTICES).stream()
                .anyMatch(expect::concern);
        if (!expect.concern(Outcome.ERRORS) || alsoRuns) {
            for (FileProblem error : errors) {
                differences.add(new Difference("rules or receivers", "no errors", error.render(), null));
            }
        }
        return differences;
    }
}
