package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.fail;

import io.watchfire.evaluator.alert.Transition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OracleTest {
    @Test
    void engineAndOracleTellTheSame() {
        Stories.seeds().forEach(seed -> {
            Story story = Stories.of(seed);
            if (difference(story).isPresent()) {
                Story small = Shrinker.shrink(story, s -> difference(s).isPresent());
                fail("-Dwatchfire.seed=" + seed + "\n" + small + "\n"
                        + difference(small).orElseThrow());
            }
        });
    }

    private static Optional<String> difference(Story story) {
        List<List<Transition>> engine = EngineRun.tell(story);
        List<List<Transition>> oracle = NaiveOracle.tell(story, new Edges());
        for (int i = 0; i < engine.size(); i++) {
            List<String> got = EngineRun.lines(engine.get(i));
            List<String> expected = EngineRun.lines(oracle.get(i));
            if (!got.equals(expected)) {
                return Optional.of("at " + story.steps().get(i) + "\nexpected\n  " + String.join("\n  ", expected)
                        + "\ngot\n  " + String.join("\n  ", got));
            }
        }
        return Optional.empty();
    }
}
