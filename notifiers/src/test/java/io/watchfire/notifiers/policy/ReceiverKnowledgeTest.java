package io.watchfire.notifiers.policy;

import static io.watchfire.evaluator.alert.AlertState.FIRING;
import static io.watchfire.evaluator.alert.AlertState.INACTIVE;
import static io.watchfire.evaluator.alert.AlertState.RESOLVED;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a receiver knows when messages arrive, or do not: an end is owed to whoever heard of the beginning, and to nobody else. */
class ReceiverKnowledgeTest {
    private static final long START = Sample.START.toEpochMilli();
    private static final String GUARDED = "\"rateGuard\": {\"notices\": 1, \"per\": \"1m\"}";

    private final Rule first = Sample.rule("first").build();
    private final Rule second = Sample.rule("second").build();
    private int sequence;

    @Test
    void whatTheRateGuardHeldBackIsNotToldToAReceiverThatIsGone() {
        NoticePolicy policy = new NoticePolicy(file(receiver("a", GUARDED) + ", " + receiver("b", "")));
        process(policy, 0, fires(first, "x"));
        assertThat(process(policy, 1, fires(second, "y"))).containsExactly("b firing second");

        policy.replaceReceivers(file(receiver("b", "")), START + 2_000);

        assertThat(names(policy.advanceTo(START + 120_000))).isEmpty();
        assertThat(process(policy, 121, ends(second, "y"))).containsExactly("b resolved second");
    }

    @Test
    void aSummaryIsNotToldToAReceiverThatIsNotMeantAnyMore() {
        NoticePolicy policy = new NoticePolicy(file(receiver("a", GUARDED)));
        process(policy, 0, fires(first, "x"));
        process(policy, 1, fires(second, "y"));
        // A change of files takes away that it is meant, so that there is nothing left to tell.
        policy.replaceReceivers(
                file("{\"name\": \"a\", \"type\": \"console\", \"untagged\": false, " + GUARDED + "}"), START + 2_000);

        assertThat(names(policy.advanceTo(START + 120_000))).isEmpty();
    }

    @Test
    void aSummaryThatTellsOfEndsIsOwedUntilItArrives() {
        NoticePolicy policy = new NoticePolicy(file(receiver("a", GUARDED)));
        process(policy, 0, fires(first, "x"));
        process(policy, 1, fires(second, "y"));
        Notice beginnings = policy.advanceTo(START + 60_000).get(0);
        process(policy, 61, fires(first, "z"));
        process(policy, 62, ends(second, "y"));
        Notice ends = policy.advanceTo(START + 120_000).get(0);

        assertThat(beginnings.isOwedUntilItArrives()).isFalse();
        assertThat(ends.status()).isEqualTo(Notice.Status.SUMMARY);
        assertThat(ends.isOwedUntilItArrives()).isTrue();
    }

    @Test
    void anArrivalSaysNothingOfAnAlertThatFiresAnew() {
        NoticePolicy policy = new NoticePolicy(file(receiver("a", "\"mute\": [{\"times\": [\"00:00-24:00\"]}]")));
        List<Notice> told =
                new NoticePolicy(file(receiver("a", ""))).process(List.of(change(fires(first, "x"), START)), START);
        process(policy, 0, fires(first, "y"));

        policy.delivered(told.get(0), null, START + 1_000);

        assertThat(process(policy, 2, ends(first, "y"))).isEmpty();
    }

    @Test
    void whoseReceiverWasToldBeforeAtTheSameInstantIsToldOfItsEndThoughAMessageAboutBothIsGivenUp() {
        NoticePolicy policy = new NoticePolicy(file(receiver("a", "\"grouping\": {\"by\": [\"okindName\"]}")));
        policy.process(List.of(change(fires(first, "x"), START)), START);
        List<Notice> alone = policy.advanceTo(START);
        policy.process(List.of(change(fires(second, "y"), START)), START);
        List<Notice> both = policy.advanceTo(START);
        assertThat(names(alone)).containsExactly("a firing first");
        assertThat(both.get(0).alerts()).hasSize(2);

        policy.givenUp(both.get(0), "busy", START + 1_000);

        process(policy, 2, ends(second, "y"));
        process(policy, 3, ends(first, "x"));
        assertThat(names(policy.advanceTo(START + 60_000))).isEmpty();
        assertThat(policy.openAlerts()).isZero();
        assertThat(told).containsExactly("a resolved first");
    }

    @Test
    void aReceiverThatIsGoneIsToldOfTheEndIfALaterMessageOfTheBeginningArrivedAllTheSame() {
        String repeating = receiver("a", "\"repeat\": [\"1m\"]") + ", " + receiver("b", "");
        NoticePolicy other = new NoticePolicy(file(repeating));
        other.process(List.of(change(fires(first, "x"), START)), START);
        Notice repeat = other.advanceTo(START + 60_000).get(0);
        // Its pause keeps in mind what was told.
        Rule paused = Sample.rule("first").pause(600_000).build();
        NoticePolicy policy = new NoticePolicy(file(repeating));
        Notice firing = policy.process(List.of(change(fires(paused, "x"), START)), START)
                .get(0);
        policy.givenUp(firing, "busy", START + 61_000);
        policy.replaceReceivers(file(receiver("b", "")), START + 62_000);

        policy.delivered(repeat, null, START + 63_000);

        assertThat(process(policy, 64, ends(paused, "x"))).containsExactly("a resolved first", "b resolved first");
    }

