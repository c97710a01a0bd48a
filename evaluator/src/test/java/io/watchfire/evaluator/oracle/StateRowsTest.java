package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.Restored;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleDefinitionBuilder;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.snapshot.SnapshotException;
import io.watchfire.evaluator.snapshot.StateRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is told what changes knows all live alerts, and an engine that is made of it goes on with them. */
class StateRowsTest {
    private static final EngineOptions OPTIONS = EngineOptions.DEFAULT;

    /** What a store holds. */
    private static final class Rows {
        final Map<String, StateRow> all = new TreeMap<>();

        void take(AlertEngine engine) {
            for (StateRow row : engine.takeChanges()) {
                if (row.value() == null) {
                    all.remove(row.of() + row.key());
                } else {
                    all.put(row.of() + row.key(), row);
                }
            }
        }

        Restored restored(byte @Nullable [] snapshot, RuleSet rules) {
            return AlertEngine.restore(snapshot, List.copyOf(all.values()), rules, OPTIONS);
        }
    }

    /** All but what an event may have changed that changed nothing else. */
    private static List<String> live(AlertEngine engine) {
        return engine.alerts().stream().map(StateRowsTest::stands).toList();
    }

    private static String stands(Alert alert) {
        return alert.rule().id() + " " + alert.labels() + " " + alert.state() + " " + alert.level() + " since "
                + alert.since() + ", firing since " + alert.firingSince() + ", " + alert.id() + " "
                + alert.sequence();
    }

