package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of the engine whatever the oracle says. */
class LifeCyclePropertiesTest {
    private static final long HOURS = 3_600_000L;

    Stories stories() {
        return Stories.OF_EVENTS;
    }

    private void check(Property property) {
        Property.check(stories(), property);
    }

    @Test
    void timeThatPassesBetweenEventsChangesNothing() {
        check(story -> {
            Random random = new Random(story.steps().size());
            List<Step> steps = new ArrayList<>(story.steps().subList(0, 1));
            for (Step step : story.steps().subList(1, story.steps().size())) {
                long before = steps.get(steps.size() - 1).time();
                long gap = step.time() - before;
                for (int i = gap > 0 ? random.nextInt(3) : 0; i > 0; i--) {
                    steps.add(new Step.Passes(before + random.nextInt((int) gap)));
                }
                steps.add(step);
            }
            return Difference.between(lines(story), lines(story.withSteps(steps)));
        });
    }

    @Test
    void anUnrelatedRuleChangesNothing() {
        check(story -> {
            Random random = new Random(story.steps().size());
            List<OracleRule> rules = new ArrayList<>(story.rules());
            rules.add(
                    random.nextInt(rules.size() + 1),
                    stories().rules(random).apply("other"));
            // A rule of another category takes room for series from the others.
            Story unbounded = story.withMaxSeries(Story.NO_BOUND);
            Stream<Transition> all = all(unbounded.withRules(rules)).stream();
            return Difference.between(
                    lines(unbounded),
                    EngineRun.lines(
                            all.filter(transition -> !transition.rule().id().equals("other"))
                                    .toList()));
        });
    }

    @Test
    void theOrderOfRulesOrdersTransitionsAndNothingElse() {
        check(story -> {
            List<OracleRule> rules = new ArrayList<>(story.rules());
            Collections.shuffle(rules, new Random(story.steps().size()));
            return Difference.between(
                    lines(story).stream().sorted().toList(),
                    lines(story.withRules(rules)).stream().sorted().toList());
        });
    }

    @Test
    void withinAnAlertEachTransitionFollowsTheOneBefore() {
        check(story -> {
            Map<Object, Transition> last = new HashMap<>();
            for (Transition next : all(story)) {
                Transition before = last.put(List.of(next.rule().id(), next.labels()), next);
                if (!follows(next, before)) {
                    return Optional.of(next + "\ndoes not follow\n" + before);
                }
            }
            return Optional.empty();
        });
    }

    private static boolean follows(Transition next, Transition before) {
        boolean begins = next.from() == AlertState.INACTIVE;
        boolean inTime = before == null || !next.time().isBefore(before.time());
        if (before == null || begins) {
            boolean over = before == null
                    || before.to() == AlertState.INACTIVE
                    || before.to() == AlertState.RESOLVED
                    || !next.rule().stateful();
            boolean other = before == null || !before.alert().equals(next.alert());
            return begins && over && other && inTime && next.sequence() == 1;
        }
        return inTime
                && next.from() == before.to()
                && next.alert().equals(before.alert())
                && next.sequence() == before.sequence() + 1;
    }

    @Test
    void liveAlertsAreAsTheirLastTransitionsSay() {
        check(story -> {
            AlertEngine engine = EngineRun.engine(story);
            Map<String, Map<Labels, Transition>> live = new HashMap<>();
            for (Step step : story.steps()) {
                for (Transition transition : EngineRun.take(engine, step)) {
                    Map<Labels, Transition> ofRule =
                            live.computeIfAbsent(transition.rule().id(), unused -> new TreeMap<>());
                    if (transition.to() == AlertState.PENDING || transition.to().isOpen()) {
                        ofRule.put(transition.labels(), transition);
                    } else {
                        ofRule.remove(transition.labels());
                    }
                    if (!transition.rule().stateful()) {
                        ofRule.clear();
                    }
                }
                List<String> expected = story.rules().stream()
                        .flatMap(rule -> live.getOrDefault(rule.id(), Map.of()).values().stream())
                        .map(LifeCyclePropertiesTest::alert)
                        .toList();
                List<String> got = engine.alerts().stream()
                        .map(LifeCyclePropertiesTest::alert)
                        .toList();
                if (!got.equals(expected)) {
                    return Difference.between(expected, got).map(text -> "after " + step + "\n" + text);
                }
            }
            return Optional.empty();
        });
    }

    private static String alert(Transition told) {
        return told.rule().id()
                + told.labels()
                + told.to()
                + told.since()
                + told.firingSince()
                + told.alert()
                + told.sequence()
                + (told.to().isOpen() ? told.level() : "");
    }

    private static String alert(Alert alert) {
        return alert.rule().id()
                + alert.labels()
                + alert.state()
                + alert.since()
                + alert.firingSince()
                + alert.id()
                + alert.sequence()
                + (alert.state().isOpen() ? alert.level() : "");
    }

    @Test
    void nothingHappensBeforeTheNextTimer() {
        check(story -> {
            AlertEngine engine = EngineRun.engine(story);
            story.steps().forEach(step -> EngineRun.take(engine, step));
            long timer = engine.nextTimer().orElse(Long.MAX_VALUE);
            long time = engine.time().orElseThrow();
            return engine.advanceTo(time + 12 * HOURS).stream()
                    .filter(transition -> transition.time().toEpochMilli() < timer)
                    .findFirst()
                    .map(early -> "the next timer is " + Instant.ofEpochMilli(timer) + ", but\n" + early);
        });
    }

    @Test
    void goingFromTimerToTimerIsAsGoodAsOneLeap() {
        check(story -> {
            AlertEngine leaping = EngineRun.engine(story);
            AlertEngine stepping = EngineRun.engine(story);
            story.steps().forEach(step -> EngineRun.take(leaping, step));
            story.steps().forEach(step -> EngineRun.take(stepping, step));
            long end = leaping.time().orElseThrow() + 12 * HOURS;
            List<Transition> stepped = new ArrayList<>();
            while (stepping.nextTimer().orElse(Long.MAX_VALUE) <= end) {
                stepped.addAll(stepping.advanceTo(stepping.nextTimer().orElseThrow()));
            }
            return Difference.between(EngineRun.lines(leaping.advanceTo(end)), EngineRun.lines(stepped));
        });
    }

    private static List<Transition> all(Story story) {
        return EngineRun.tell(story).stream().flatMap(List::stream).toList();
    }

    private static List<String> lines(Story story) {
        return EngineRun.lines(all(story));
    }
}
