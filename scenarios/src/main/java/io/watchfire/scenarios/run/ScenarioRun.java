package io.watchfire.scenarios.run;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.scenarios.file.Action;
import io.watchfire.scenarios.file.Arrival;
import io.watchfire.scenarios.file.Facts;
import io.watchfire.scenarios.file.Outcome;
import io.watchfire.scenarios.file.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs one scenario. */
public final class ScenarioRun {
    private final Scenario scenario;
    private AlertEngine engine;
    private final NoticesRun notices;
    private RuleSet rules;

    /** Until then nothing comes in and no time passes for the engine, which was stopped. */
    private long awayUntil = Long.MIN_VALUE;

    /** Other rules, which the engine does not know yet. */
    private @Nullable RuleSet nextRules;

    /** What people did while the engine was away: it learns of it when it is back. */
    private final List<LongConsumer> missed = new ArrayList<>();

    private final FactsOf facts;

    private final List<Transition> transitions = new ArrayList<>();
    private final Map<Duration, List<Facts>> alerts = new LinkedHashMap<>();

    /** The last transition of each alert that is over, by its rule and labels. */
    private final Map<List<Object>, Transition> over = new LinkedHashMap<>();

    /** The alerts of every moment at which they may have changed, if some expectation wants to know. */
    private final List<List<Facts>> moments = new ArrayList<>();

    private final boolean watchesMoments;

    private ScenarioRun(Scenario scenario, RuleSet rules, ReceiverSet receivers) {
        this.scenario = scenario;
        this.rules = rules;
        this.engine = new AlertEngine(rules, scenario.engine());
        this.facts = new FactsOf(scenario.start());
        this.notices = new NoticesRun(receivers, facts);
        notices.begin(rules, scenario.start());
        this.watchesMoments = scenario.expect().of(Outcome.ALERTS).stream().anyMatch(entry -> entry.at() == null);
    }

    /** Lets the scenario happen, as fast as it can, and compares. */
    public static ScenarioResult of(Scenario scenario) {
        List<Difference> differences = new ArrayList<>(Loading.differences(scenario));
        if (!differences.isEmpty()
                || scenario.rules().isEmpty()
                || scenario.receivers().isEmpty()) {
            return new ScenarioResult(scenario, differences, List.of());
        }
        ScenarioRun run = new ScenarioRun(
                scenario, scenario.rules().get(), scenario.receivers().get());
        run.happen();
        return new ScenarioResult(scenario, run.differences(), run.transitions);
    }

    private void happen() {
        advanceTo(scenario.start());
        instants().forEach(this::instant);
    }

    /** What comes in at each instant at which something comes in, is done, is checked, or ends. */
    private SortedMap<Long, Happenings> instants() {
        SortedMap<Long, Happenings> instants = new TreeMap<>();
        for (Arrival arrival : scenario.arrivals()) {
            of(arrival.at(), instants).arrivals().add(arrival);
        }
        for (Action action : scenario.actions()) {
            of(action.at(), instants).actions().add(action);
            if (action.what() instanceof Action.Restart restart) {
                of(Math.min(action.at() + restart.downMillis(), scenario.until()), instants);
            }
        }
        for (Facts entry : scenario.expect().of(Outcome.ALERTS)) {
            Duration at = entry.at();
            if (at != null) {
                of(scenario.start() + at.toMillis(), instants);
                alerts.put(at, List.of());
            }
        }
        of(scenario.until(), instants);
        return instants;
    }

    /** What is done and what comes in at one instant, in this order. */
    private record Happenings(List<Action> actions, List<Arrival> arrivals) {}

    private static Happenings of(long at, SortedMap<Long, Happenings> instants) {
        return instants.computeIfAbsent(at, key -> new Happenings(new ArrayList<>(), new ArrayList<>()));
    }

    private void instant(long at, Happenings happenings) {
        advanceTo(at - 1);
        if (at > awayUntil) {
            notices.pass(at - 1);
        }
        learn(at);
        for (Action action : happenings.actions()) {
            act(at, action.what());
            moment();
        }
        for (Arrival arrival : at < awayUntil ? List.<Arrival>of() : happenings.arrivals()) {
            for (Transition transition : engine.process(arrival.event(), at)) {
                happened(at, transition);
            }
            moment();
        }
        advanceTo(at);
        if (at >= awayUntil) {
            notices.pass(at);
        }
        alerts.computeIfPresent(facts.offset(at), (offset, none) -> alerts());
    }

