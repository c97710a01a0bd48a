package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineCounters;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.Sharded;
import io.watchfire.evaluator.ShardedAlertEngine;
import io.watchfire.evaluator.Unindexed;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Event;
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
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Tells one stream to one engine, event by event, and to a sharded one in batches that begin anywhere. Between batches time passes, rules come, go
 * and change, and the number of shards changes.
 */
public final class ShardAgreement {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "shards");
        thread.setDaemon(true);
        return thread;
    });

    private static final List<Executor> EXECUTORS = List.of(POOL, POOL, Runnable::run, task -> {
        throw new RejectedExecutionException();
    });

    private static final List<Integer> SHARDS = List.of(1, 2, 2, 3, 7);

    private final Random random;
    private final Function<String, RuleDefinition> maker;
    private final List<RuleDefinition> rules = new ArrayList<>();
    private final Map<RuleDefinition, Rule> compiled = new HashMap<>();
    private final Set<String> withTexts = new HashSet<>();
    private final EngineOptions options;
    private final boolean isIndexed;
    private final boolean isLive;
    private final int longestBatch;
    private final Seen seen;
    private int made;
    private AlertEngine one;
    private ShardedAlertEngine sharded;

    private final List<Event> batch = new ArrayList<>();

    /** How often something happened in streams. */
    static final class Seen {
        int alertsInSeveralShards;
        int alertsInShardsAndBeside;
        int reloads;
        int lastedForDays;
        int refusedSeries;
        int late;
        int ahead;
    }

    private ShardAgreement(long seed, Seen seen) {
        this.seen = seen;
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        maker = switch (random.nextInt(3)) {
            case 0 -> new IndexedRules(random)::rule;
            case 1 -> definitions(Stories.OF_EVENTS);
            default -> definitions(Stories.OF_WINDOWS);
        };
        for (int i = 1 + random.nextInt(random.nextInt(6) == 0 ? 40 : 6); i > 0; i--) {
            rules.add(newRule("r" + made++));
        }
        options = EngineOptions.DEFAULT
                .withMaxSeries(random.nextInt(6) == 0 ? 1 + random.nextInt(6) : Story.NO_BOUND)
                .withMaxAhead(500);
        isIndexed = random.nextBoolean();
        isLive = random.nextInt(5) == 0;
        longestBatch = pick(List.of(1, 5, 20, 1_000));
        one = isIndexed ? new AlertEngine(ruleSet(), options) : Unindexed.engine(ruleSet(), options);
        sharded = new ShardedAlertEngine(one, pick(SHARDS), pick(EXECUTORS));
    }

    private Function<String, RuleDefinition> definitions(Stories stories) {
        Function<String, OracleRule> rule = stories.rules(random);
        return id -> rule.apply(id).definition();
    }

    /** What the engines disagree on; null if they agree. */
    public static String difference(long seed) {
        return difference(seed, new Seen());
    }

    static String difference(long seed, Seen seen) {
        return new ShardAgreement(seed, seen)
                .run()
                .map(text -> "-Dwatchfire.seed=" + seed + "\n" + text)
                .orElse(null);
    }

    private RuleDefinition newRule(String id) {
        while (true) {
            RuleDefinition rule = maker.apply(id);
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

    // ---- the stream

    /** Several streams, so that there are many series, each in its own order; some last for days. */
    private List<Step> steps() {
        List<List<Step>> streams = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int events = 10 + random.nextInt(40);
            streams.add(new ArrayList<>(
                    random.nextInt(3) == 0
                            ? new WindowStreamGenerator(random).steps(events)
                            : new StreamGenerator(random).steps(events)));
        }
        List<Step> all = new ArrayList<>();
        while (!streams.isEmpty()) {
            List<Step> stream = pick(streams);
            all.add(stream.remove(0));
            if (stream.isEmpty()) {
                streams.remove(stream);
            }
        }
        return random.nextInt(5) == 0 ? slower(all, 1_000 + random.nextInt(3_000)) : all;
    }

    private static List<Step> slower(List<Step> steps, int factor) {
        long start = steps.get(0).time();
        List<Step> slower = new ArrayList<>();
        for (Step step : steps) {
            long time = start + (step.time() - start) * factor;
            slower.add(
                    step instanceof Step.Arrives arrives
                            ? new Step.Arrives(at(arrives.event(), time))
                            : new Step.Passes(time));
        }
        return slower;
    }

    private static Event at(Event event, long time) {
        Event.Builder moved = Event.of(event.category()).at(time);
        event.tags().forEach(moved::tag);
        event.fields().forEach(moved::field);
        return moved.build();
    }

    private Optional<String> run() {
        List<Step> steps = steps();
        long first = steps.get(0).time();
        Optional<String> breach = Optional.empty();
        for (int i = 0; i < steps.size() && breach.isEmpty(); i++) {
            Step step = steps.get(i);
            if (step instanceof Step.Arrives arrives) {
                batch.add(arrives.event());
            } else {
                breach = flush(step).or(() -> compare(one.advanceTo(step.time()), sharded.advanceTo(step.time())));
            }
            if (batch.size() >= 1 + random.nextInt(longestBatch)) {
                breach = breach.or(() -> flush(step)).or(() -> between(step));
            }
            if (breach.isPresent()) {
                breach = breach.map(text -> "rules\n" + texts() + "\n" + sharded.layout() + "at " + step + "\n" + text);
            }
        }
        breach = breach.or(() -> flush(steps.get(steps.size() - 1)));
        EngineCounters counters = one.counters();
        seen.lastedForDays += one.time().orElse(first) - first > 2 * 86_400_000L ? 1 : 0;
        seen.refusedSeries += counters.refusedSeries() > 0 ? 1 : 0;
        seen.late += counters.late() > 0 ? 1 : 0;
        seen.ahead += counters.ahead() > 0 ? 1 : 0;
        return breach;
    }

    private String texts() {
        return String.join("\n", rules.stream().map(RuleDefinition::toString).toList());
    }

    private Optional<String> flush(Step step) {
        List<Event> events = List.copyOf(batch);
        batch.clear();
        List<Transition> expected = new ArrayList<>();
        List<Transition> got;
        if (isLive) {
            long clock = step.time() - 400 + random.nextInt(800);
            events.forEach(event -> expected.addAll(one.process(event, clock)));
            got = sharded.process(events, clock);
        } else {
            events.forEach(event -> expected.addAll(one.process(event)));
            got = sharded.process(events);
        }
        return compare(expected, got);
    }

    private Optional<String> compare(List<Transition> expected, List<Transition> got) {
        boolean several = Sharded.shardsWithAlerts(sharded) > 1;
        seen.alertsInSeveralShards += several ? 1 : 0;
        seen.alertsInShardsAndBeside +=
                Sharded.shardsWithAlerts(sharded) > 0 && Sharded.hasCommonAlerts(sharded) ? 1 : 0;
        return Difference.between(EngineRun.lines(expected), EngineRun.lines(got))
                .or(this::betweenAlerts)
                .or(() -> Difference.between(
                        List.of(counters(one.counters()), one.time().toString(), unknown(one.unknownVerdicts())),
                        List.of(
                                counters(sharded.counters()),
                                sharded.time().toString(),
                                unknown(sharded.unknownVerdicts()))));
    }

    private Optional<String> betweenAlerts() {
        List<Alert> expected = one.alerts();
        List<Alert> got = sharded.alerts();
        return expected.equals(got)
                ? Optional.empty()
                : Difference.between(List.of(expected.toString()), List.of(got.toString()));
    }

    /** Where there is an index, rules found by a text that is missing may count as unknown or not. */
    private String counters(EngineCounters counters) {
        return (isIndexed
                        ? new EngineCounters(
                                counters.events(),
                                counters.late(),
                                counters.ahead(),
                                counters.refusedSeries(),
                                0,
                                counters.transitions(),
                                counters.refusedSamples())
                        : counters)
                .toString();
    }

    private String unknown(List<UnknownVerdicts> unknown) {
        return unknown.stream()
                .filter(verdicts -> !isIndexed || !withTexts.contains(verdicts.rule()))
                .toList()
                .toString();
    }

    // ---- between batches

    private Optional<String> between(Step step) {
        switch (random.nextInt(12)) {
            case 0 -> sharded = new ShardedAlertEngine(sharded.join(), pick(SHARDS), pick(EXECUTORS));
            case 1 -> {
                byte[] state = sharded.snapshot();
                one = isIndexed
                        ? AlertEngine.restore(state, ruleSet(), options).engine()
                        : Unindexed.restore(state, ruleSet(), options);
            }
            case 2, 3 -> {
                seen.reloads++;
                edit();
                RuleSet next = ruleSet();
                long now = Math.max(step.time(), one.time().orElse(step.time()));
                return compare(one.reload(next, now), sharded.reload(next, now));
            }
            default -> {}
        }
        return Optional.empty();
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

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
