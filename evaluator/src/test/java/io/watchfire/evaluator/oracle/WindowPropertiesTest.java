package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of rules over windows too, whatever the oracle says. */
class WindowPropertiesTest extends LifeCyclePropertiesTest {
    private static final long LATENESS = EngineOptions.DEFAULT.allowedLatenessMillis();

    @Override
    Stories stories() {
        return Stories.OF_WINDOWS;
    }

    /** LT9. */
    @Test
    void anyOrderWithinTheLatenessGivesTheSameWindows() {
        Stories.OF_WINDOWS.seeds().forEach(seed -> {
            Random random = new Random(seed);
            List<Event> events = new ArrayList<>();
            for (Step step : new WindowStreamGenerator(random).steps(30)) {
                if (step instanceof Step.Arrives arrives) {
                    events.add(arrives.event());
                }
            }
            events.sort(Comparator.comparingLong(Event::time));
            String function = List.of("avg", "first", "last", "increase", "delta", "changes", "p95", "stddev", "count")
                    .get(random.nextInt(9));
            RuleSet rules = showing(function + "(c + 0) over " + (1 + random.nextInt(20)) + "s", random);

            assertThat(atTheEnd(rules, shuffled(events, random)))
                    .as("-Dwatchfire.seed=%s", seed)
                    .isEqualTo(atTheEnd(rules, events));
        });
    }

    /** A rule that tells the result of a window, and -1 if it is unknown, at each event. */
    private static RuleSet showing(String window, Random random) {
        RuleDefinition rule = RuleDefinition.of("r")
                .category(OracleRule.CATEGORIES.get(0))
                .condition("nvl(" + window + ", -1) >= -1000000")
                .groupBy(random.nextBoolean() ? new String[0] : new String[] {"s"})
                .noData(new NoData(1, NoData.Then.KEEP, List.of()))
                .stateful(false)
                .build();
        return RuleCompiler.compile(List.of(rule)).orElseThrow();
    }

    /** No event comes later than is allowed; those of one time stay in order. */
    private static List<Event> shuffled(List<Event> events, Random random) {
        Map<Long, Long> arrivals = new HashMap<>();
        events.forEach(event -> arrivals.computeIfAbsent(
                event.time(), time -> time + random.nextInt((int) LATENESS + 1)));
        return events.stream()
                .sorted(Comparator.comparing(event -> arrivals.get(event.time())))
                .toList();
    }

    /** What a probe in each group finds once all events have come. */
    private static List<String> atTheEnd(RuleSet rules, List<Event> events) {
        AlertEngine engine = new AlertEngine(rules, EngineOptions.DEFAULT);
        events.forEach(engine::process);
        List<Transition> told = new ArrayList<>();
        for (String tag : List.of("p", "q")) {
            told.addAll(engine.process(Event.of(OracleRule.CATEGORIES.get(0))
                    .at(engine.time().orElseThrow())
                    .tag("s", tag)
                    .tag("probe", "yes")
                    .build()));
        }
        return told.stream()
                .map(transition -> transition.labels() + " " + transition.value())
                .toList();
    }
}
