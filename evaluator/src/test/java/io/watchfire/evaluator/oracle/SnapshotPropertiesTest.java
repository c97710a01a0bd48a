package io.watchfire.evaluator.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.Restored;
import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.snapshot.SnapshotException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine that was made of a snapshot, or got its rules anew, does what one does that never stopped. */
class SnapshotPropertiesTest {
    /** Windows so small that they are cut into slices, and become exact again. */
    private static final WindowOptions SLICED = new WindowOptions(3, 4, 1 << 20);

    /** Reading and writing at each third step takes long. */
    private static final long MOST = 400;

    static Stream<Stories> stories() {
        return Stream.of(Stories.OF_EVENTS, Stories.OF_WINDOWS);
    }

    private static EngineOptions options(Story story) {
        EngineOptions options = EngineOptions.DEFAULT.withMaxSeries(story.maxSeries());
        return story.steps().size() % 2 == 0 ? options : options.withWindows(SLICED);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void restoringAtAnyEventIsAsIfItHadNeverStopped(Stories stories) {
        Property.check(stories, MOST, story -> {
            Random random = new Random(story.steps().size());
            AlertEngine steady = new AlertEngine(story.ruleSet(), options(story));
            AlertEngine stopped = new AlertEngine(story.ruleSet(), options(story));
            for (Step step : story.steps()) {
                if (random.nextInt(3) == 0) {
                    byte[] snapshot = stopped.snapshot();
                    Restored restored = AlertEngine.restore(snapshot, story.ruleSet(), options(story));
                    if (!restored.lost().isEmpty()) {
                        return Optional.of("lost before " + step + ": " + restored.lost());
                    }
                    stopped = restored.engine();
                    if (!Arrays.equals(snapshot, stopped.snapshot())) {
                        return Optional.of("before " + step + " a snapshot of what was restored is another");
                    }
                }
                Optional<String> breach = difference(steady, stopped, step);
                if (breach.isPresent()) {
                    return breach;
                }
            }
            return Optional.empty();
        });
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theSameRulesAgainChangeNothing(Stories stories) {
        Property.check(stories, MOST, story -> {
            Random random = new Random(story.steps().size());
            AlertEngine steady = new AlertEngine(story.ruleSet(), options(story));
            AlertEngine reloaded = new AlertEngine(story.ruleSet(), options(story));
            for (Step step : story.steps()) {
                if (random.nextInt(3) == 0 && reloaded.time().isPresent()) {
                    List<Transition> ended =
                            reloaded.reload(story.ruleSet(), reloaded.time().getAsLong());
                    if (!ended.isEmpty()) {
                        return Optional.of("before " + step + " ended " + ended);
                    }
                }
                Optional<String> breach = difference(steady, reloaded, step);
                if (breach.isPresent()) {
                    return breach;
                }
            }
            return Optional.empty();
        });
    }

    /** Takes the step in both. */
    private static Optional<String> difference(AlertEngine expected, AlertEngine got, Step step) {
        Optional<String> transitions = Difference.between(
                EngineRun.lines(EngineRun.take(expected, step)), EngineRun.lines(EngineRun.take(got, step)));
        return transitions
                .or(() -> Difference.between(
                        List.of(
                                expected.alerts().toString(),
                                expected.counters().toString()),
                        List.of(got.alerts().toString(), got.counters().toString())))
                .or(() -> Difference.between(
                        List.of(
                                expected.unknownVerdicts().toString(),
                                expected.nextTimer().toString()),
                        List.of(
                                got.unknownVerdicts().toString(),
                                got.nextTimer().toString())))
                .map(text -> "at " + step + "\n" + text);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void rulesThatComeAndGoChangeNothingForTheOthers(Stories stories) {
        Property.check(stories, MOST, story -> {
            Random random = new Random(story.steps().size());
            Story unbounded = story.withMaxSeries(Story.NO_BOUND);
            List<OracleRule> more = new ArrayList<>(story.rules());
            more.add(random.nextInt(more.size() + 1), stories.rules(random).apply("other"));
            RuleSet both = unbounded.withRules(more).ruleSet();
            AlertEngine steady = new AlertEngine(both, EngineOptions.DEFAULT);
            AlertEngine changed = new AlertEngine(both, EngineOptions.DEFAULT);
            for (Step step : story.steps()) {
                if (random.nextInt(3) == 0 && changed.time().isPresent()) {
                    RuleSet rules = random.nextBoolean() ? both : unbounded.ruleSet();
                    changed.reload(rules, changed.time().getAsLong());
                }
                Optional<String> breach = Difference.between(linesWithout(steady, step), linesWithout(changed, step));
                if (breach.isPresent()) {
                    return breach.map(text -> "at " + step + "\n" + text);
                }
            }
            return Optional.empty();
        });
    }

    private static List<String> linesWithout(AlertEngine engine, Step step) {
        return EngineRun.lines(EngineRun.take(engine, step).stream()
                .filter(transition -> !transition.rule().id().equals("other"))
                .toList());
    }

    @Test
    void whatIsDamagedIsRefusedAndNothingElseHappens() {
        Story story = Stories.OF_WINDOWS.of(7);
        AlertEngine engine = EngineRun.engine(story);
        story.steps().forEach(step -> EngineRun.take(engine, step));
        byte[] whole = engine.snapshot();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length), story);
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertRefused(flipped, story);
        }
        assertRefused(Arrays.copyOf(whole, whole.length + 1), story);
    }

