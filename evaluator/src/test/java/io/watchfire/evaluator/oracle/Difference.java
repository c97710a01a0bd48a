package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.alert.Transition;
import java.util.List;
import java.util.Optional;

/** The first step at which two tellings of a story part. */
final class Difference {
    private Difference() {}

    static Optional<String> ofEngine(Story story, Edges edges) {
        List<List<Transition>> engine = EngineRun.tell(story);
        List<List<Transition>> oracle = NaiveOracle.tell(story, edges);
        for (int i = 0; i < engine.size(); i++) {
            Optional<String> difference = between(EngineRun.lines(oracle.get(i)), EngineRun.lines(engine.get(i)));
            if (difference.isPresent()) {
                return Optional.of("at " + story.steps().get(i) + "\n" + difference.get());
            }
        }
        return Optional.empty();
    }

    static Optional<String> between(List<String> expected, List<String> got) {
        return expected.equals(got)
                ? Optional.empty()
                : Optional.of("expected\n  " + String.join("\n  ", expected) + "\ngot\n  " + String.join("\n  ", got));
    }
}
