package io.watchfire.notifiers.delivery;

import static io.watchfire.notifiers.Sample.receiver;
import static io.watchfire.notifiers.Sample.rule;
import static io.watchfire.notifiers.Sample.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.receiver.Receiver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What a channel learns of earlier messages. */
class OutgoingTest {
    private static final Receiver TEAM = receiver("team").type("test").build();

    private final ManualTime time = new ManualTime();
    private final Queue<Outcome> answers = new ArrayDeque<>();
    private final List<Outgoing> seen = new ArrayList<>();
    private final NoticeSender sender = NoticeSender.builder()
            .channel("test", receiver -> outgoing -> {
                seen.add(outgoing);
                Outcome answer = answers.poll();
                return answer == null ? Outcome.delivered() : answer;
            })
            .workers(time)
            .clock(time)
            .random(NoticeSenderTest.largest())
            .build();

    @Test
    void whatAChannelGaveBackComesWithTheNextMessagesOfTheAlertUntilItsEnd() {
        answers.add(Outcome.delivered("C1/1.0"));

        tell(Status.FIRING, firing("slow"));
        tell(Status.REPEAT, firing("slow"));
        tell(Status.FIRING, firing("other"));
        tell(Status.RESOLVED, resolved("slow"));
        tell(Status.FIRING, firing("slow"));

        assertThat(seen).extracting(Outgoing::reference).containsExactly(null, "C1/1.0", null, "C1/1.0", null);
        assertThat(seen).extracting(Outgoing::concludes).containsExactly(false, false, false, true, false);
    }

    @Test
    void anEndThatIsGivenUpLeavesNothingBehind() {
        answers.add(Outcome.delivered("C1/1.0"));
        answers.add(Outcome.refused("gone"));

        tell(Status.FIRING, firing("slow"));
        tell(Status.RESOLVED, resolved("slow"));
        tell(Status.FIRING, firing("slow"));

        assertThat(seen).extracting(Outgoing::reference).containsExactly(null, "C1/1.0", null);
    }

    @Test
    void theEndOfTheLastAlertWithAReferenceConcludesIt() {
        answers.add(Outcome.delivered("C1/1.0"));

        tell(Status.FIRING, firing("a"), firing("b"));
        tell(Status.RESOLVED, resolved("a"));
        tell(Status.RESOLVED, resolved("b"));

        assertThat(seen).extracting(Outgoing::reference).containsExactly(null, "C1/1.0", "C1/1.0");
        assertThat(seen).extracting(Outgoing::concludes).containsExactly(false, false, true);
    }

    @Test
    void anAlertThatIsToldTogetherWithAnOlderOneSharesItsReference() {
        answers.add(Outcome.delivered("C1/1.0"));
        answers.add(Outcome.delivered("C1/1.0"));

        tell(Status.FIRING, firing("a"));
        tell(Status.FIRING, firing("b"), firing("a"));
        tell(Status.RESOLVED, resolved("a"));

        assertThat(seen).extracting(Outgoing::reference).containsExactly(null, "C1/1.0", "C1/1.0");
        assertThat(seen.get(2).concludes()).isFalse();
    }

    @Test
    void everyAttemptHasTheSameKeyAndTellsWhetherAnEarlierOneMayHaveArrived() {
        answers.addAll(List.of(
                Outcome.retry("no connection"),
                Outcome.uncertain("no answer"),
                Outcome.retry("no connection"),
                Outcome.delivered()));

        tell(Status.FIRING, firing("slow"));
        time.pass(Duration.ofMinutes(1));
        tell(Status.RESOLVED, resolved("slow"));

        assertThat(seen).extracting(Outgoing::maybeRepeat).containsExactly(false, false, true, true, false);
        assertThat(seen.subList(0, 4))
                .extracting(Outgoing::key)
                .containsOnly(seen.get(0).key());
        assertThat(seen)
                .extracting(outgoing -> outgoing.message().note())
                .containsExactly("", "", "(possible repeat)", "(possible repeat)", "");
        assertThat(seen.get(4).key()).isNotEqualTo(seen.get(0).key());
    }

    @Test
    void aDeliveryThatWasGivenUpAndMayHaveArrivedIsAPossibleRepeatFromItsFirstAttempt() {
        Notice notice = Notice.firing(TEAM, firing("slow"));
        sender.send(sender.prepare(notice).asPossibleRepeat());

        assertThat(seen).extracting(Outgoing::maybeRepeat).containsExactly(true);
    }

    private void tell(Status status, Transition... alerts) {
        sender.send(new Notice(TEAM, status, alerts[0], null, Arrays.asList(alerts), 0, null, Sample.START));
    }

    private static Transition firing(String rule) {
        return transition(rule(rule).build()).build();
    }

    private static Transition resolved(String rule) {
        return transition(rule(rule).build())
                .resolved(Reason.RECOVERY, Sample.START)
                .build();
    }
}