    private static void assertRefused(byte[] snapshot, Story story) {
        assertThatThrownBy(() -> AlertEngine.restore(snapshot, story.ruleSet(), EngineOptions.DEFAULT))
                .isInstanceOf(SnapshotException.class);
    }

    @Test
    void aNewerVersionIsRefusedAndTheMessageSaysWhatToDo() {
        Story story = Stories.OF_EVENTS.of(1);
        byte[] snapshot = EngineRun.engine(story).snapshot();
        snapshot[8] = 2 << 1;

        assertThatThrownBy(() -> AlertEngine.restore(snapshot, story.ruleSet(), EngineOptions.DEFAULT))
                .isInstanceOf(SnapshotException.class)
                .hasMessage(
                        "the snapshot has version 2, this program knows 1: take a newer program, or begin without a "
                                + "snapshot");
    }

    @Test
    void otherWindowsAreRefused() {
        Story story = Stories.OF_EVENTS.of(1);
        byte[] snapshot = EngineRun.engine(story).snapshot();

        assertThatThrownBy(
                        () -> AlertEngine.restore(snapshot, story.ruleSet(), EngineOptions.DEFAULT.withWindows(SLICED)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("restore it with the same");
        assertThat(AlertEngine.restore(snapshot, story.ruleSet(), EngineOptions.DEFAULT)
                        .lost())
                .isEmpty();
    }

    @Test
    void rulesGivenBeforeTheFirstEventWaitFromThenOn() {
        RuleSet none = RuleCompiler.compile(List.of()).orElseThrow();
        RuleSet waiting = rule(new NoData(1_000, NoData.Then.FIRE, List.of(Labels.of(Map.of("h", "z")))));
        AlertEngine reloaded = new AlertEngine(none, EngineOptions.DEFAULT);
        reloaded.reload(waiting, 5);
        AlertEngine restored = AlertEngine.restore(
                        new AlertEngine(none, EngineOptions.DEFAULT).snapshot(), waiting, EngineOptions.DEFAULT)
                .engine();

        for (AlertEngine engine : List.of(reloaded, restored)) {
            assertThat(engine.nextTimer()).isEmpty();
            assertThat(engine.advanceTo(10)).isEmpty();
            assertThat(engine.advanceTo(1_010)).hasSize(1);
        }
    }

    @Test
    void aGroupThatFiresUnseenAndIsNotExpectedAnyMoreIsTold() {
        RuleSet waiting = rule(new NoData(1_000, NoData.Then.FIRE, List.of(Labels.of(Map.of("h", "z")))));
        RuleSet content = rule(new NoData(1_000, NoData.Then.FIRE, List.of()));
        AlertEngine engine = new AlertEngine(waiting, EngineOptions.DEFAULT);
        engine.advanceTo(0);
        String firing = engine.advanceTo(1_000).get(0).alert();

        Restored restored = AlertEngine.restore(engine.snapshot(), content, EngineOptions.DEFAULT);

        assertThat(restored.lost()).extracting(LostAlert::id).containsExactly(firing);
        assertThat(restored.engine().alerts()).isEmpty();
        assertThat(engine.reload(content, 2_000))
                .extracting(Transition::alert, Transition::reason)
                .containsExactly(tuple(firing, Reason.RULE_REMOVED));
        assertThat(engine.alerts()).isEmpty();
    }

    private static RuleSet rule(NoData noData) {
        return RuleCompiler.compile(List.of(RuleDefinition.of("r")
                        .category("m")
                        .condition("v > 1")
                        .groupBy("h")
                        .noData(noData)
                        .build()))
                .orElseThrow();
    }
}