    private void act(long at, Action.What what) {
        if (what instanceof Action.Reload reload) {
            reload.rules().value().ifPresent(valid -> nextRules = valid); // A bad file changes nothing.
            learn(at);
        } else if (what instanceof Action.ReloadReceivers reload) {
            reload.receivers().value().ifPresent(valid -> done(at, now -> notices.replaceReceivers(valid, now)));
        } else if (what instanceof Action.Silence silence) {
            done(at, now -> notices.silence(silence, at, now));
        } else if (what instanceof Action.Expire expire) {
            done(at, now -> notices.expire(expire.silence(), now));
        } else if (what instanceof Action.Acknowledge ack) {
            done(at, now -> notices.acknowledge(ack, now));
        } else if (what instanceof Action.ReceiverDown down) {
            notices.receiverDown(down.name(), at + down.forMillis());
        } else if (what instanceof Action.Restart restart) {
            engine = AlertEngine.restore(engine.snapshot(), rules, scenario.engine())
                    .engine();
            awayUntil = Math.max(awayUntil, at + restart.downMillis());
            notices.restart(rules, awayUntil);
        }
    }

    /** Somebody does something, of which the engine learns now or when it is back. */
    private void done(long at, LongConsumer what) {
        missed.add(what);
        learn(at);
    }

    /** Rules that are changed while the engine is away, and what people do then, wait until it is back. */
    private void learn(long at) {
        if (at < awayUntil) {
            return;
        }
        missed.forEach(action -> action.accept(at));
        missed.clear();
        RuleSet next = nextRules;
        if (next != null) {
            rules = next;
            nextRules = null;
            List<Transition> ended = engine.reload(rules, at);
            ended.forEach(this::remember);
            notices.replaceRules(rules, ended, at);
        }
    }

    private void advanceTo(long target) {
        if (target < awayUntil) {
            return;
        }
        if (watchesMoments) {
            stopAtTimers(target);
        }
        for (Transition transition : engine.advanceTo(target)) {
            happened(Math.max(awayUntil, transition.time().toEpochMilli()), transition);
        }
        moment();
    }

    private void stopAtTimers(long target) {
        OptionalLong next = engine.nextTimer();
        while (next.isPresent() && next.getAsLong() < target) {
            long stop = Math.max(next.getAsLong(), engine.time().orElse(0) + 1);
            for (Transition transition : engine.advanceTo(Math.min(stop, target))) {
                happened(Math.max(awayUntil, transition.time().toEpochMilli()), transition);
            }
            moment();
            next = stop < target ? engine.nextTimer() : OptionalLong.empty();
        }
    }

    /** @param at when its notices go out */
    private void happened(long at, Transition transition) {
        remember(transition);
        notices.changed(at, transition);
    }

    private void remember(Transition transition) {
        transitions.add(transition);
        List<Object> alert = List.of(transition.rule().id(), transition.labels());
        if (transition.to() == AlertState.RESOLVED) {
            over.put(alert, transition);
        } else {
            over.remove(alert);
        }
    }

    private void moment() {
        if (watchesMoments) {
            moments.add(alerts());
        }
    }

    /** Those that are live, and behind them those that are over. */
    private List<Facts> alerts() {
        Stream<Facts> live = engine.alerts().stream().map(FactsOf::alert);
        return Stream.concat(live, over.values().stream().map(FactsOf::alertOver))
                .toList();
    }

    private List<Difference> differences() {
        List<Difference> differences = new ArrayList<>(AlertCheck.differences(scenario.expect(), alerts, moments));
        differences.addAll(ListCheck.differences(
                Outcome.TRANSITIONS,
                scenario.expect(),
                transitions.stream().map(facts::transition).toList()));
        differences.addAll(ListCheck.differences(Outcome.NOTICES, scenario.expect(), notices.arrived()));
        return differences;
    }
}
