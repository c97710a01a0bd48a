package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.alert.TransitionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Tells stories to engines. */
final class EngineRun {
    private EngineRun() {}

    static AlertEngine engine(Story story) {
        return new AlertEngine(story.ruleSet(), EngineOptions.DEFAULT.withMaxSeries(story.maxSeries()));
    }

    static List<Transition> take(AlertEngine engine, Step step) {
        return step instanceof Step.Arrives arrives ? engine.process(arrives.event()) : engine.advanceTo(step.time());
    }

    /** What a new engine makes of a story: one list for each step. */
    static List<List<Transition>> tell(Story story) {
        AlertEngine engine = engine(story);
        List<List<Transition>> told = new ArrayList<>();
        story.steps().forEach(step -> told.add(take(engine, step)));
        return told;
    }

    /** All that a transition says. */
    static String line(Transition transition) {
        return TransitionJson.line(transition) + " threshold " + transition.threshold() + ", firing since "
                + transition.firingSince() + ", variables " + new TreeMap<>(transition.variables());
    }

    static List<String> lines(List<Transition> transitions) {
        return transitions.stream().map(EngineRun::line).toList();
    }
}
