package io.watchfire.scenarios.run;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.scenarios.file.Scenario;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a scenario.
 *
 * @param differences empty if it passed
 * @param transitions all that happened, in their order
 */
public record ScenarioResult(Scenario scenario, List<Difference> differences, List<Transition> transitions) {
    public ScenarioResult {
        differences = List.copyOf(differences);
        transitions = List.copyOf(transitions);
    }

    public boolean passed() {
        return differences.isEmpty();
    }

    /** The differences for people, on several lines without a last line end; empty if it passed. */
    public String differencesText() {
        return differences.stream().map(Difference::render).collect(Collectors.joining("\n"));
    }
}