    @ParameterizedTest
    @EnumSource(Stories.class)
    void whateverHappensTheStoreKnowsAllLiveAlerts(Stories stories) {
        Property.check(stories, 600, story -> {
            Random random = new Random(story.steps().size());
            List<OracleRule> more = new ArrayList<>(story.rules());
            more.add(random.nextInt(more.size() + 1), stories.rules(random).apply("other"));
            RuleSet some = story.withMaxSeries(Story.NO_BOUND).ruleSet();
            RuleSet both = story.withMaxSeries(Story.NO_BOUND).withRules(more).ruleSet();
            RuleSet rules = some;
            AlertEngine engine = new AlertEngine(rules, OPTIONS);
            Rows rows = new Rows();
            byte[] snapshot = null;
            for (Step step : story.steps()) {
                if (random.nextInt(6) == 0) {
                    snapshot = engine.snapshot();
                }
                if (random.nextInt(6) == 0 && engine.time().isPresent()) {
                    rules = random.nextBoolean() ? both : some;
                    engine.reload(rules, engine.time().getAsLong());
                }
                EngineRun.take(engine, step);
                if (random.nextInt(3) > 0) {
                    rows.take(engine);
                    Restored restored = rows.restored(random.nextBoolean() ? snapshot : null, rules);
                    Optional<String> breach = Difference.between(live(engine), live(restored.engine()));
                    if (breach.isPresent() || !restored.lost().isEmpty()) {
                        return Optional.of("after " + step + "\n" + breach.orElse("lost " + restored.lost()));
                    }
                    if (random.nextInt(4) == 0) {
                        engine = restored.engine();
                    }
                }
            }
            return Optional.empty();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsLevelsAndTimersGoOnAsIfItHadNeverStopped(int part) {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(1_000 * part + seed);
            RuleSet rules = simpleRules(random);
            AlertEngine steady = new AlertEngine(rules, OPTIONS);
            AlertEngine stopped = new AlertEngine(rules, OPTIONS);
            Rows rows = new Rows();
            long time = 1_700_000_000_000L;
            for (int i = 0; i < 60; i++) {
                time += 1 + random.nextInt(4) * 500L;
                Event event = Event.of("m")
                        .at(time)
                        .tag("h", "주문-" + random.nextInt(3))
                        .field("v", random.nextInt(10))
                        .build();
                boolean passes = random.nextInt(4) == 0;
                List<Transition> expected = passes ? steady.advanceTo(time) : steady.process(event);
                List<Transition> got = passes ? stopped.advanceTo(time) : stopped.process(event);
                assertThat(EngineRun.lines(got)).as("seed %s, step %s", seed, i).isEqualTo(EngineRun.lines(expected));
                rows.take(stopped);
                if (random.nextInt(3) == 0) {
                    stopped = rows.restored(null, rules).engine();
                    assertThat(stopped.takeChanges()).isEmpty();
                }
            }
        }
    }

    private static RuleSet simpleRules(Random random) {
        List<RuleDefinition> rules = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RuleDefinitionBuilder rule = RuleDefinition.of("r" + i).category("m");
            if (random.nextBoolean()) {
                rule.condition("v > " + random.nextInt(6));
            } else {
                rule.level(Level.WARNING, "v > " + random.nextInt(6)).level(Level.CRITICAL, "v > 7");
            }
            if (random.nextBoolean()) {
                rule.holdsFor(Duration.ofMillis(random.nextInt(5) * 500L));
            }
            if (random.nextBoolean()) {
                rule.resolveAfter(Duration.ofMillis(random.nextInt(5) * 500L));
            }
            rules.add(rule.build());
        }
        return RuleCompiler.compile(rules).orElseThrow();
    }

    private static RuleSet rules(String id, String condition) {
        return RuleCompiler.compile(List.of(
                        RuleDefinition.of(id).category("m").condition(condition).build()))
                .orElseThrow();
    }

    private static Event event(long time, double value) {
        return Event.of("m").at(time).tag("h", "a").field("v", value).build();
    }

    @Test
    void anAlertWhoseRuleIsGoneIsLostAndItsRowGoes() {
        AlertEngine engine = new AlertEngine(rules("slow", "v > 1"), OPTIONS);
        Rows rows = new Rows();
        engine.process(event(5, 2));
        rows.take(engine);

        Restored restored = rows.restored(null, rules("other", "v > 1"));

        assertThat(restored.lost())
                .extracting(LostAlert::rule, LostAlert::state)
                .containsExactly(tuple("slow", AlertState.FIRING));
        assertThat(restored.engine().alerts()).isEmpty();
        rows.take(restored.engine());
        assertThat(rows.all).isEmpty();
    }

    @Test
    void anAlertOfAChangedConditionGoesOnUntilItsNextEvent() {
        AlertEngine engine = new AlertEngine(rules("slow", "v > 1"), OPTIONS);
        Rows rows = new Rows();
        String id = engine.process(event(5, 2)).get(0).alert();
        rows.take(engine);

        AlertEngine restored = rows.restored(null, rules("slow", "v > 3")).engine();
        rows.take(restored);

        assertThat(restored.alerts()).extracting(Alert::id).containsExactly(id);
        assertThat(restored.process(event(6, 2)))
                .extracting(Transition::to, Transition::alert, Transition::sequence)
                .containsExactly(tuple(AlertState.RESOLVED, id, 2L));
    }

    @Test
    void whatHasEndedSinceTheSnapshotDoesNotComeBack() {
        RuleSet rules = rules("slow", "v > 1");
        AlertEngine engine = new AlertEngine(rules, OPTIONS);
        Rows rows = new Rows();
        engine.process(event(5, 2));
        byte[] snapshot = engine.snapshot();
        engine.process(event(6, 0));
        rows.take(engine);

        AlertEngine restored = rows.restored(snapshot, rules).engine();

        assertThat(restored.alerts()).isEmpty();
        assertThat(restored.process(event(7, 2))).extracting(Transition::to).containsExactly(AlertState.FIRING);
    }

    @Test
    void whileNobodyListenedNoGroupWasSilent() {
        RuleSet rules = RuleCompiler.compile(List.of(RuleDefinition.of("slow")
                        .category("m")
                        .condition("v > 1")
                        .noData(new NoData(1_000, NoData.Then.RESOLVE, List.of()))
                        .build()))
                .orElseThrow();
        AlertEngine engine = new AlertEngine(rules, OPTIONS);
        Rows rows = new Rows();
        engine.process(event(5, 2));
        rows.take(engine);

        AlertEngine restored = rows.restored(null, rules).engine();
        restored.resumeAt(60_000);

        assertThat(restored.advanceTo(60_000)).isEmpty();
        assertThat(restored.advanceTo(60_999)).isEmpty();
        assertThat(restored.advanceTo(61_000)).extracting(Transition::to).containsExactly(AlertState.RESOLVED);
    }

    /** Fires at 300 s by time alone: the low value leaves the window. The high one leaves at 360 s. */
    private static final RuleSet MEAN = overWindow("avg(v) over 5m >= 60");

    private static RuleSet overWindow(String condition) {
        return RuleCompiler.compile(List.of(RuleDefinition.of("mean")
                        .category("m")
                        .groupBy("h")
                        .condition(condition)
                        .noData(new NoData(30_000, NoData.Then.RESOLVE, List.of()))
                        .build()))
                .orElseThrow();
    }

    @Test
    void whatAWindowToldAfterTheSnapshotIsNotToldOnceMore() {
        AlertEngine engine = new AlertEngine(MEAN, OPTIONS);
        Rows rows = new Rows();
        engine.process(event(1, 10));
        engine.process(event(60_000, 90));
        byte[] snapshot = engine.snapshot();
        assertThat(engine.advanceTo(500_000))
                .extracting(Transition::to)
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        rows.take(engine);

        AlertEngine restored = rows.restored(snapshot, MEAN).engine();
        restored.resumeAt(600_000);

        assertThat(restored.advanceTo(10_000_000)).isEmpty();
    }

    @Test
    void anAlertOverAWindowThatWasLostEndsBySilenceOnceTheWindowWouldHaveFilled() {
        AlertEngine engine = new AlertEngine(MEAN, OPTIONS);
        Rows rows = new Rows();
        engine.process(event(1, 10));
        engine.process(event(60_000, 90));
        engine.advanceTo(310_000);
        rows.take(engine);

        AlertEngine restored = rows.restored(null, MEAN).engine();
        restored.resumeAt(320_000);

        assertThat(restored.advanceTo(619_999)).isEmpty();
        assertThat(restored.advanceTo(620_000)).extracting(Transition::to).containsExactly(AlertState.RESOLVED);
    }

    @Test
    void aWindowThatRanEmptyWhileNobodyListenedTellsNothingUntilItHasFilledAgain() {
        RuleSet missing = overWindow("count(v) over 5m < 1");
        AlertEngine engine = new AlertEngine(missing, OPTIONS);
        Rows rows = new Rows();
        engine.process(event(1_000, 10));
        byte[] snapshot = engine.snapshot();
        rows.take(engine);

        AlertEngine restored = rows.restored(snapshot, missing).engine();
        restored.resumeAt(900_000);
        assertThat(restored.advanceTo(900_000)).isEmpty();
        AlertEngine other =
                AlertEngine.restore(restored.snapshot(), missing, OPTIONS).engine();
        assertThat(restored.process(event(1_000_000, 10))).isEmpty();

        assertThat(restored.advanceTo(1_299_999)).isEmpty();
        assertThat(restored.advanceTo(1_300_000)).extracting(Transition::to).containsExactly(AlertState.FIRING);
        assertThat(other.advanceTo(1_199_999)).isEmpty();
        assertThat(other.advanceTo(1_200_000)).extracting(Transition::to).containsExactly(AlertState.FIRING);
    }

    @Test
    void aShortRestartKeepsWindowsFromJudgingForAsLongOnly() {
        RuleSet missing = overWindow("count(v) over 5m < 1");
        AlertEngine engine = new AlertEngine(missing, OPTIONS);
        Rows rows = new Rows();
        engine.process(event(1_000, 10));
        engine.advanceTo(290_000);
        byte[] snapshot = engine.snapshot();
        rows.take(engine);

        AlertEngine restored = rows.restored(snapshot, missing).engine();
        restored.resumeAt(300_000);

        assertThat(restored.advanceTo(309_999)).isEmpty();
        assertThat(restored.advanceTo(310_000)).extracting(Transition::to).containsExactly(AlertState.FIRING);
    }

    @Test
    void timeIsHeardByAnAlertThatAnotherProcessAskedLast() {
        AlertEngine engine = new AlertEngine(MEAN, OPTIONS);
        Rows rows = new Rows();
        engine.process(event(1, 10));
        engine.process(event(60_000, 90));
        byte[] snapshot = engine.snapshot();
        engine.advanceTo(310_000);
        rows.take(engine);

        AlertEngine restored = rows.restored(snapshot, MEAN).engine();
        restored.resumeAt(311_000);

        assertThat(restored.advanceTo(10_000_000)).extracting(Transition::to).containsExactly(AlertState.RESOLVED);
    }

    @Test
    void aDamagedRowIsRefused() {
        AlertEngine engine = new AlertEngine(rules("slow", "v > 1"), OPTIONS);
        engine.process(event(5, 2));
        List<StateRow> rows = engine.takeChanges();
        for (StateRow row : rows) {
            byte[] flipped = Arrays.copyOf(row.value(), row.value().length);
            flipped[flipped.length / 2] ^= 1;
            List<StateRow> damaged = new ArrayList<>(rows);
            damaged.set(rows.indexOf(row), new StateRow(row.of(), row.key(), flipped));

            assertThatThrownBy(() -> AlertEngine.restore(null, damaged, rules("slow", "v > 1"), OPTIONS))
                    .isInstanceOf(SnapshotException.class);
        }
    }
}
