package io.watchfire.evaluator.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a story shorter for as long as it still fails. */
final class Shrinker {
    private Shrinker() {}

    static Story shrink(Story story, Predicate<Story> fails) {
        Story smallest = story;
        for (boolean shorter = true; shorter; ) {
            Story before = smallest;
            Story fewer = before.withRules(without(before.rules(), rules -> fails.test(before.withRules(rules))));
            smallest = fewer.withSteps(without(fewer.steps(), steps -> fails.test(fewer.withSteps(steps))));
            shorter = smallest.steps().size() < before.steps().size()
                    || smallest.rules().size() < before.rules().size();
        }
        return smallest;
    }

    /** Leaves out whatever can be left out, long runs first. */
    private static <T> List<T> without(List<T> list, Predicate<List<T>> fails) {
        List<T> rest = list;
        for (int run = Math.max(1, list.size() / 2); run > 0; run /= 2) {
            for (int from = 0; from < rest.size() && rest.size() > 1; ) {
                List<T> shorter = new ArrayList<>(rest.subList(0, from));
                shorter.addAll(rest.subList(Math.min(rest.size(), from + run), rest.size()));
                if (!shorter.isEmpty() && fails.test(shorter)) {
                    rest = shorter;
                } else {
                    from += run;
                }
            }
        }
        return rest;
    }
}
