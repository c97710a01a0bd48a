package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;
import java.util.*;
import org.junit.jupiter.api.Test;

class WindowDebugTest {
    @Test
    void mutantsAgainstOracle() {
        long t0 = System.nanoTime();
        Map<Truth, Integer> verdicts = new TreeMap<>();
        TreeMap<String, Integer> kinds = new TreeMap<>();
        WindowStories.seeds().forEach(seed -> {
            Story story = WindowStories.of(seed);
            NaiveOracle.verdicts(story).forEach((truth, count) -> verdicts.merge(truth, count, Integer::sum));
        });
        System.out.println(verdicts + " " + (System.nanoTime() - t0) / 1e9);
        List<List<String>> right = new ArrayList<>();
        WindowStories.seeds().forEach(seed -> {
            Story story = WindowStories.of(seed);
            List<String> lines = new ArrayList<>();
            List<List<io.watchfire.evaluator.alert.Transition>> told = NaiveOracle.tell(story, new Edges());
            for (int i = 0; i < told.size(); i++) {
                boolean passes = story.steps().get(i) instanceof Step.Passes;
                lines.add("" + EngineRun.lines(told.get(i)));
                told.get(i).forEach(t -> kinds.merge((passes ? "T " : "E ") + t.from().text() + " " + t.to().text() + " " + t.reason().text() + (t.value() == null ? "" : " v"), 1, Integer::sum));
            }
            right.add(lines);
        });
        kinds.forEach((k, n) -> System.out.println(k + " " + n));
        for (WindowMutant mutant : WindowMutant.values()) {
            int first = -1;
            int killed = 0;
            for (int i = 0; i < right.size(); i++) {
                Story story = WindowStories.of(i + 1);
                List<String> lines = new ArrayList<>();
                NaiveOracle.tell(story, mutant.edges()).forEach(l -> lines.add("" + EngineRun.lines(l)));
                if (!lines.equals(right.get(i))) {
                    first = first < 0 ? i : first;
                    if (++killed > 5) break;
                }
            }
            System.out.println(mutant + " first " + first + " killed " + killed);
        }
        System.out.println((System.nanoTime() - t0) / 1e9);
    }
}
