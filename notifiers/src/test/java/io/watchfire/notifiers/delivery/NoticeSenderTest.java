package io.watchfire.notifiers.delivery;

import static io.watchfire.notifiers.Sample.firing;
import static io.watchfire.notifiers.Sample.receiver;
import static io.watchfire.notifiers.Sample.rule;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.receiver.RateLimit;
import io.watchfire.notifiers.receiver.Receiver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoticeSenderTest {
    private static final RetryPolicy POLICY =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(10));

    private final ManualTime time = new ManualTime();
    /** What the receivers answer next, by name; delivered once nothing is left. */
    private final Map<String, Queue<Outcome>> answers = new HashMap<>();

    private final List<String> attempted = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();

    @Test
    void aNoticeArrives() {
        NoticeSender sender = sender(new MemoryOutbox());

        assertThat(sender.send(firing("slow", "team"))).isTrue();

        assertThat(arrived).containsExactly("team <- [WARNING] slow");
        assertThat(heard).containsExactly("firing notice of slow{} to team: delivered at attempt 1");
        assertThat(sender.owed()).isEmpty();
        assertThat(sender.counters()).isEqualTo(new DeliveryCounters(1, 1, 0, 0, 0, 0));
    }

    @Test
    void whileOneIsRetriedTheNextOfItsReceiverWaitAndThoseOfOthersDoNot() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("sick", Outcome.retry("down"), Outcome.retry("down"));

        sender.send(firing("first", "sick"));
        sender.send(firing("second", "sick"));
        sender.send(firing("third", "well"));

        assertThat(arrived).containsExactly("well <- [WARNING] third");
        assertThat(sender.owed()).containsExactly(Map.entry("sick", 2));
        time.pass(Duration.ofSeconds(3));
        assertThat(arrived)
                .containsExactly("well <- [WARNING] third", "sick <- [WARNING] first", "sick <- [WARNING] second");
        assertThat(sender.counters()).isEqualTo(new DeliveryCounters(3, 3, 2, 0, 0, 0));
    }

    @Test
    void aHeartbeatIsTriedUntilTheNextIsDueAndNoLonger() {
        NoticeSender sender = sender(new MemoryOutbox());
        Outcome[] down = new Outcome[20];
        Arrays.fill(down, Outcome.retry("down"));
        answers("team", down);

        sender.send(heartbeat("team", Duration.ofMinutes(5)));
        time.pass(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(sender.owed()).containsEntry("team", 1);
        time.pass(Duration.ofSeconds(1));

        assertThat(sender.owed()).isEmpty();
        assertThat(arrived).isEmpty();
        assertThat(heard)
                .last()
                .asString()
                .isEqualTo("heartbeat notice to team: gave up, not sent, since the next one is due");
    }

    @Test
    void heartbeatsThatWaitedBehindAnotherMessageForTooLongAreNotSent() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.retryAfter("busy", Duration.ofMinutes(9)));
        sender.send(firing("slow", "team"));
        sender.send(heartbeat("team", Duration.ofMinutes(5)));
        time.pass(Duration.ofMinutes(5));
        sender.send(heartbeat("team", Duration.ofMinutes(5)));

        time.pass(Duration.ofMinutes(4));

        assertThat(arrived).containsExactly("team <- [WARNING] slow", "team <- [ALIVE] Rules: 7, alerts firing: 1");
        assertThat(sender.counters()).isEqualTo(new DeliveryCounters(3, 2, 1, 1, 0, 0));
    }

    private Notice heartbeat(String name, Duration period) {
        Receiver plain = receiver(name).type("test").build();
        Receiver team = plain.with(plain.policy().withHeartbeat(period.toMillis()));
        return Notice.heartbeat(team, new Notice.Heartbeat(7, 1), time.instant());
    }

    @Test
    void waitsDoubleUpToTheCap() {
        NoticeSender sender = sender(new MemoryOutbox());
        Outcome[] down = new Outcome[8];
        Arrays.fill(down, Outcome.retry("down"));
        answers("team", down);
        sender.send(firing("slow", "team"));

        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < down.length; i++) {
            Duration wait = time.untilNext();
            waits.add(wait.toSeconds());
            time.pass(wait);
        }

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
        assertThat(arrived).hasSize(1);
    }

    @Test
    void theWaitsOfADeliveryDoNotLengthenThoseOfTheNext() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.retry("down"), Outcome.retry("down"), Outcome.delivered(), Outcome.retry("down"));
        sender.send(firing("first", "team"));
        sender.send(firing("second", "team"));
        time.pass(Duration.ofSeconds(3));

        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPauseThatTheReceiverAsksForIsKept() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.retryAfter("Slack answered 429", Duration.ofSeconds(77)));
        sender.send(firing("slow", "team"));

        time.pass(Duration.ofSeconds(76));
        assertThat(arrived).isEmpty();
        time.pass(Duration.ofSeconds(1));

        assertThat(arrived).hasSize(1);
        assertThat(heard)
                .containsExactly(
                        "firing notice of slow{} to team: Slack answered 429, again after PT1M17S",
                        "firing notice of slow{} to team: delivered at attempt 2");
    }

    @Test
    void aReceiverThatAsksForNoPauseIsNotHammered() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.retryAfter("busy", Duration.ZERO), Outcome.retryAfter("busy", Duration.ZERO));
        sender.send(firing("slow", "team"));

        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(1));
        time.pass(Duration.ofSeconds(1));
        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsBeyondTheRateOfAReceiverWaitsItsTurnAndIsNeitherAFailureNorAnAttempt() {
        NoticeSender sender = sender(new MemoryOutbox());
        for (int i = 1; i <= 5; i++) {
            sender.send(limited("n" + i));
        }
        sender.send(firing("free", "other"));

        assertThat(arrived).containsExactly("team <- [WARNING] n1", "team <- [WARNING] n2", "other <- [WARNING] free");
        assertThat(sender.owed()).containsExactly(Map.entry("team", 3));
        time.pass(Duration.ofMillis(999));
        assertThat(arrived).hasSize(3);
        time.pass(Duration.ofMillis(1));
        assertThat(arrived).hasSize(4).last().isEqualTo("team <- [WARNING] n3");
        time.pass(Duration.ofSeconds(2));
        assertThat(arrived).hasSize(6).last().isEqualTo("team <- [WARNING] n5");
        assertThat(heard).allMatch(line -> line.endsWith(": delivered at attempt 1"));
    }

    @Test
    void eachAttemptTakesItsTurn() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers(
                "team",
                Outcome.retryAfter("busy", Duration.ofMillis(10)),
                Outcome.retryAfter("busy", Duration.ofMillis(10)));
        sender.send(limited("slow"));

        time.pass(Duration.ofMillis(10));
        assertThat(heard).hasSize(2);
        time.pass(Duration.ofMillis(989));
        assertThat(arrived).isEmpty();
        time.pass(Duration.ofMillis(1));
        assertThat(arrived).hasSize(1);
    }

    @Test
    void closingKeepsToTheRateOfAReceiverWithinItsTime() {
        NoticeSender sender = sender(new MemoryOutbox());
        for (int i = 1; i <= 9; i++) {
            sender.send(limited("n" + i));
        }

        assertThat(sender.close(Duration.ofSeconds(5))).containsExactly(Map.entry("team", 2));
        assertThat(arrived).hasSize(7);
        assertThat(time.instant()).isEqualTo(Sample.START.plusSeconds(5));
    }

    @Test
    void closingPatientlyWaitsForTheRateOfAReceiver() {
        NoticeSender sender = sender(new MemoryOutbox());
        for (int i = 1; i <= 4; i++) {
            sender.send(limited("n" + i, new RateLimit(60_000, 1)));
        }

        assertThat(sender.closePatiently(Duration.ofSeconds(1))).isEmpty();
        assertThat(arrived).hasSize(4);
    }

    private static Notice limited(String rule) {
        return limited(rule, new RateLimit(1_000, 2));
    }

    private static Notice limited(String rule, RateLimit limit) {
        return Notice.firing(
                receiver("team").type("test").build().with(limit),
                transition(rule(rule).build()).build());
    }

    @Test
    void aDeliveryIsGivenUpAtItsAgeAndTheNextGoOn() {
        NoticeSender sender = sender(new MemoryOutbox());
        Outcome[] down = new Outcome[25];
        Arrays.fill(down, Outcome.retry("down"));
        answers("team", down);
        sender.send(firing("first", "team"));
        time.pass(Duration.ofMinutes(9));
        sender.send(firing("second", "team"));
        time.pass(Duration.ofMinutes(1));

        assertThat(heard).contains("firing notice of first{} to team: gave up, down; given up after 25 attempts");
        time.pass(POLICY.cap());
        assertThat(arrived).containsExactly("team <- [WARNING] second");
    }

    @Test
    void aReceiverThatDoesNotAnswerCostsTheOthersNoAttempt() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", failures(1000));
        sender.send(firing("first", "team"));
        time.pass(Duration.ofMinutes(5));
        assertThat(sender.isOpen("team")).isTrue();
        sender.send(firing("second", "team"));
        sender.send(firing("third", "team"));
        sender.send(firing("well", "other"));

        time.pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(sender.owed()).containsExactly(Map.entry("team", 2));
        assertThat(attempted).filteredOn(title -> title.contains("second")).hasSizeBetween(8, 11);
        time.pass(Duration.ofMillis(1));

        assertThat(sender.owed()).isEmpty();
        assertThat(attempted).doesNotContain("[WARNING] third");
        assertThat(heard)
                .contains("firing notice of third{} to team: gave up, given up without an attempt, since "
                        + (attempted.size() - 1) + " in a row have failed");
    }

    @Test
    void whileAReceiverDoesNotAnswerTheNextDeliveryWaitsForThePauseAndCannotUseItUp() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", failures(1000));
        sender.send(firing("first", "team"));
        time.pass(Duration.ofMinutes(9));
        sender.send(firing("second", "team"));
        time.pass(Duration.ofMinutes(1));
        int before = attempted.size();
        assertThat(heard).last().asString().startsWith("firing notice of first{} to team: gave up, down");

        sender.send(firing("third", "team"));
        time.pass(POLICY.cap().minusMillis(1));
        assertThat(attempted).hasSize(before);
        answers("team");
        time.pass(Duration.ofMillis(1));
        assertThat(attempted.subList(before, attempted.size())).containsExactly("[WARNING] second", "[WARNING] third");
        assertThat(sender.isOpen("team")).isFalse();
    }

    static Stream<Arguments> answersThatEndInFailures() {
        Outcome busy = Outcome.retryAfter("busy", Duration.ofSeconds(1));
        return Stream.of(
                arguments(List.of(failures(4)), false),
                arguments(List.of(failures(5)), true),
                arguments(List.of(busy, busy, busy, busy, busy), true),
                arguments(List.of(Outcome.retry("a"), busy, Outcome.uncertain("b"), busy, Outcome.retry("c")), true),
                arguments(with(failures(4), Outcome.delivered(), failures(4)), false),
                arguments(with(failures(4), Outcome.refused("404"), failures(4)), false),
                arguments(with(failures(9), Outcome.refused("404"), failures(4)), false),
                arguments(with(failures(9), Outcome.delivered(), failures(5)), true));
    }

    @ParameterizedTest
    @MethodSource("answersThatEndInFailures")
    void fiveFailuresInARowOpenTheCircuitAndAnyAnswerClosesIt(List<Outcome> outcomes, boolean open) {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", outcomes.toArray(Outcome[]::new));
        sender.send(firing("first", "team"));
        sender.send(firing("second", "team"));
        while (attempted.size() < outcomes.size()) {
            time.pass(time.untilNext());
        }

        assertThat(sender.isOpen("team")).isEqualTo(open);
        assertThat(sender.isOpen("unknown")).isFalse();
    }

    private static List<Outcome> with(Outcome[] before, Outcome answer, Outcome[] after) {
        List<Outcome> all = new ArrayList<>(List.of(before));
        all.add(answer);
        all.addAll(List.of(after));
        return all;
    }

    @Test
    void anEndThatIsOwedGoesOutWhenAReceiverAnswersAgain() {
        NoticeSender sender = sender(new MemoryOutbox());
        sender.send(firing("slow", "team"));
        answers("team", failures(1000));
        sender.send(resolved("slow", "team"));
        time.pass(Duration.ofHours(5));
        assertThat(sender.owed()).containsExactly(Map.entry("team", 1));

        answers("team");
        time.pass(POLICY.cap());
        assertThat(arrived).containsExactly("team <- [WARNING] slow", "team <- [RECOVERED] slow");
    }

    @Test
    void anAttemptThatIsPutOffByUsDoesNotCountAgainstTheReceiver() {
        NoticeSender sender = sender(new OutboxAround(new MemoryOutbox()) {
            @Override
            public void attempting(Delivery delivery) {
                throw new IllegalStateException("the disk is full");
            }
        });
        sender.send(firing("slow", "team"));

        time.pass(Duration.ofMinutes(20));
        assertThat(sender.isOpen("team")).isFalse();
        assertThat(sender.owed()).containsExactly(Map.entry("team", 1));
    }

    private static Outcome[] failures(int count) {
        Outcome[] down = new Outcome[count];
        Arrays.fill(down, Outcome.retry("down"));
        return down;
    }

    @Test
    void aPauseBeyondTheAgeIsNotWaitedFor() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.retryAfter("busy", Duration.ofDays(1)));
        sender.send(firing("slow", "team"));

        assertThat(heard).containsExactly("firing notice of slow{} to team: gave up, busy; given up after 1 attempt");
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.refused("Slack answered 404 (no_service)"));
        sender.send(firing("first", "team"));
        sender.send(firing("second", "team"));

        assertThat(heard)
                .containsExactly(
                        "firing notice of first{} to team: gave up, Slack answered 404 (no_service)",
                        "firing notice of second{} to team: delivered at attempt 1");
    }

    @Test
    void anExceptionOfAChannelIsTriedAgainAndItsTextIsNotShown() {
        NoticeSender sender = NoticeSender.builder()
                .channel("test", receiver -> message -> {
                    throw new IllegalStateException("https://hooks.example/secret");
                })
                .listener(listener())
                .workers(time)
                .clock(time)
                .random(largest())
                .retries(POLICY)
                .build();
        sender.send(firing("slow", "team"));

        assertThat(heard)
                .containsExactly("firing notice of slow{} to team: the channel failed with"
                        + " java.lang.IllegalStateException, again after PT1S");
    }

    @Test
    void aTypeWithoutAChannelIsToldAtTheFirstNotice() {
        NoticeSender sender = sender(new MemoryOutbox());
        sender.send(Notice.firing(
                receiver("post").type("mail").build(),
                transition(rule("r").build()).build()));

        assertThat(heard)
                .containsExactly("firing notice of r{} to post: gave up, there is no channel of the type 'mail'");
    }

    @Test
    void aReceiverWithNewSettingsGetsANewChannelAfterWhatItWasOwed() {
        NoticeSender sender = sender(new MemoryOutbox());
        Transition transition = transition(rule("r").build()).build();
        Receiver before =
                receiver("team").type("test").url("https://a.example/1").build();
        Receiver after =
                receiver("team").type("test").url("https://b.example/2").build();
        answers("team", Outcome.retry("down"));

        sender.send(Notice.firing(before, transition));
        sender.send(Notice.firing(after, transition));
        sender.send(Notice.firing(after, transition));
        time.pass(Duration.ofSeconds(1));

        assertThat(arrived).hasSize(3);
        assertThat(opened).containsExactly("https://a.example/1", "https://b.example/2");
    }

    @Test
    void aFullOutboxRefusesFiringsAndTellsButTakesResolves() {
        NoticeSender sender = sender(new MemoryOutbox(2));
        answers("team", Outcome.retry("down"));
        sender.send(firing("first", "team"));
        sender.send(firing("second", "team"));

        assertThat(sender.send(firing("third", "team"))).isFalse();
        assertThat(sender.send(firing("fourth", "other"))).isTrue();
        assertThat(sender.send(Notice.resolved(
                        receiver("team").type("test").build(),
                        transition(rule("first").build())
                                .resolved(Reason.RECOVERY, Sample.START)
                                .build())))
                .isTrue();

        assertThat(heard)
                .contains("firing notice of third{} to team: gave up, too many notices are owed to team already");
        time.pass(Duration.ofSeconds(1));
        assertThat(arrived)
                .containsExactly(
                        "other <- [WARNING] fourth",
                        "team <- [WARNING] first",
                        "team <- [WARNING] second",
                        "team <- [RECOVERED] first");
        assertThat(sender.counters()).isEqualTo(new DeliveryCounters(4, 4, 1, 0, 1, 0));
    }

    @Test
    void aFullOutboxMakesOneMessageOfABeginningAndItsEndThatWaitAndTakesAnotherFiring() {
        NoticeSender sender = sender(new MemoryOutbox(3));
        answers("team", Outcome.retryAfter("busy", Duration.ofMinutes(9)));
        sender.send(firing("first", "team"));
        sender.send(firing("second", "team"));
        sender.send(resolved("second", "team"));

        assertThat(sender.send(firing("third", "team"))).isTrue();
        assertThat(sender.send(firing("fourth", "team"))).isFalse();

        assertThat(heard).contains("firing notice of second{} to team: told by resolved notice of second{} to team");
        assertThat(sender.owed()).containsExactly(Map.entry("team", 3));
        time.pass(Duration.ofMinutes(9));
        assertThat(arrived)
                .containsExactly("team <- [WARNING] first", "team <- [RECOVERED] second", "team <- [WARNING] third");
        assertThat(sender.counters()).isEqualTo(new DeliveryCounters(4, 3, 1, 0, 1, 1));
    }

    @Test
    void anEndThatTellsOfItsBeginningIsGivenUpWhenTheBeginningWouldHaveBeen() {
        NoticeSender sender = sender(new MemoryOutbox(3));
        answers("team", failures(1000));
        sender.send(firing("first", "team"));
        sender.send(firing("slow", "team"));
        time.pass(Duration.ofMinutes(9));
        sender.send(resolved("slow", "team"));
        sender.send(firing("next", "team"));
        assertThat(sender.counters().merged()).isEqualTo(1);

        time.pass(Duration.ofMinutes(1));

        assertThat(heard)
                .last()
                .asString()
                .startsWith("resolved notice of slow{} to team: gave up, given up without an attempt");
        assertThat(sender.owed()).containsExactly(Map.entry("team", 1));
    }

    @Test
    void closingCutsOurOwnWaitsShortAndDelivers() {
        NoticeSender sender = sender(new MemoryOutbox());
        Outcome[] down = new Outcome[6];
        Arrays.fill(down, Outcome.retry("down"));
        answers("team", down);
        sender.send(firing("slow", "team"));
        time.pass(Duration.ofSeconds(15));
        assertThat(time.untilNext()).isGreaterThan(Duration.ofSeconds(10));

        assertThat(sender.close(Duration.ofSeconds(5))).isEmpty();

        assertThat(arrived).hasSize(1);
        assertThat(time.closed).isTrue();
    }

    @Test
    void closingKeepsAPauseThatAReceiverAskedFor() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.retryAfter("busy", Duration.ofSeconds(20)));
        sender.send(firing("slow", "team"));

        assertThat(sender.close(Duration.ofSeconds(19))).containsExactly(Map.entry("team", 1));
        assertThat(arrived).isEmpty();
    }

    @Test
    void whatIsStillOwedAtTheDeadlineIsReportedForEachReceiver() {
        NoticeSender sender = sender(new MemoryOutbox());
        for (String name : List.of("b", "a")) {
            Outcome[] down = new Outcome[1000];
            Arrays.fill(down, Outcome.retry("down"));
            answers(name, down);
            sender.send(firing("first", name));
            sender.send(firing("second", name));
        }
        heard.clear();

        assertThat(sender.close(Duration.ofSeconds(3))).containsExactly(Map.entry("a", 2), Map.entry("b", 2));

        assertThat(heard).endsWith("a: 2 left behind", "b: 2 left behind");
        assertThat(sender.send(firing("late", "a"))).isFalse();
        assertThat(heard).endsWith("firing notice of late{} to a: gave up, the sender is closed");
        assertThat(sender.close(Duration.ofSeconds(3))).hasSize(2);
    }

    @Test
    void theEndOfAnAlertWhoseFiringDidNotArriveIsNotSent() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.retryAfter("busy", Duration.ofHours(2)), Outcome.refused("Slack answered 404"));
        sender.send(firing("late", "team"));
        sender.send(firing("refused", "team"));
        sender.send(firing("well", "team"));

        sender.send(resolved("late", "team"));
        sender.send(resolved("refused", "team"));
        sender.send(resolved("well", "team"));

        assertThat(arrived).containsExactly("team <- [WARNING] well", "team <- [RECOVERED] well");
        assertThat(heard)
                .contains(
                        "resolved notice of late{} to team: gave up, not sent, since its firing did not arrive either");
        assertThat(sender.counters()).isEqualTo(new DeliveryCounters(6, 2, 0, 4, 0, 0));
    }

    @Test
    void theEndThatWaitsBehindAFiringThatIsGivenUpIsNotSentEither() {
        NoticeSender sender = sender(new MemoryOutbox());
        Outcome[] down = new Outcome[1000];
        Arrays.fill(down, Outcome.retry("down"));
        answers("team", down);
        sender.send(firing("slow", "team"));
        time.pass(Duration.ofMinutes(9));
        sender.send(resolved("slow", "team"));
        time.pass(Duration.ofMinutes(1));

        assertThat(sender.owed()).isEmpty();
        assertThat(arrived).isEmpty();
    }

    @Test
    void theSameAlertIsToldFromItsBeginningAgainAfterAnEndThatWasNotSent() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.refused("no"));
        sender.send(firing("slow", "team"));
        sender.send(resolved("slow", "team"));

        sender.send(firing("slow", "team"));
        sender.send(resolved("slow", "team"));

        assertThat(arrived).containsExactly("team <- [WARNING] slow", "team <- [RECOVERED] slow");
    }

    @Test
    void whatIsSentOnceMoreAndRefusedAgainCostsNobodyAnEnd() {
        NoticeSender sender = sender(new MemoryOutbox());
        sender.send(firing("slow", "team"));
        answers("team", Outcome.refused("no"));
        sender.send(sender.prepare(firing("slow", "team")).onceMore(time.instant()));
        sender.send(resolved("slow", "team"));

        assertThat(arrived).containsExactly("team <- [WARNING] slow", "team <- [RECOVERED] slow");
    }

    @Test
    void whoHeardOfAChangeOfLevelHearsOfTheEndThoughTheFiringDidNotArrive() {
        NoticeSender sender = sender(new MemoryOutbox());
        Transition transition = transition(rule("slow").build()).build();
        Receiver team = receiver("team").type("test").build();
        answers("team", Outcome.refused("no"));
        sender.send(firing("slow", "team"));
        sender.send(Notice.level(team, transition, Level.INFO));
        sender.send(resolved("slow", "team"));

        assertThat(arrived).hasSize(2).last().isEqualTo("team <- [RECOVERED] slow");
    }

    @Test
    void theEndIsSentIfTheFiringMayHaveArrived() {
        NoticeSender sender = sender(new MemoryOutbox());
        Outcome[] cut = new Outcome[24];
        Arrays.fill(cut, Outcome.retry("down"));
        cut[3] = Outcome.uncertain("cut off");
        answers("team", cut);
        sender.send(firing("slow", "team"));
        time.pass(Duration.ofMinutes(9));
        answers("team", Outcome.retryAfter("busy", Duration.ofHours(2)));
        time.pass(Duration.ofMinutes(1));
        sender.send(resolved("slow", "team"));
        time.pass(Duration.ofHours(2));

        assertThat(heard).anyMatch(line -> line.startsWith("firing notice of slow{} to team: gave up, busy"));
        assertThat(arrived).containsExactly("team <- [RECOVERED] slow");
    }

    @Test
    void theEndOfAnAlertThatWasToldIsOwedUntilItArrives() {
        NoticeSender sender = sender(new MemoryOutbox());
        sender.send(firing("slow", "team"));
        Outcome[] down = new Outcome[100_000];
        Arrays.fill(down, Outcome.retry("down"));
        answers("team", down);
        sender.send(resolved("slow", "team"));
        sender.send(firing("next", "team"));

        time.pass(Duration.ofDays(3));
        assertThat(sender.owed()).containsExactly(Map.entry("team", 2));
        assertThat(time.untilNext()).isLessThanOrEqualTo(POLICY.cap());

        answers("team");
        time.pass(POLICY.cap());
        assertThat(arrived)
                .containsExactly("team <- [WARNING] slow", "team <- [RECOVERED] slow", "team <- [WARNING] next");
        assertThat(sender.counters().gaveUp()).isZero();
    }

    @Test
    void theEndOfAnAlertIsPutOffByALongPauseForADayAtMost() {
        NoticeSender sender = sender(new MemoryOutbox());
        sender.send(firing("slow", "team"));
        answers("team", Outcome.retryAfter("busy", Duration.ofDays(400)));
        sender.send(resolved("slow", "team"));

        assertThat(time.untilNext()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void theEndOfAnAlertThatIsRefusedIsToldAndGivenUp() {
        NoticeSender sender = sender(new MemoryOutbox());
        sender.send(firing("slow", "team"));
        answers("team", Outcome.refused("Slack answered 410 (channel_is_archived)"));
        sender.send(resolved("slow", "team"));

        assertThat(heard)
                .last()
                .isEqualTo("resolved notice of slow{} to team: gave up, Slack answered 410 (channel_is_archived)");
        assertThat(sender.owed()).isEmpty();
    }

    @Test
    void closingPatientlyGoesOnWhileDeliveriesArrive() {
        NoticeSender sender = sender(new MemoryOutbox());
        List<Outcome> difficult = new ArrayList<>();
        for (int i = 0; i < 34; i++) {
            difficult.addAll(List.of(
                    Outcome.retryAfter("Slack answered 429", Duration.ofSeconds(1)),
                    Outcome.retry("Slack answered 503"),
                    Outcome.uncertain("cut off"),
                    Outcome.delivered()));
        }
        answers("team", difficult.toArray(Outcome[]::new));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            sender.send(firing("n" + i, "team"));
            sender.send(resolved("n" + i, "team"));
            expected.add("team <- [WARNING] n" + i);
            expected.add("team <- [RECOVERED] n" + i);
        }

        assertThat(sender.closePatiently(Duration.ofSeconds(10))).isEmpty();

        assertThat(arrived).isEqualTo(expected);
        assertThat(Duration.between(Sample.START, time.instant())).isGreaterThan(Duration.ofSeconds(60));
    }

    @Test
    void closingPatientlyWaitsForAPauseThatAReceiverAskedFor() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers(
                "team",
                Outcome.retryAfter("busy", Duration.ofSeconds(45)),
                Outcome.retryAfter("busy", Duration.ofMinutes(4)));
        sender.send(firing("slow", "team"));

        assertThat(sender.closePatiently(Duration.ofSeconds(30))).isEmpty();
        assertThat(arrived).hasSize(1);
    }

    @Test
    void closingPatientlyDoesNotWaitForAPauseOfMoreThanFiveMinutes() {
        NoticeSender sender = sender(new MemoryOutbox());
        answers("team", Outcome.retryAfter("busy", Duration.ofMinutes(6)));
        sender.send(firing("slow", "team"));

        assertThat(sender.closePatiently(Duration.ofSeconds(30))).containsExactly(Map.entry("team", 1));
        assertThat(time.instant()).isEqualTo(Sample.START.plusSeconds(30));
    }

    @Test
    void aReceiverThatOnlyEverAsksForPausesEndsThePatience() {
        NoticeSender sender = sender(new MemoryOutbox());
        Outcome[] busy = new Outcome[1000];
        Arrays.fill(busy, Outcome.retryAfter("busy", Duration.ofSeconds(1)));
        answers("team", busy);
        sender.send(firing("slow", "team"));

        assertThat(sender.closePatiently(Duration.ofSeconds(30))).containsExactly(Map.entry("team", 1));
        assertThat(Duration.between(Sample.START, time.instant()))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
    }

    @Test
    void closingPatientlyEndsWhenNothingArrives() {
        NoticeSender sender = sender(new MemoryOutbox());
        Outcome[] down = new Outcome[1000];
        Arrays.fill(down, Outcome.retry("down"));
        answers("team", down);
        sender.send(firing("slow", "team"));

        assertThat(sender.closePatiently(Duration.ofSeconds(30))).containsExactly(Map.entry("team", 1));
        assertThat(time.instant()).isEqualTo(Sample.START.plusSeconds(30));
    }

    @Test
    void theDelayThatIsToldIsTheOneThatIsWaited() {
        NoticeSender sender = sender(new MemoryOutbox());
        Outcome[] down = new Outcome[8];
        Arrays.fill(down, Outcome.retry("down"));
        answers("team", down);
        sender.send(firing("slow", "team"));
        time.pass(Duration.ofSeconds(15));
        heard.clear();

        sender.close(Duration.ofSeconds(30));

        assertThat(heard)
                .filteredOn(line -> line.contains("again after"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("again after PT1S"));
    }

    @Test
    void aBrokenOutboxStopsNoLaneForGood() {
        Queue<Throwable> faults = new ArrayDeque<>(List.of(
                new IllegalStateException("next"),
                new NoClassDefFoundError("next"),
                new IllegalStateException("done")));
        NoticeSender sender = sender(new OutboxAround(new MemoryOutbox()) {
            @Override
            public Optional<Delivery> next(String receiver) {
                if (faults.size() > 1) {
                    Sample.sneak(faults.remove());
                }
                return super.next(receiver);
            }

            @Override
            public void done(Delivery delivery) {
                if (!faults.isEmpty()) {
                    Sample.sneak(faults.remove());
                }
                super.done(delivery);
            }
        });
        sender.send(firing("slow", "team"));

        time.pass(Duration.ofSeconds(10));

        assertThat(faults).isEmpty();
        assertThat(attempted).containsExactly("[WARNING] slow", "[WARNING] slow, perhaps again");
        assertThat(sender.owed()).isEmpty();
    }

    @Test
    void aListenerThatThrowsAnErrorHarmsNothing() {
        NoticeSender sender = NoticeSender.builder()
                .channel("test", receiver -> message -> Outcome.delivered())
                .listener(new DeliveryListener() {
                    @Override
                    public void delivered(Delivery delivery, int attempts) {
                        throw new AssertionError("a listener's own fault");
                    }
                })
                .listener(listener())
                .workers(time)
                .clock(time)
                .build();
        sender.send(firing("first", "team"));
        sender.send(firing("second", "team"));

        assertThat(heard).hasSize(2);
    }

    @Test
    void aListenerThatFailsHarmsNothing() {
        NoticeSender sender = NoticeSender.builder()
                .channel("test", receiver -> message -> Outcome.delivered())
                .listener(new DeliveryListener() {
                    @Override
                    public void delivered(Delivery delivery, int attempts) {
                        throw new IllegalStateException("a listener's own fault");
                    }
                })
                .listener(listener())
                .workers(time)
                .clock(time)
                .build();
        sender.send(firing("first", "team"));
        sender.send(firing("second", "team"));

        assertThat(heard).hasSize(2);
    }

    @Test
    void anOutboxWithoutRoomForAnythingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemoryOutbox(0))
                .withMessage("the capacity of an outbox must be at least 1, not 0");
    }

    private static Notice resolved(String rule, String receiver) {
        return Notice.resolved(
                receiver(receiver).type("test").build(),
                transition(rule(rule).build())
                        .resolved(Reason.RECOVERY, Sample.START)
                        .build());
    }

    private NoticeSender sender(Outbox outbox) {
        return NoticeSender.builder()
                .channel("test", this::open)
                .listener(listener())
                .outbox(outbox)
                .workers(time)
                .clock(time)
                .random(largest())
                .retries(POLICY)
                .build();
    }

    private Channel open(Receiver receiver) {
        if (receiver.webhookUrl() != null) {
            opened.add(receiver.webhookUrl().reveal());
        }
        return outgoing -> {
            attempted.add(outgoing.message().title() + (outgoing.maybeRepeat() ? ", perhaps again" : ""));
            Outcome answer =
                    answers.getOrDefault(receiver.name(), new ArrayDeque<>()).poll();
            if (answer == null || answer instanceof Outcome.Delivered) {
                arrived.add(receiver.name() + " <- " + outgoing.message().title());
                return Outcome.delivered();
            }
            return answer;
        };
    }

    private void answers(String receiver, Outcome... outcomes) {
        answers.put(receiver, new ArrayDeque<>(List.of(outcomes)));
    }

    private DeliveryListener listener() {
        return new DeliveryListener() {
            @Override
            public void delivered(Delivery delivery, int attempts) {
                heard.add(delivery + ": delivered at attempt " + attempts);
            }

            @Override
            public void retrying(Delivery delivery, String why, Duration delay) {
                heard.add(delivery + ": " + why + ", again after " + delay);
            }

            @Override
            public void gaveUp(Delivery delivery, String why) {
                heard.add(delivery + ": gave up, " + why);
            }

            @Override
            public void merged(Delivery end, List<Delivery> superseded) {
                superseded.forEach(delivery -> heard.add(delivery + ": told by " + end));
            }

            @Override
            public void leftBehind(String receiver, int owed) {
                heard.add(receiver + ": " + owed + " left behind");
            }
        };
    }

    /** An outbox in memory, to be changed in part. */
    private static class OutboxAround implements Outbox {
        private final MemoryOutbox memory;

        OutboxAround(MemoryOutbox memory) {
            this.memory = memory;
        }

        @Override
        public boolean append(Delivery delivery) {
            return memory.append(delivery);
        }

        @Override
        public Optional<Delivery> next(String receiver) {
            return memory.next(receiver);
        }

        @Override
        public void done(Delivery delivery) {
            memory.done(delivery);
        }

        @Override
        public void failed(Delivery delivery, String why) {
            memory.failed(delivery, why);
        }

        @Override
        public Map<String, Integer> owed() {
            return memory.owed();
        }
    }

    /** A generator that always draws the largest number: each wait is its bound. */
    static RandomGenerator largest() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return Long.MAX_VALUE;
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
    }
}
