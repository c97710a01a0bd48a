package io.watchfire.notifiers.policy;

import static io.watchfire.notifiers.Sample.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.Sample.RuleBuilder;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.policy.NaivePolicy.Wish;
import io.watchfire.notifiers.policy.NaivePolicy.Wrong;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.notifiers.store.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A firing that was told is followed by its end, at the right second, whatever comes between: silences, mute times, inhibition,
 * grouping, levels, repeats, pauses, escalation, flapping, the rate guard, other receivers, restarts. Random stories are told to the policy and to a naive one that knows nothing of it.
 */
class ContractTest {
    private static final int STORIES = 400;
    private static final int LENGTH = 600;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> ALERTS = List.of(
            "slow/z1/a", "slow/z1/b", "slow/z1/c", "slow/z2/d", "slow/z2/e", "down/z1/x", "down/z1/y", "down/z2/w");
    /** Every other story has pauses, in seconds. */
    private static final List<Map<String, Integer>> PAUSES = List.of(Map.of(), Map.of("slow", 31, "down", 85));

    /** Half of the stories have rules whose alerts may flap. */
    private static final NaivePolicy.Flap FLAP = new NaivePolicy.Flap(3, 60);

    private static final NaivePolicy.Flap NO_FLAP = new NaivePolicy.Flap(0, 0);

    private static final Wish SOLO = new Wish("solo").repeat(20, 50).escalate(40);
    private static final Wish GROUP =
            new Wish("group").grouped(10, 60).repeat(70, 100).escalate(90);
    private static final Wish NIGHT =
            new Wish("night").muted(120, 240).minLevel(1).repeat(25);
    private static final Wish LATE = new Wish("late").minLevel(2);
    private static final Wish GUARDED =
            new Wish("guarded").grouped(2, 4).repeat(30).guarded(3, 60);
    private static final Wish LEAD = new Wish("lead").onlyWhatIsHandedOver().minLevel(1);
    private static final List<NaivePolicy.File> WISHES = List.of(
            new NaivePolicy.File(List.of(SOLO, GROUP, NIGHT, GUARDED), List.of(LEAD)),
            new NaivePolicy.File(List.of(GROUP, LATE, GUARDED), List.of(NIGHT, LEAD)));
    private static final String RECEIVERS = """
            {"version": 1, "inhibit": [{"source": "rule == 'down'", "target": "rule == 'slow'", "equal": ["zone"]}],
             "receivers": [%s,
              {"name": "lead", "type": "console", "untagged": false, "minLevel": "warning"},
              {"name": "guarded", "type": "console", "grouping": {"by": [], "wait": "2s", "interval": "4s"},
               "repeat": ["30s"], "rateGuard": {"notices": 3, "per": "1m"}},
              {"name": "group", "type": "console", "grouping": {"by": ["zone"], "wait": "10s", "interval": "1m"},
               "repeat": ["70s", "100s"], "escalate": {"after": "90s", "to": "lead"}}]}""";
    private static final String NIGHT_FILE = """
            {"name": "night", "type": "console", "untagged": %s, "mute": [{"times": ["00:02-00:04"]}],
             "minLevel": "warning", "repeat": ["25s"]}""";
    private static final List<ReceiverSet> FILES =
            List.of(receivers("""
                    {"name": "solo", "type": "console", "repeat": ["20s", "50s"], "escalate": {"after": "40s", "to": "lead"}},
                    """ + NIGHT_FILE.formatted(true)), receivers("""
                    {"name": "late", "type": "console", "minLevel": "critical"},
                    """ + NIGHT_FILE.formatted(false)));

