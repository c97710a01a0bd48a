package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.MemoryOutbox;
import io.watchfire.notifiers.delivery.Outbox;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.delivery.RetryPolicy;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertServiceNoticesTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final long START = 1_700_000_000_000L;
    private static final RuleSet RULES = RuleFile.parse("rules.json", """
                    {"version": 1, "rules": [
                      {"id": "cpu", "category": "pod", "condition": "cpu >= 80", "receiverTags": ["ops"]}]}""").orElseThrow();

    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final Queue<Outcome> answers = new ConcurrentLinkedQueue<>();

    @Test
    void firingsAndResolvesArriveInOrder() {
        AlertService service = service(new MemoryOutbox()).start();
        for (int i = 0; i < 200; i++) {
            service.accept(pod(i, 90));
            service.accept(pod(i, 10));
        }

        assertThat(service.drain(LONG)).isTrue();

        assertThat(arrived)
                .containsExactlyElementsOf(IntStream.range(0, 200)
                        .boxed()
                        .flatMap(i -> List.of("firing n" + i, "resolved n" + i).stream())
                        .toList());
        assertThat(service.counters().deliveries().delivered()).isEqualTo(400);
        assertThat(service.close(LONG)).isEmpty();
    }

    @Test
    void aHeartbeatComesThoughNoEventDoes() throws InterruptedException {
        AtomicLong now = new AtomicLong(START);
        CountDownLatch came = new CountDownLatch(1);
        ReceiverSet alive = ReceiverFile.parse(
                        "receivers.json",
                        "{\"version\": 1, \"receivers\": [{\"name\": \"team\", \"type\": \"console\", \"tags\": [\"ops\"],"
                                + " \"language\": \"ko\", \"heartbeat\": \"1h\"}]}",
                        Path.of("."),
                        Map.of())
                .orElseThrow();
        AlertService service = AlertService.builder()
                .rules(RULES)
                .receivers(alive)
                .clock(() -> Instant.ofEpochMilli(now.get()))
                .channel("console", receiver -> message -> {
                    arrived.add(message.message().title());
                    came.countDown();
                    return Outcome.delivered();
                })
                .start();

        now.addAndGet(3_600_000);
        came.await();

        assertThat(arrived).containsExactly("[정상 동작] 규칙 1개, 발생 중인 알림 0건");
        service.close();
    }

    @Test
    void aRuleWithATagThatNobodyHasIsNotStarted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlertService.builder()
                        .rules(RULES)
                        .receivers(receivers("dev"))
                        .start())
                .withMessageContaining("ops");
    }

    @Test
    void closingPatientlyDeliversWhatADifficultReceiverPutsOff() {
        AlertService service = service(new MemoryOutbox()).start();
        for (int i = 0; i < 20; i++) {
            answers.addAll(List.of(
                    Outcome.retryAfter("busy", Duration.ofMillis(1)), Outcome.uncertain("cut"), Outcome.delivered()));
            service.accept(pod(i, 90));
        }

        assertThat(service.closePatiently(LONG)).isEmpty();

        assertThat(arrived)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(i -> "firing n" + i).toList());
    }

    @Test
    void closingOnAnInterruptedThreadDeliversWhatIsOwed() {
        AlertService service = service(new MemoryOutbox()).start();
        for (int i = 0; i < 50; i++) {
            service.accept(pod(i, 90));
        }

        Thread.currentThread().interrupt();
        Map<String, Integer> left = service.close(LONG);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(left).isEmpty();
        assertThat(arrived).hasSize(50);
    }

    @Test
    void aReceiverOfATypeThatNothingReachesIsToldAtTheStart() {
        AlertService service = service(new MemoryOutbox())
                .receivers(ReceiverFile.parse(
                                "receivers",
                                "{\"version\": 1, \"receivers\": [{\"name\": \"ops\", \"type\": \"x-pager\", \"tags\": [\"ops\"]}]}",
                                Path.of("."),
                                Map.of())
                        .orElseThrow())
                .start();

        assertThat(service.close(LONG)).isEmpty();
        assertThat(problems).anyMatch(problem -> problem.startsWith("receiver ops has the type x-pager"));
    }

    @Test
    void whatIsStillOwedWhenTheTimeIsUpIsCounted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AlertService service = service(new MemoryOutbox())
                .channel("console", receiver -> outgoing -> {
                    begun.countDown();
                    return Outcome.retryAfter("busy", Duration.ofMinutes(30));
                })
                .start();
        service.accept(pod(1, 90));
        service.accept(pod(2, 90));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(service.close(Duration.ofMillis(50))).containsExactly(Map.entry("team", 2));
    }

    @Test
    void aNoticeThatCannotBeTakenOnHarmsNoOtherAndItsResolveIsNotSent() {
        Outbox memory = new MemoryOutbox();
        AlertService service = service(new Outbox() {
                    @Override
                    public boolean append(Delivery delivery) {
                        if (delivery.status() == Notice.Status.FIRING
                                && delivery.message().body().contains("n1")) {
                            throw new IllegalStateException("the store is broken");
                        }
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
                })
                .start();
        for (int i = 0; i < 3; i++) {
            service.accept(pod(i, 90));
        }
        for (int i = 0; i < 3; i++) {
            service.accept(pod(i, 10));
        }

        assertThat(service.close(LONG)).isEmpty();
        assertThat(arrived).containsExactly("firing n0", "firing n2", "resolved n0", "resolved n2");
        assertThat(problems)
                .containsExactly("failed, and went on: java.lang.IllegalStateException: the store is broken");
    }

    @Test
    void aListenerThatClosesTheServiceLosesNoNotice() throws InterruptedException {
        AlertService[] itself = new AlertService[1];
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch delivered = new CountDownLatch(2);
        AlertService service = service(new MemoryOutbox())
                .channel("console", receiver -> outgoing -> {
                    Outcome outcome = arrive(outgoing);
                    delivered.countDown();
                    return outcome;
                })
                .onTransition(transition -> {
                    await(started);
                    itself[0].close(LONG);
                })
                .start();
        itself[0] = service;
        service.accept(pod(1, 90));
        service.accept(pod(2, 90));
        started.countDown();

        assertThat(delivered.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(arrived).containsExactly("firing n1", "firing n2");
        assertThat(service.close(LONG)).isEmpty();
    }

    private AlertServiceBuilder service(Outbox outbox) {
        return AlertService.builder()
                .rules(RULES)
                .receivers(receivers("ops"))
                .clock(() -> Instant.ofEpochMilli(START))
                .outbox(outbox)
                .retries(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofHours(1)))
                .channel("console", receiver -> this::arrive)
                .onProblem(problems::add);
    }

    private Outcome arrive(Outgoing outgoing) {
        Message message = outgoing.message();
        Outcome answer = answers.poll();
        if (answer == null || answer instanceof Outcome.Delivered) {
            arrived.add(message.status().text() + " " + message.body().replaceAll("(?s).*\\b(n\\d+)\\b.*", "$1"));
            return Outcome.delivered();
        }
        return answer;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ReceiverSet receivers(String tag) {
        String json = "{\"version\": 1, \"receivers\": [{\"name\": \"team\", \"type\": \"console\", \"tags\": [\"" + tag
                + "\"]}]}";
        return ReceiverFile.parse("receivers.json", json, Path.of("."), Map.of())
                .orElseThrow();
    }

    private static Event pod(int number, double cpu) {
        return Event.of("pod").tag("oname", "n" + number).field("cpu", cpu).buildAt(START);
    }
}
