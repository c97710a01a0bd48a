package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceHealthTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final RuleSet RULES = RuleFile.parse("rules.json", """
                    {"version": 1, "rules": [{"id": "cpu", "category": "pod", "condition": "cpu >= 80",
                      "groupBy": ["pod"]}]}""").orElseThrow();
    private static final ReceiverSet RECEIVERS = ReceiverFile.parse(
                    "receivers.json",
                    "{\"version\": 1, \"receivers\": [{\"name\": \"팀\", \"type\": \"console\"}]}",
                    Path.of("."),
                    Map.of())
            .orElseThrow();

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Test
    void aServiceThatKeepsUpIsWellAndKnowsWhenTheLastEventCame() {
        try (AlertService service = AlertService.builder()
                .rules(RULES)
                .clock(now::get)
                .queueCapacity(50)
                .start()) {
            assertThat(service.health().lastEvent()).isNull();
            now.set(START.plusSeconds(5));
            service.accept(pod("a", 10));
            assertThat(service.drain(LONG)).isTrue();
            now.set(START.plusSeconds(60));

            ServiceHealth health = service.health();

            assertThat(health.isWell()).isTrue();
            assertThat(health.problems()).isEmpty();
            assertThat(health.at()).isEqualTo(START.plusSeconds(60));
            assertThat(health.lastEvent()).isEqualTo(START.plusSeconds(5));
            assertThat(health.waiting()).isZero();
            assertThat(health.capacity()).isEqualTo(50);
            assertThat(health.lag()).isZero();
            assertThat(health.oldestOwed()).isZero();
        }
    }

    @Test
    void aServiceThatIsClosedJudgesNoMore() {
        AlertService service =
                AlertService.builder().rules(RULES).clock(now::get).start();
        service.close();

        assertThat(service.health().problems()).containsExactly("the thread that judges events has ended");
    }

    @Test
    void eventsThatWaitForMoreThanAMinuteAreAProblem() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AlertService service = AlertService.builder()
                .rules(RULES)
                .clock(now::get)
                .onTransition(transition -> {
                    busy.countDown();
                    awaitQuietly(goOn);
                })
                .start();
        service.accept(pod("a", 90));
        busy.await();
        service.accept(pod("b", 90));
        now.set(START.plusSeconds(60));
        assertThat(service.health().lag()).isEqualTo(Duration.ofSeconds(60));
        assertThat(service.health().isWell()).isTrue();

        now.set(START.plusSeconds(61));

        assertThat(service.health().waiting()).isEqualTo(1);
        assertThat(service.health().problems()).containsExactly("events have waited to be judged for 61 s");
        goOn.countDown();
        service.close();
    }

    @Test
    void aReceiverThatNothingReachesForLongIsAProblemUntilSomethingArrives() throws InterruptedException {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AlertService service = AlertService.builder()
                .rules(RULES)
                .receivers(RECEIVERS)
                .clock(now::get)
                .channel("console", receiver -> message -> {
                    sending.countDown();
                    awaitQuietly(answer);
                    return Outcome.delivered();
                })
                .start();
        service.accept(pod("a", 90));
        service.accept(pod("b", 90));
        sending.await();
        service.accept(pod("c", 10));
        while (service.health().notices() < 2 || service.health().waiting() > 0) {
            Thread.onSpinWait();
        }
        now.set(START.plus(ServiceHealth.LONGEST_SILENCE));
        assertThat(service.health().isWell()).isTrue();
        assertThat(service.health().oldestOwed()).isEqualTo(Duration.ofMinutes(15));

        now.set(START.plus(ServiceHealth.LONGEST_SILENCE).plusSeconds(1));
        assertThat(service.health().problems())
                .containsExactly("팀 is owed 2 notices, and nothing has arrived there for 901 s");

        answer.countDown();
        assertThat(service.drain(LONG)).isTrue();
        assertThat(service.health().problems()).isEmpty();
        service.close();
    }

    @Test
    void aReceiverThatDoesNotAnswerIsOpenUntilItDoes() {
        AtomicReference<Outcome> answer = new AtomicReference<>(Outcome.retryAfter("busy", Duration.ofMillis(1)));
        AlertService service = AlertService.builder()
                .rules(RULES)
                .receivers(RECEIVERS)
                .clock(now::get)
                .channel("console", receiver -> message -> answer.get())
                .start();
        service.accept(pod("a", 90));
        while (service.health().openCircuits() == 0) {
            Thread.onSpinWait();
        }
        assertThat(service.health().owed().get("팀").circuitOpen()).isTrue();

        answer.set(Outcome.delivered());
        assertThat(service.drain(LONG)).isTrue();
        assertThat(service.health().openCircuits()).isZero();
        service.close();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Event pod(String name, double cpu) {
        return Event.of("pod").at(now.get()).tag("pod", name).field("cpu", cpu).build();
    }
}
