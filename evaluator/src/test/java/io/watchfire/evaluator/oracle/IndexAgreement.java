package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.Unindexed;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Tells one stream to an engine with an index and to one that shows every event to every rule. Between any two events rules may be added,
 * removed, changed or moved, and the engines be made anew from their snapshots. The engine with an index is told every other stream as bytes.
 */
public final class IndexAgreement {
    private final Random random;
    private final IndexedRules maker;
    private final List<RuleDefinition> rules = new ArrayList<>();
    private final Map<RuleDefinition, Rule> compiled = new HashMap<>();
    private final Set<String> withTexts = new HashSet<>();
    private final EngineOptions options = EngineOptions.DEFAULT;
    private final EventText text;
    private final boolean readsLines;
    private int made;
    private AlertEngine indexed;
    private AlertEngine unindexed;

    private IndexAgreement(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        maker = new IndexedRules(random);
        readsLines = random.nextBoolean();
        text = new EventText(new Random(seed));
        for (int i = 1 + random.nextInt(random.nextInt(4) == 0 ? 120 : 12); i > 0; i--) {
            rules.add(newRule("r" + made++));
        }
        RuleSet first = ruleSet();
        indexed = new AlertEngine(first, options);
        unindexed = Unindexed.engine(first, options);
    }

    /** What the engines disagree on; null if they agree. */
    public static String difference(long seed) {
        return new IndexAgreement(seed)
                .run()
                .map(text -> "seed " + seed + "\n" + text)
                .orElse(null);
    }

    private RuleDefinition newRule(String id) {
        while (true) {
            RuleDefinition rule = maker.rule(id);
            Optional<RuleSet> set = RuleCompiler.compile(List.of(rule)).rules();
            if (set.isPresent()) {
                compiled.put(rule, set.get().rules().get(0));
                if (rule.toString().contains("'")) {
                    withTexts.add(id);
                }
                return rule;
            }
        }
    }

    private RuleSet ruleSet() {
        return new RuleSet(Map.of(), rules.stream().map(compiled::get).toList());
    }

    private Optional<String> run() {
        int events = random.nextInt(10) == 0 ? 200 : 20 + random.nextInt(60);
        List<Step> steps = (random.nextInt(4) == 0
                ? new WindowStreamGenerator(random).steps(events)
                : new StreamGenerator(random).steps(events));
        for (Step step : steps) {
            Optional<String> breach = between(step).or(() -> take(step));
            if (breach.isPresent()) {
                return breach.map(text -> "rules\n" + String.join("\n", texts()) + "\nat " + step + "\n" + text);
            }
        }
        return Difference.between(unknown(unindexed), unknown(indexed))
                .map(text -> "rules\n" + String.join("\n", texts()) + "\nunknown verdicts\n" + text);
    }

    /** The counts of rules that never asked anything of texts: those that do may be found by a text that is missing. */
    private List<String> unknown(AlertEngine engine) {
        return engine.unknownVerdicts().stream()
                .filter(verdicts -> !withTexts.contains(verdicts.rule()))
                .map(Object::toString)
                .toList();
    }

    private List<String> texts() {
        return rules.stream().map(RuleDefinition::toString).toList();
    }

    private Optional<String> take(Step step) {
        List<Transition> expected = EngineRun.take(unindexed, step);
        if (!readsLines || !(step instanceof Step.Arrives arrives)) {
            return compare(expected, EngineRun.take(indexed, step));
        }
        byte[] line = text.of(arrives.event());
        return compare(expected, indexed.process(line, 0, line.length));
    }

    private Optional<String> compare(List<Transition> expected, List<Transition> got) {
        return Difference.between(EngineRun.lines(expected), EngineRun.lines(got))
                .or(() -> Difference.between(
                        List.of(unindexed.alerts().toString().split("Alert\\[")),
                        List.of(indexed.alerts().toString().split("Alert\\["))));
    }

    private Optional<String> between(Step step) {
        switch (random.nextInt(16)) {
            case 0 -> {
                RuleSet same = ruleSet();
                indexed = AlertEngine.restore(indexed.snapshot(), same, options).engine();
                unindexed = Unindexed.restore(unindexed.snapshot(), same, options);
                return Optional.empty();
            }
            case 1 -> {
                edit();
                RuleSet next = ruleSet();
                long now = Math.max(step.time(), unindexed.time().orElse(step.time()));
                return compare(unindexed.reload(next, now), indexed.reload(next, now));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private void edit() {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int place = random.nextInt(rules.size());
            switch (random.nextInt(4)) {
                case 0 -> rules.add(place, newRule("r" + made++));
                case 1 -> {
                    if (rules.size() > 1) {
                        rules.remove(place);
                    }
                }
                case 2 ->
                    rules.set(place, newRule(String.valueOf(rules.get(place).id())));
                default -> rules.add(rules.remove(place));
            }
        }
    }
}
