package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.NoData;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** The engine forgets what is over; the oracle forgets nothing. */
class ForgettingTest {
    private static final long HOUR = 3_600_000L;
    private static final long SLOWER = 2_000;

    @Test
    void whatIsForgottenAfterADayWasNothing() {
        Property.check(Stories.OF_EVENTS, story -> {
            long start = story.steps().get(0).time();
            return Difference.ofEngine(moved(story, step -> start + (step.time() - start) * SLOWER), new Edges());
        });
    }

    /** A series that is most of a day behind the others is not forgotten while it sends, and is late against itself alone. */
    @Test
    void aSlowSeriesIsRememberedAsAnyOther() {
        Property.check(Stories.OF_EVENTS, story -> {
            long start = story.steps().get(0).time();
            Map<String, String> slow = sender(story);
            return Difference.ofEngine(
                    moved(story, step -> {
                        boolean behind = step instanceof Step.Arrives arrives
                                && arrives.event().tags().equals(slow);
                        return start + (step.time() - start) * SLOWER - (behind ? 20 * HOUR : 0);
                    }),
                    new Edges());
        });
    }

    private static Map<String, String> sender(Story story) {
        return story.steps().stream()
                .filter(Step.Arrives.class::isInstance)
                .map(step -> ((Step.Arrives) step).event().tags())
                .findFirst()
                .orElse(Map.of());
    }

    private static Story moved(Story story, ToLongFunction<Step> time) {
        // A series that is forgotten makes room for another, and should.
        return story.withMaxSeries(Story.NO_BOUND)
                .withSteps(story.steps().stream()
                        .<Step>map(step -> (step instanceof Step.Arrives arrives
                                ? new Step.Arrives(at(arrives.event(), time.applyAsLong(step)))
                                : new Step.Passes(time.applyAsLong(step))))
                        .toList());
    }

    private static Event at(Event event, long time) {
        Event.Builder moved = Event.of(event.category()).at(time);
        event.tags().forEach(moved::tag);
        event.fields().forEach(moved::field);
        return moved.build();
    }

    @Test
    void whereNoAlertIsLeftAndNobodyIsMissedNoTimerIsLeft() {
        Property.check(Stories.OF_EVENTS, story -> {
            AlertEngine engine = EngineRun.engine(story);
            story.steps().forEach(step -> EngineRun.take(engine, step));
            boolean nobodyIsMissed = story.rules().stream().allMatch(ForgettingTest::missesNobody);
            if (!nobodyIsMissed || !engine.alerts().isEmpty()) {
                return Optional.empty();
            }
            // Counts of stateless rules run on without an alert, until silence.
            engine.advanceTo(engine.time().orElseThrow() + 12 * HOUR);
            return engine.nextTimer().isPresent()
                    ? Optional.of("a timer is left at " + engine.nextTimer().getAsLong())
                    : Optional.empty();
        });
    }

    private static boolean missesNobody(OracleRule rule) {
        return rule.noData().then() != NoData.Then.FIRE
                && rule.noData().expect().isEmpty();
    }
}
