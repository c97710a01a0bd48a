package io.watchfire.scenarios.file;

import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.List;
import java.util.Optional;

/**
 * Rules, events, and what must come of them. Times are in epoch milliseconds.
 *
 * @param name unique in its file
 * @param file name of the file, as it was given
 * @param line where it begins in the file, from 1
 * @param rulesFrom where its rules stand: a path, or the scenario itself
 * @param rules empty if they have errors
 * @param receivers none of them if they are not given; empty if they have errors
 * @param loadErrors of the rules and receivers; their paths begin at the root of the rules or of the receivers
 * @param start when time begins
 * @param until when it ends; what is due then still happens
 * @param arrivals in the order in which they come in
 * @param actions by time; those of one instant in the order of the file
 */
public record Scenario(
        String name,
        String file,
        int line,
        String rulesFrom,
        Optional<RuleSet> rules,
        Optional<ReceiverSet> receivers,
        List<FileProblem> loadErrors,
        EngineOptions engine,
        long start,
        long until,
        List<Arrival> arrivals,
        List<Action> actions,
        Expectations expect) {
    public Scenario {
        loadErrors = List.copyOf(loadErrors);
        arrivals = List.copyOf(arrivals);
        actions = List.copyOf(actions);
    }
}
