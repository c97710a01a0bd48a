package io.watchfire.notifiers.policy;

import static io.watchfire.notifiers.Sample.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.snapshot.SnapshotException;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.Row.Kind;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rows that were taken after each call are, put together, the whole state; and a policy that is made of them does what the
 * other one does. Random stories with all that can happen to a policy.
 */
class PolicyRowsTest {
    private static final int STORIES = 20;
    private static final int STEPS = 250;
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final List<String> ALERTS = List.of(
            "slow/z1/a",
            "slow/z1/주문 \"🔥\"",
            "slow/z2/c",
            "down/z1/x",
            "down/z2/y",
            "flaps/z1/f",
            "gone/z1/g",
            "once/z1/o");
    private static final String COMMON = """
            {"version": 1, "inhibit": [{"source": "rule == 'down'", "target": "rule == 'slow'", "equal": ["zone"]}],
             "receivers": [
              {"name": "lead", "type": "console", "untagged": false, "repeat": ["70s"]},
              {"name": "guarded", "type": "console", "grouping": {"by": [], "wait": "2s", "interval": "4s"},
               "repeat": ["30s"], "rateGuard": {"notices": 3, "per": "1m"}, "fallback": {"after": "20s", "to": "lead"}},
              {"name": "limited", "type": "console", "rateGuard": {"notices": 2, "per": "40s"}}, %s]}""";
    private static final List<ReceiverSet> FILES = List.of(receivers("""
                    {"name": "solo", "type": "console", "repeat": ["20s", "50s"], "escalate": {"after": "40s", "to": "lead"},
                     "fallback": {"after": "15s", "to": "group"}},
                    {"name": "night", "type": "console", "mute": [{"times": ["00:01-00:02"]}], "minLevel": "warning"},
                    {"name": "group", "type": "console", "grouping": {"by": ["zone"], "wait": "10s", "interval": "30s"},
                     "repeat": ["35s"], "escalate": {"after": "45s", "to": "lead"}}"""), receivers("""
                    {"name": "late", "type": "console", "minLevel": "critical"},
                    {"name": "night", "type": "console", "untagged": false},
                    {"name": "group", "type": "console", "grouping": {"by": ["rule"], "wait": "5s", "interval": "20s"},
                     "repeat": ["25s"]}"""));

    /** A rule that is gone in the other file has nothing that its alerts would do otherwise. */
    private static final List<Map<String, Rule>> RULES = List.of(
            rules(
                    rule("slow").pause(31_000).build(),
                    rule("down").build(),
                    rule("flaps").flap(2, 20_000).build(),
                    rule("gone").build(),
                    rule("once").stateless().pause(12_000).build()),
            rules(
                    rule("slow").name("느림").build(),
                    rule("down").notifyResolved(false).build(),
                    rule("flaps").flap(2, 20_000).build(),
                    rule("once").stateless().build()));

    /** Rows that somebody forgets to give out after a call. */
    private enum Forgotten {
        NOTHING("", row -> false),
        WHAT_ALERTS_DO("process", row -> row.kind() == Kind.INCIDENT && row.value() != null),
        THAT_ALERTS_ARE_OVER("", row -> row.kind() == Kind.INCIDENT && row.value() == null),
        WHAT_IS_DUE("advanceTo", row -> row.kind() == Kind.INCIDENT),
        A_FLUSH("advanceTo", row -> row.kind() == Kind.GROUP),
        THAT_A_GROUP_IS_GONE("", row -> row.kind() == Kind.GROUP && row.value() == null),
        THE_GUARD("", row -> row.kind() == Kind.GUARD),
        A_SILENCE("silence", row -> row.kind() == Kind.SILENCE),
        THE_END_OF_A_SILENCE("", row -> row.kind() == Kind.SILENCE && row.value() == null),
        WHO_WAITED_FOR_A_SILENCE("expire", row -> row.kind() == Kind.INCIDENT),
        AN_ACKNOWLEDGEMENT("acknowledge", row -> true),
        AN_END_BY_HAND("resolve", row -> row.kind() == Kind.INCIDENT),
        THAT_IT_ARRIVED("delivered", row -> true),
        THAT_IT_DID_NOT_ARRIVE("givenUp", row -> true),
        OTHER_RULES("replaceRules", row -> true),
        OTHER_RECEIVERS("replaceReceivers", row -> row.kind() == Kind.GROUP),
        A_LOST_ALERT("lost", row -> true),
        WHAT_IS_OVER("", row -> row.kind() == Kind.PAST),
        WHAT_A_RESTART_CHANGED("restore", row -> true);