    @Test
    void whoHeardThatAnAlertFlapsHearsOfItsEndThoughWhatItSettledInDidNotArrive() {
        Rule flapping = flapping();
        NoticePolicy policy = new NoticePolicy(file(receiver("a", "")));
        process(policy, 0, fires(flapping, "x"));
        process(policy, 1, ends(flapping, "x"));
        assertThat(process(policy, 2, fires(flapping, "y"))).containsExactly("a flapping f");
        List<Notice> settled = policy.advanceTo(START + 120_000);
        assertThat(names(settled)).containsExactly("a firing f");

        policy.givenUp(settled.get(0), "busy", START + 121_000);

        assertThat(process(policy, 200, ends(flapping, "y"))).containsExactly("a resolved f");
    }

    @Test
    void theFallbackIsToldAtOnceOfWhatIsGivenUp() {
        NoticePolicy policy = new NoticePolicy(
                file(receiver("a", "\"fallback\": {\"after\": \"5m\", \"to\": \"mail\"}") + ", " + untagged("mail")));
        List<Notice> firing = policy.process(List.of(change(fires(first, "x"), START)), START);

        policy.givenUp(firing.get(0), "404", START + 1_000);

        assertThat(names(policy.advanceTo(START + 1_000))).containsExactly("mail firing first");
        assertThat(names(policy.advanceTo(START + 600_000))).isEmpty();
        assertThat(process(policy, 601, ends(first, "x"))).containsExactly("mail resolved first");
    }

    @Test
    void whatIsGivenUpIsEscalatedAllTheSameIfItFiresThen() {
        NoticePolicy policy = new NoticePolicy(
                file(receiver("a", "\"escalate\": {\"after\": \"15m\", \"to\": \"lead\"}") + ", " + untagged("lead")));
        List<Notice> firing =
                policy.process(List.of(change(fires(first, "x"), START), change(fires(second, "y"), START)), START);
        firing.forEach(notice -> policy.givenUp(notice, "404", START + 1_000));
        process(policy, 2, ends(second, "y"));

        assertThat(names(policy.advanceTo(START + 899_999))).isEmpty();
        assertThat(names(policy.advanceTo(START + 900_000))).containsExactly("lead firing first");
    }

    @Test
    void howOftenItIsToldAnewDoesNotPutItsEscalationOff() {
        NoticePolicy policy = new NoticePolicy(
                file(receiver("a", "\"escalate\": {\"after\": \"150m\", \"to\": \"lead\"}") + ", " + untagged("lead")));
        List<Notice> notices = policy.process(List.of(change(fires(first, "x"), START)), START);
        for (int hour = 0; hour < 2; hour++) {
            long at = START + hour * 3_600_000L;
            assertThat(names(notices)).containsExactly("a firing first");
            policy.givenUp(notices.get(0), "404", at);
            notices = policy.advanceTo(at + 3_600_000);
        }

        assertThat(names(policy.advanceTo(START + 150 * 60_000 - 1))).isEmpty();
        assertThat(names(policy.advanceTo(START + 150 * 60_000))).containsExactly("lead firing first");
    }

    @Test
    void theEscalationOfWhatWasGivenUpEndsWithTheAlert() {
        Rule paused = Sample.rule("first").pause(1_800_000).build();
        NoticePolicy policy = new NoticePolicy(
                file(receiver("a", "\"escalate\": {\"after\": \"15m\", \"to\": \"lead\"}") + ", " + untagged("lead")));
        Notice firing = policy.process(List.of(change(fires(paused, "x"), START)), START)
                .get(0);
        policy.givenUp(firing, "404", START + 1_000);
        process(policy, 60, ends(paused, "x"));
        process(policy, 840, fires(paused, "y"));

        assertThat(names(policy.advanceTo(START + 900_000))).isEmpty();
    }

    private static String untagged(String name) {
        return receiver(name, "\"untagged\": false");
    }

    private final List<String> told = new ArrayList<>();

    private List<String> process(NoticePolicy policy, int second, Change change) {
        long at = START + second * 1_000L;
        List<String> names = names(policy.process(List.of(change(change, at)), at));
        List<String> more = names(policy.advanceTo(at));
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        told.addAll(all);
        return all;
    }

    private record Change(Rule rule, String alert, AlertState from, AlertState to) {}

    private static Change fires(Rule rule, String alert) {
        return new Change(rule, alert, INACTIVE, FIRING);
    }

    private static Change ends(Rule rule, String alert) {
        return new Change(rule, alert, FIRING, RESOLVED);
    }

    private Transition change(Change change, long at) {
        return transition(change.rule)
                .change(change.from, change.to)
                .alert(change.alert)
                .sequence(++sequence)
                .time(Instant.ofEpochMilli(at))
                .build();
    }

    private static Rule flapping() {
        return Sample.rule("f").flap(2, 60_000).build();
    }

    private static String receiver(String name, String members) {
        return "{\"name\": \"" + name + "\", \"type\": \"console\"" + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    private static ReceiverSet file(String receivers) {
        return ReceiverFile.parse(
                        "receivers.json",
                        "{\"version\": 1, \"receivers\": [" + receivers + "]}",
                        Path.of("."),
                        Map.of())
                .orElseThrow();
    }

    private static List<String> names(List<Notice> notices) {
        return notices.stream()
                .map(notice -> notice.receiver().name() + " " + notice.status().text() + " "
                        + notice.transition().rule().id())
                .toList();
    }
}
