package io.watchfire.benchmarks.window;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.WindowOptions;
import java.util.ArrayList;
import java.util.List;

/** Watchfire itself, with rules as anybody writes them. */
final class WatchfireRow implements Row {
    private final AlertEngine engine;
    private long firings;

    /** @param thresholds one rule each */
    WatchfireRow(Question question, double[] thresholds, WindowOptions windows) {
        List<RuleDefinition> rules = new ArrayList<>();
        for (double threshold : thresholds) {
            rules.add(RuleDefinition.of("slow-orders-" + rules.size())
                    .category(EventStream.CATEGORY)
                    .target("okindName == 'btf-order'")
                    .condition(question.aggregate + " >= " + threshold)
                    .build());
        }
        engine = new AlertEngine(RuleCompiler.compile(rules).orElseThrow(), EngineOptions.DEFAULT.withWindows(windows));
    }

    static WatchfireRow exact(Question question, double... thresholds) {
        return new WatchfireRow(question, thresholds, WindowOptions.DEFAULT);
    }

    static WatchfireRow sliced(Question question, double... thresholds) {
        return new WatchfireRow(question, thresholds, new WindowOptions(0, 6, WindowOptions.DEFAULT.mostBytes()));
    }

    @Override
    public void process(Event event) {
        for (Transition transition : engine.process(event)) {
            firings += transition.to() == AlertState.FIRING ? 1 : 0;
        }
    }

    @Override
    public long matches() {
        return -1;
    }

    @Override
    public long firings() {
        return firings;
    }
}