        private final String call;
        private final Predicate<Row> rows;

        Forgotten(String call, Predicate<Row> rows) {
            this.call = call;
            this.rows = rows;
        }

        boolean forgets(String after, Row row) {
            return (call.isEmpty() || call.equals(after)) && rows.test(row);
        }
    }

    @Test
    void whatIsTakenAfterEachCallIsTheWholeState() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (int seed = 0; seed < STORIES; seed++) {
            Story story = new Story(seed, Forgotten.NOTHING);
            story.happen();
            assertThat(story.difference).as("seed %d", seed).isEmpty();
            kinds.addAll(story.kinds);
        }
        assertThat(kinds).containsExactlyInAnyOrder(Kind.INCIDENT, Kind.GROUP, Kind.GUARD, Kind.SILENCE, Kind.PAST);
    }

    @ParameterizedTest
    @EnumSource(value = Forgotten.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void whatSomebodyForgetsToGiveOutIsFoundOut(Forgotten forgotten) {
        boolean found = false;
        for (int seed = 0; seed < STORIES && !found; seed++) {
            Story story = new Story(seed, forgotten);
            story.happen();
            found = !story.difference.isEmpty();
        }
        assertThat(found).as("some story shows %s", forgotten).isTrue();
    }

    @Test
    void whileNothingHappensNothingIsTaken() {
        Kept kept = new Kept(new NoticePolicy(FILES.get(0)), Forgotten.NOTHING);
        kept.policy.trackChanges();
        Transition firing = Sample.transition(RULES.get(0).get("down")).build();
        kept.policy.process(List.of(firing), START);

        assertThat(kept.policy.takeChanges()).isNotEmpty();
        kept.policy.advanceTo(START);
        kept.policy.advanceTo(START + 1);
        assertThat(kept.policy.takeChanges()).isEmpty();
    }

    @Test
    void aNoticeOfAGroupChangesNoRowOfThoseItOnlyCounts() {
        NoticePolicy policy = new NoticePolicy(receivers("""
                {"name": "a", "type": "console", "grouping": {"by": ["zone"], "wait": "1s", "interval": "1s"}}"""));
        Rule rule = rule("r").build();
        policy.process(List.of(fires(rule, "first")), START);
        policy.advanceTo(START + 5000);
        policy.trackChanges();
        policy.takeChanges();

        policy.process(List.of(fires(rule, "second")), START + 6000);
        assertThat(policy.advanceTo(START + 9000))
                .filteredOn(notice -> notice.receiver().name().equals("a"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.alerts()).hasSize(2));
        assertThat(policy.takeChanges())
                .filteredOn(row -> row.kind() == Kind.INCIDENT)
                .extracting(Row::key)
                .containsExactly("\"r\" \"h\" \"second\"");
    }

    @Test
    void nothingIsKeptTrackOfUnlessAskedFor() {
        NoticePolicy policy = new NoticePolicy(FILES.get(0));
        policy.process(List.of(fires(rule("r").build(), "a")), START);
        assertThat(policy.takeChanges()).isEmpty();

        policy.trackChanges();
        assertThat(texts(asMap(policy.takeChanges()))).isEqualTo(texts(asMap(policy.rows())));
    }

    @Test
    void keysOfDifferentAlertsDiffer() {
        List<Map<String, String>> labels = List.of(
                Map.of(),
                Map.of("a", "b"),
                Map.of("a", "b", "c", "d"),
                Map.of("a", "b\" \"c\" \"d"),
                Map.of("a", "b\\\" \\\"c"),
                Map.of("a\" \"b", ""),
                Map.of("a", "\ud83d"),
                Map.of("a", "\udd25"),
                Map.of("a", "🔥"),
                Map.of("a", "\0"),
                Map.of("a", "\\u0000"),
                Map.of("a", "주문"));
        Set<String> keys = new HashSet<>();
        labels.forEach(each -> keys.add(RowKey.of(new AlertKey("r", Labels.of(each)))));
        assertThat(keys).hasSize(labels.size()).contains("\"r\" \"a\" \"🔥\"", "\"r\" \"a\" \"\\ud83d\"");
    }

    @Test
    void aRowThatIsDamagedIsNamed() {
        List<Row> rows = List.of(Row.put(Kind.INCIDENT, "\"r\"", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> NoticePolicy.restore(rows, new RuleSet(Map.of(), List.of()), FILES.get(0), START))
                .isInstanceOf(SnapshotException.class)
                .hasMessageStartingWith("the row incident \"r\" cannot be read: ");
    }

    @Test
    void rowsOfOtherKindsAreLeftAlone() {
        List<Row> rows = List.of(Row.put(Kind.META, "next", new byte[0]), Row.put(Kind.DELIVERY, "1", new byte[] {1}));
        NoticePolicy policy = NoticePolicy.restore(rows, new RuleSet(Map.of(), List.of()), FILES.get(0), START);
        assertThat(policy.takeChanges()).isEmpty();
    }

    private static Transition fires(Rule rule, String host) {
        return Sample.transition(rule)
                .label("h", host)
                .time(Instant.ofEpochMilli(START))
                .alert(host)
                .build();
    }

    /** A policy, and what a store would hold of it. */
    private static final class Kept {
        final NoticePolicy policy;
        final Map<String, Row> rows = new TreeMap<>();
        final Forgotten forgotten;

        Kept(NoticePolicy policy, Forgotten forgotten) {
            this.policy = policy;
            this.forgotten = forgotten;
        }

        void keep(String call) {
            List<Row> changes = policy.takeChanges();
            assertThat(asMap(changes)).as("one row per key").hasSameSizeAs(changes);
            for (Row row : changes) {
                if (forgotten.forgets(call, row)) {
                    continue;
                }
                if (row.value() == null) {
                    rows.remove(row.kind() + row.key());
                } else {
                    rows.put(row.kind() + row.key(), row);
                }
            }
        }
    }

    /** Each call goes to two policies: one that went on, and one that was made of its rows a while ago. */
    private static final class Story {
        final Random random;
        final Forgotten forgotten;
        final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        /** The first that was found; empty if there is none. */
        String difference = "";

        private final Map<String, Level> firing = new HashMap<>();
        private final List<Notice> unsettled = new ArrayList<>();
        private Kept older;
        private Kept newer;
        private int sequence;
        private int calls;
        private int file;
        private int rules;
        private int silences;
        private long now = START;

        Story(int seed, Forgotten forgotten) {
            random = new Random(seed);
            this.forgotten = forgotten;
            older = new Kept(new NoticePolicy(FILES.get(0)), forgotten);
            newer = new Kept(new NoticePolicy(FILES.get(0)), forgotten);
            older.policy.trackChanges();
            newer.policy.trackChanges();
        }

        void happen() {
            for (int step = 0; step < STEPS && difference.isEmpty(); step++) {
                now += random.nextInt(8) == 0 ? random.nextInt(90) * 1000L : random.nextInt(3) * 1000L;
                if (random.nextInt(12) == 0) {
                    restart();
                }
                someCall();
                call("advanceTo", policy -> policy.advanceTo(now));
            }
            if (difference.isEmpty()) {
                call("finish", policy -> policy.finish(now));
            }
        }

        private void restart() {
            call("advanceTo", policy -> policy.advanceTo(now));
            Kept before = newer;
            boolean underOthers = random.nextInt(3) == 0;
            file = underOthers ? 1 - file : file;
            older = underOthers ? restored(before) : before;
            newer = restored(before);
            if (forgotten == Forgotten.NOTHING && !underOthers && !areEqual(newer.rows, before.rows)) {
                difference = now + " a restart changed rows";
            }
            compare("restore", newer);
        }

        private Kept restored(Kept before) {
            List<Row> shuffled = new ArrayList<>(before.rows.values());
            Collections.shuffle(shuffled, random);
            Kept kept = new Kept(NoticePolicy.restore(shuffled, ruleSet(), FILES.get(file), now), forgotten);
            kept.rows.putAll(before.rows);
            kept.keep("restore");
            return kept;
        }

        private void someCall() {
            String alert = ALERTS.get(random.nextInt(ALERTS.size()));
            String[] parts = alert.split("/", -1);
            Map<String, String> labels = Map.of("zone", parts[1], "h", parts[2]);
            switch (random.nextInt(24)) {
                case 0 -> {
                    Silence silence = silence(parts);
                    call("silence", policy -> policy.silence(silence, now));
                }
                case 1 -> {
                    String id = "s" + random.nextInt(Math.max(1, silences));
                    call("expire", policy -> policy.expire(id, now));
                }
                case 2 -> {
                    Acknowledgement by = new Acknowledgement("kim", "on it", Instant.ofEpochMilli(now));
                    call("acknowledge", policy -> {
                        policy.acknowledge(parts[0], labels, by);
                        return List.of();
                    });
                }
                case 3 -> call("resolve", policy -> policy.resolve(parts[0], labels, "lee", now));
                case 4 -> {
                    file = 1 - file;
                    call("replaceReceivers", policy -> policy.replaceReceivers(FILES.get(file), now));
                }
                case 5 -> {
                    rules = 1 - rules;
                    call("replaceRules", policy -> policy.replaceRules(ruleSet(), now));
                    lose();
                }
                case 6, 7, 8, 9 -> settle();
                default -> changes();
            }
        }

        private Silence silence(String[] parts) {
            ActiveTime recurring = random.nextBoolean()
                    ? null
                    : new ActiveTime(
                            ZoneOffset.UTC,
                            EnumSet.allOf(DayOfWeek.class),
                            List.of(new ActiveTime.TimeRange(0, 2), new ActiveTime.TimeRange(4, 9)));
            return new Silence(
                    "s" + (random.nextInt(4) == 0 ? random.nextInt(Math.max(1, silences)) : silences++),
                    List.of(
                            AlertCondition.of("zone == '" + parts[1] + "'"),
                            AlertCondition.of("rule == '" + parts[0] + "'")),
                    Instant.ofEpochMilli(now + random.nextInt(20) * 1000L),
                    Instant.ofEpochMilli(now + (20 + random.nextInt(200)) * 1000L),
                    recurring,
                    random.nextInt(3) == 0,
                    "kim",
                    "");
        }

        /** Alerts of a rule that is gone are over. */
        private void lose() {
            if (rules == 1 && firing.containsKey("gone/z1/g")) {
                firing.remove("gone/z1/g");
                LostAlert lost = new LostAlert(
                        "gone",
                        Labels.of(Map.of("zone", "z1", "h", "g")),
                        AlertState.FIRING,
                        Instant.ofEpochMilli(now),
                        "gone/z1/g",
                        sequence++);
                call("lost", policy -> policy.lost(List.of(lost), now));
            }
        }

        private void settle() {
            if (unsettled.isEmpty()) {
                return;
            }
            Told told = Told.of(unsettled.remove(random.nextInt(unsettled.size())));
            boolean arrived = random.nextInt(3) > 0;
            String how = random.nextBoolean() ? null : "late";
            call(arrived ? "delivered" : "givenUp", policy -> {
                if (arrived) {
                    policy.delivered(told, how, now);
                } else {
                    policy.givenUp(told, "down", now);
                }
                return List.of();
            });
        }

        private void changes() {
            List<Transition> changes = new ArrayList<>();
            for (String alert : ALERTS) {
                Rule rule = RULES.get(rules).get(alert.substring(0, alert.indexOf('/')));
                if (rule == null || random.nextInt(3) > 0) {
                    continue;
                }
                Level before = firing.get(alert);
                Level level = Level.values()[random.nextInt(3)];
                boolean ends = before != null && random.nextBoolean();
                if (ends) {
                    firing.remove(alert);
                } else if (rule.stateful()) {
                    firing.put(alert, level);
                }
                changes.add(transition(rule, alert, before, ends ? null : level));
            }
            call("process", policy -> policy.process(changes, now));
        }

        private Transition transition(Rule rule, String alert, @Nullable Level before, @Nullable Level level) {
            String[] parts = alert.split("/", -1);
            return Sample.transition(rule)
                    .label("zone", parts[1])
                    .label("h", parts[2])
                    .change(
                            before == null ? AlertState.INACTIVE : AlertState.FIRING,
                            level == null ? AlertState.RESOLVED : AlertState.FIRING)
                    .level(level == null ? before : level)
                    .reason(before != null && level != null ? Reason.LEVEL : Reason.CONDITION)
                    .time(Instant.ofEpochMilli(now))
                    .alert(alert)
                    .sequence(sequence++)
                    .build();
        }

        private RuleSet ruleSet() {
            return new RuleSet(Map.of(), List.copyOf(RULES.get(rules).values()));
        }

        private void call(String name, Function<NoticePolicy, List<Notice>> call) {
            List<Notice> notices = call.apply(older.policy);
            List<Notice> twins = call.apply(newer.policy);
            unsettled.addAll(notices);
            older.keep(name);
            newer.keep(name);
            compare(name, older);
            if (++calls % 5 == 0) {
                compare(name, newer);
            }
            if (forgotten == Forgotten.NOTHING && difference.isEmpty()) {
                List<String> told = notices.stream().map(PolicyRowsTest::text).toList();
                List<String> again = twins.stream().map(PolicyRowsTest::text).toList();
                difference = told.equals(again) ? "" : now + " " + name + ": " + told + " and then " + again;
            }
        }

        private void compare(String name, Kept kept) {
            Map<String, Row> all = asMap(kept.policy.rows());
            all.values().forEach(row -> kinds.add(row.kind()));
            if (difference.isEmpty() && !areEqual(all, kept.rows)) {
                Map<String, String> missed = texts(all);
                missed.entrySet().removeAll(texts(kept.rows).entrySet());
                Set<String> left = new HashSet<>(kept.rows.keySet());
                left.removeAll(all.keySet());
                difference = now + " after " + name + ": missed " + missed.keySet() + ", left over " + left;
            }
        }
    }

    private static Map<String, Row> asMap(List<Row> rows) {
        Map<String, Row> map = new TreeMap<>();
        rows.forEach(row -> map.put(row.kind() + row.key(), row));
        return map;
    }

    private static boolean areEqual(Map<String, Row> some, Map<String, Row> others) {
        return some.keySet().equals(others.keySet())
                && some.values().stream()
                        .allMatch(row -> Arrays.equals(
                                row.value(), others.get(row.kind() + row.key()).value()));
    }

    private static Map<String, String> texts(Map<String, Row> rows) {
        Map<String, String> texts = new TreeMap<>();
        rows.forEach((key, row) -> texts.put(key, Arrays.toString(row.value())));
        return texts;
    }

    private static String text(Row row) {
        return row.kind() + " " + row.key() + (row.value() == null ? " gone" : "");
    }

    private static String text(Notice notice) {
        List<String> alerts = notice.alerts().stream()
                .map(alert -> alert.alert() + " " + alert.level() + " " + alert.to() + " " + alert.time())
                .toList();
        return notice.receiver().name() + " " + notice.status() + " " + notice.previousLevel() + " "
                + notice.swallowed() + " " + notice.escalatedFrom() + " " + notice.time() + " " + alerts;
    }

    private static Map<String, Rule> rules(Rule... rules) {
        Map<String, Rule> byId = new TreeMap<>();
        Arrays.stream(rules).forEach(rule -> byId.put(rule.id(), rule));
        return byId;
    }

    private static ReceiverSet receivers(String receivers) {
        return ReceiverFile.parse("receivers.json", COMMON.formatted(receivers), Path.of("."), Map.of())
                .orElseThrow();
    }
}