    @Test
    void everyStoryIsToldAsTheNaivePolicyTellsIt() {
        for (int seed = 0; seed < STORIES; seed++) {
            Story story = new Story(seed, Wrong.NOT_AT_ALL);
            story.happen();
            assertThat(story.told()).as("seed %d", seed).isEqualTo(story.expected());
            assertThat(story.policy.openAlerts()).as("left over, seed %d", seed).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Wrong.class, mode = EnumSource.Mode.EXCLUDE, names = "NOT_AT_ALL")
    void aPolicyThatIsWrongIsFoundOut(Wrong wrong) {
        boolean found = false;
        for (int seed = 0; seed < STORIES && !found; seed++) {
            Story story = new Story(seed, wrong);
            story.happen();
            found = !story.told().equals(story.expected());
        }
        assertThat(found).as("some story tells %s", wrong).isTrue();
    }

    private static final class Story {
        private final Random random;
        private final NaivePolicy naive;
        private final Map<String, Rule> rules = new HashMap<>();
        private final Map<String, Level> firing = new HashMap<>();
        private final Map<String, Integer> sequences = new HashMap<>();
        private final List<String> told = new ArrayList<>();
        private final Map<String, Row> rows = new HashMap<>();
        private NoticePolicy policy = new NoticePolicy(FILES.get(0));
        private int file;
        private int silences;

        Story(int seed, Wrong wrong) {
            random = new Random(seed);
            policy.trackChanges();
            Map<String, Integer> pauses = PAUSES.get(seed % PAUSES.size());
            boolean flaps = seed % 4 >= 2;
            naive = new NaivePolicy(wrong, WISHES.get(0), pauses, flaps ? FLAP : NO_FLAP);
            for (String id : List.of("slow", "down")) {
                RuleBuilder rule = rule(id).pause(pauses.getOrDefault(id, 0) * 1000L);
                rules.put(id, (flaps ? rule.flap(FLAP.changes(), FLAP.within() * 1000L) : rule).build());
            }
        }

        /** People act at odd seconds, alerts change at even ones: at one instant people come first. */
        void happen() {
            for (int second = 0; second < LENGTH; second++) {
                if (random.nextInt(40) == 0) {
                    policy = NoticePolicy.restore(
                            rows.values(),
                            new RuleSet(Map.of(), List.copyOf(rules.values())),
                            FILES.get(file),
                            millis(second - 1));
                }
                if (second % 2 == 1) {
                    people(second);
                    naive.justEnded(List.of());
                } else {
                    change(second, 12);
                }
                tell(policy.advanceTo(millis(second)));
                naive.look(second);
            }
            end();
        }

        private void end() {
            change(LENGTH, 0);
            for (int second = LENGTH; second < LENGTH + 500; second++) {
                tell(policy.advanceTo(millis(second)));
                naive.look(second);
                naive.justEnded(List.of());
            }
            // What a pause swallowed is remembered for a day.
            tell(policy.advanceTo(millis(LENGTH + 2 * 24 * 60 * 60)));
        }

        private void people(int second) {
            switch (random.nextInt(60)) {
                case 0, 1 -> {
                    String id = "s" + silences++;
                    String name = ALERTS.get(random.nextInt(ALERTS.size())).split("/")[2];
                    int to = second + 2 + 2 * random.nextInt(60);
                    naive.silence(id, name, second, to);
                    tell(policy.silence(
                            Silence.of(
                                    id,
                                    List.of(AlertCondition.of("h == '" + name + "'")),
                                    Instant.ofEpochMilli(millis(second)),
                                    Instant.ofEpochMilli(millis(to))),
                            millis(second)));
                }
                case 2 -> {
                    String id = "s" + random.nextInt(Math.max(1, silences));
                    naive.expire(id);
                    tell(policy.expire(id, millis(second)));
                }
                case 3 -> {
                    file = 1 - file;
                    naive.reload(WISHES.get(file));
                    tell(policy.replaceReceivers(FILES.get(file), millis(second)));
                }
                case 4, 5 -> {
                    String alert = ALERTS.get(random.nextInt(ALERTS.size()));
                    String[] parts = alert.split("/");
                    naive.acknowledge(alert);
                    policy.acknowledge(
                            parts[0],
                            Map.of("zone", parts[1], "h", parts[2]),
                            new Acknowledgement("kim", "on it", Instant.ofEpochMilli(millis(second))));
                    keep();
                }
                default -> {}
            }
        }

        /** After a crash there is only what was taken and stored. */
        private void keep() {
            for (Row row : policy.takeChanges()) {
                if (row.value() == null) {
                    rows.remove(row.kind() + row.key());
                } else {
                    rows.put(row.kind() + row.key(), row);
                }
            }
        }

        /** @param oneIn how rarely an alert begins or ends; 0: all that fire end */
        private void change(int second, int oneIn) {
            List<Transition> changes = new ArrayList<>();
            List<String> ended = new ArrayList<>();
            for (String alert : ALERTS) {
                Level before = firing.get(alert);
                boolean turns = oneIn == 0 ? before != null : random.nextInt(before == null ? oneIn * 3 : oneIn) == 0;
                Level level = Level.values()[random.nextInt(3)];
                if (turns && before != null) {
                    firing.remove(alert);
                    naive.ends(alert, second);
                    ended.add(alert);
                    changes.add(transition(alert, AlertState.FIRING, AlertState.RESOLVED, before, second));
                } else if (turns) {
                    firing.put(alert, level);
                    naive.fires(alert, level.ordinal(), second);
                    changes.add(transition(alert, AlertState.INACTIVE, AlertState.FIRING, level, second));
                } else if (before != null && before != level && random.nextInt(oneIn) == 0) {
                    firing.put(alert, level);
                    naive.changes(alert, level.ordinal(), second);
                    changes.add(transition(alert, AlertState.FIRING, AlertState.FIRING, level, second));
                }
            }
            naive.justEnded(ended);
            tell(policy.process(changes, millis(second)));
        }

        private Transition transition(String alert, AlertState from, AlertState to, Level level, int second) {
            String[] parts = alert.split("/");
            return Sample.transition(rules.get(parts[0]))
                    .label("zone", parts[1])
                    .label("h", parts[2])
                    .change(from, to)
                    .level(level)
                    .reason(from == to ? Reason.LEVEL : Reason.CONDITION)
                    .time(Instant.ofEpochMilli(millis(second)))
                    .alert(alert)
                    .sequence(sequences.merge(alert, 1, Integer::sum))
                    .build();
        }

        private void tell(List<Notice> notices) {
            keep();
            for (Notice notice : notices) {
                told.add(NaivePolicy.line(
                        (int) (notice.time().toEpochMilli() - START.toEpochMilli()) / 1000,
                        notice.receiver().name(),
                        notice.status().text(),
                        notice.alerts().size(),
                        notice.alerts().get(0).level().ordinal()));
            }
        }

        List<String> told() {
            return told.stream().sorted().toList();
        }

        List<String> expected() {
            return naive.notices().stream().sorted().toList();
        }
    }

    private static long millis(int second) {
        return START.toEpochMilli() + second * 1000L;
    }

    private static ReceiverSet receivers(String receivers) {
        return ReceiverFile.parse("receivers.json", RECEIVERS.formatted(receivers), Path.of("."), Map.of())
                .orElseThrow();
    }
}
