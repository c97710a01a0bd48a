package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventFormatException;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.delivery.DeliveryCounters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AlertServiceTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final long START = 1_700_000_000_000L;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
    private final AtomicLong now = new AtomicLong(START);
    private RuleSet rules;
    private AlertService service;

    /** The listener stops at the first change until this is counted down. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private final CountDownLatch atTheGate = new CountDownLatch(1);

    @BeforeEach
    void load() {
        rules = rules("""
                {"id": "cpu", "category": "pod", "condition": "cpu >= 80"}""");
    }

    @AfterEach
    void close() {
        gate.countDown();
        if (service != null) {
            service.close(LONG);
        }
    }

    // ---- events in, changes out

    @Test
    void changesComeInTheOrderOfTheEventsOfAThread() {
        service = service().start();

        for (int i = 0; i < 500; i++) {
            service.accept(pod("a" + i, 90));
            service.accept(pod("a" + i, 10));
        }

        assertThat(service.drain(LONG)).isTrue();
        assertThat(heard)
                .containsExactlyElementsOf(IntStream.range(0, 500)
                        .boxed()
                        .flatMap(i -> List.of("a" + i + " firing", "a" + i + " resolved").stream())
                        .toList());
    }

    @Test
    void eventsOfSeveralThreadsAreAllJudgedAndEachThreadKeepsItsOrder() {
        service = service().queueCapacity(3).start();
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            senders.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 200; i++) {
                    service.accept(pod(name + i, 90));
                }
            }));
        }
        senders.forEach(CompletableFuture::join);

        assertThat(service.drain(LONG)).isTrue();
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(heard.stream().filter(line -> line.startsWith(name)))
                    .containsExactlyElementsOf(IntStream.range(0, 200)
                            .mapToObj(i -> name + i + " firing")
                            .toList());
        }
    }

    @Test
    void anEventIsABuilderBytesOrAMapAndWithoutTimeItHappensNow() {
        service = service().start();

        service.accept(Event.of("pod").tag("oname", "builder").field("cpu", 90));
        service.accept("{\"category\":\"pod\",\"tags\":{\"oname\":\"바이트\"},\"fields\":{\"cpu\":90}}"
                .getBytes(StandardCharsets.UTF_8));
        service.accept(Map.of("category", "pod", "tags", Map.of("oname", "map"), "fields", Map.of("cpu", 90)));

        assertThat(service.drain(LONG)).isTrue();
        assertThat(heard).containsExactly("builder firing", "바이트 firing", "map firing");
        assertThat(service.alerts()).allMatch(alert -> alert.since().toEpochMilli() == START);
    }

    @Test
    void bytesThatAreNoEventAreToldToWhoBroughtThem() {
        service = service().start();

        assertThatExceptionOfType(EventFormatException.class)
                .isThrownBy(() -> service.accept("nonsense".getBytes(StandardCharsets.UTF_8)));
        assertThat(service.drain(LONG)).isTrue();
    }

    @Test
    void aServiceSaysWhichAlertsAreLiveAndWhatItHasDone() {
        service = service().start();
        service.accept(pod("a", 90));
        service.accept(pod("b", 90));
        service.accept(pod("a", 10));
        service.accept(Event.of("pod").tag("oname", "c").buildAt(START));
        assertThat(service.drain(LONG)).isTrue();

        assertThat(service.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.labels().asMap()).containsEntry("oname", "b"));
        assertThat(service.counters().engine().events()).isEqualTo(4);
        assertThat(service.counters().engine().transitions()).isEqualTo(3);
        assertThat(service.counters().waiting()).isZero();
        assertThat(service.unknownVerdicts()).hasSize(1);
    }

    @Test
    void timeAloneEndsAnAlertThatNoEventSpeaksOf() throws Exception {
        rules = rules("""
                {"id": "cpu", "category": "pod", "condition": "cpu >= 80", "noData": {"after": "1m"}}""");
        service = service().start();
        service.accept(pod("a", 90));
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("a firing");

        now.addAndGet(120_000);

        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("a resolved");
    }

    @Test
    void eventsThatComeLateButSteadilyAreNoSilence() {
        service = service().start();
        for (int i = 0; i < 100; i++) {
            service.accept(
                    Event.of("pod").tag("oname", "a").field("cpu", 90).buildAt(START - 20 * 60_000L + i * 1000L));
            now.addAndGet(1000);
        }

        assertThat(service.drain(LONG)).isTrue();
        assertThat(heard).containsExactly("a firing");
    }

    @Test
    void rulesHaveToBeGiven() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AlertService.builder().start())
                .withMessageContaining("without rules");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlertService.builder().queueCapacity(0));
    }

    // ---- the bounded queue

    @Test
    void whileTheQueueIsFullAcceptWaitsAndOfferSaysNo() throws Exception {
        service = gated().queueCapacity(2).start();
        fillTheQueue(2);

        assertThat(service.offer(pod("x", 1))).isFalse();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> service.accept(pod("y", 90)));
        assertThat(service.counters().waiting()).isEqualTo(2);
        assertThat(waiting).isNotDone();

        gate.countDown();
        waiting.join();
        assertThat(service.drain(LONG)).isTrue();
        assertThat(heard).containsExactly("gate firing", "y firing");
    }

    @Test
    void whoWaitsForRoomIsToldWhenTheServiceIsClosed() throws Exception {
        service = gated().queueCapacity(1).start();
        fillTheQueue(1);
        CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(() -> thrownBy(() -> {
            service.accept(pod("y", 90));
        }));

        service.close(Duration.ofMillis(1));

        assertThat(waiting.join())
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the alert service is closed");
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.offer(pod("z", 1)));
    }

    @Test
    void whoIsInterruptedWhileItWaitsForRoomIsToldThatTheEventWasNotTaken() throws Exception {
        service = gated().queueCapacity(1).start();
        fillTheQueue(1);

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> service.accept(pod("y", 90)))
                .withMessageContaining("not accepted");
        assertThat(Thread.interrupted()).isTrue();

        gate.countDown();
        assertThat(service.drain(LONG)).isTrue();
        assertThat(heard).containsExactly("gate firing");
    }

    // ---- draining

    @Test
    void drainingWaitsForEveryEventThatAcceptTookOn() {
        service = service().start();
        for (int round = 0; round < 2000; round++) {
            service.accept(pod("a" + round, 90));
            assertThat(service.drain(LONG)).isTrue();
            assertThat(heard).as("round %d", round).hasSize(round + 1);
        }
    }

    @Test
    void drainingEndsWithFalseWhenItsTimeIsUpOrItsThreadIsInterrupted() throws Exception {
        service = gated().start();
        fillTheQueue(3);

        assertThat(service.drain(Duration.ofMillis(1))).isFalse();
        Thread.currentThread().interrupt();
        assertThat(service.drain(LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    // ---- what others break

    @ParameterizedTest
    @ValueSource(
            classes = {
                AssertionError.class,
                NoClassDefFoundError.class,
                StackOverflowError.class,
                OutOfMemoryError.class,
                IllegalStateException.class,
                InterruptedException.class,
                IOException.class
            })
    void whateverAListenerThrowsJudgingGoesOn(Class<? extends Throwable> fault) {
        service = builder()
                .queueCapacity(2)
                .onTransition(transition -> AlertServiceTest.<RuntimeException>sneak(make(fault)))
                .onTransition(this::hear)
                .onProblem(problems::add)
                .start();

        for (int i = 0; i < 20; i++) {
            service.accept(pod("a" + i, 90));
        }

        assertThat(service.drain(LONG)).isTrue();
        assertThat(heard).hasSize(20);
        assertThat(problems).hasSize(20).allMatch(problem -> problem.contains(fault.getName()));
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class})
    void aBrokenListenerForProblemsHarmsNothing(Class<? extends Throwable> fault) {
        service = builder()
                .queueCapacity(2)
                .onTransition(transition -> {
                    throw new IllegalStateException("boom");
                })
                .onTransition(this::hear)
                .onProblem(problem -> AlertServiceTest.<RuntimeException>sneak(make(fault)))
                .start();

        for (int i = 0; i < 20; i++) {
            service.accept(pod("a" + i, 90));
        }

        assertThat(service.drain(LONG)).isTrue();
        assertThat(heard).hasSize(20);
    }

    @Test
    void aListenerThatInterruptsItsThreadDoesNotEndTheJudging() {
        service = service()
                .onTransition(transition -> Thread.currentThread().interrupt())
                .start();

        for (int i = 0; i < 20; i++) {
            service.accept(pod("a" + i, 90));
            assertThat(service.drain(LONG)).isTrue();
        }

        assertThat(heard).hasSize(20);
    }

    // ---- a listener that calls the service

    @Test
    void aListenerMayBringEventsWhileThereIsRoomAndIsToldWhenThereIsNone() {
        AtomicReference<AlertService> itself = new AtomicReference<>();
        service = service()
                .queueCapacity(2)
                .onTransition(transition -> {
                    for (int i = 0; i < 3; i++) {
                        itself.get().accept(pod("quiet" + i, 1));
                    }
                })
                .start();
        itself.set(service);

        service.accept(pod("a", 90));

        assertThat(service.drain(LONG)).isTrue();
        assertThat(service.drain(LONG)).as("what the listener brought").isTrue();
        assertThat(problems).singleElement().asString().contains("the queue is full, and a listener cannot wait");
        assertThat(service.counters().engine().events()).isEqualTo(3);
    }

    @Test
    void aListenerThatDrainsIsToldNo() throws Exception {
        BlockingQueue<Boolean> drained = new LinkedBlockingQueue<>();
        AtomicReference<AlertService> itself = new AtomicReference<>();
        service = service()
                .onTransition(transition -> drained.add(itself.get().drain(LONG)))
                .start();
        itself.set(service);
        service.accept(pod("a", 90));

        assertThat(drained.poll(30, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void aListenerMayCloseTheServiceWhichEndsWhenAllIsJudged() throws Exception {
        AtomicReference<AlertService> itself = new AtomicReference<>();
        service = gated().onTransition(transition -> itself.get().close(LONG)).start();
        itself.set(service);
        fillTheQueue(0);
        service.accept(pod("b", 90));

        Thread judge = judge();
        gate.countDown();
        judge.join();

        assertThat(heard).containsExactly("gate firing", "b firing");
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.accept(pod("c", 1)));
    }

    // ---- closing

    @Test
    void closingJudgesWhatWasAcceptedAndEndsTheThread() throws Exception {
        service = service().start();
        Thread judge = judge();
        for (int i = 0; i < 1000; i++) {
            service.accept(pod("a" + i, 90));
        }

        assertThat(service.close(LONG)).isEmpty();

        assertThat(heard).hasSize(1000);
        judge.join();
        assertThat(service.close(LONG)).isEmpty();
    }

    @Test
    void closingOnAnInterruptedThreadDoesItsWorkAndKeepsTheInterrupt() {
        service = service().start();
        for (int i = 0; i < 1000; i++) {
            service.accept(pod("a" + i, 90));
        }

        Thread.currentThread().interrupt();
        service.close(LONG);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(heard).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsJudgedAfterClosingHasWaitedLongEnough(boolean patiently) throws Exception {
        service = gated().start();
        Thread judge = judge();
        fillTheQueue(100);

        if (patiently) {
            service.closePatiently(Duration.ofMillis(1));
        } else {
            service.close(Duration.ofMillis(1));
        }
        gate.countDown();
        judge.join();

        assertThat(heard).containsExactly("gate firing");
        assertThat(service.counters().waiting()).isEqualTo(100);
        assertThat(problems).containsExactly("closed while 100 events were not judged yet");
        assertThat(service.drain(LONG)).isFalse();
    }

    @Test
    void closingWithoutEndOfPatienceIsPossible() {
        service = service().start();
        service.accept(pod("a", 90));

        assertThat(service.close(Duration.ofSeconds(Long.MAX_VALUE))).isEmpty();
        assertThat(heard).hasSize(1);
        assertThat(service.counters().deliveries()).isEqualTo(new DeliveryCounters(0, 0, 0, 0, 0, 0));
    }

    // ----

    private AlertServiceBuilder builder() {
        return AlertService.builder().rules(rules).clock(() -> Instant.ofEpochMilli(now.get()));
    }

    private AlertServiceBuilder service() {
        return builder().onTransition(this::hear).onProblem(problems::add);
    }

    /** A service whose first change is held up at the gate. */
    private AlertServiceBuilder gated() {
        return service().onTransition(transition -> {
            atTheGate.countDown();
            // Even the interrupt of a close that ran out of time is swallowed.
            boolean passed = false;
            while (!passed) {
                try {
                    passed = gate.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    passed = false;
                }
            }
        });
    }

    /** Brings one event to the gate, and so many behind it. */
    private void fillTheQueue(int events) throws InterruptedException {
        service.accept(pod("gate", 90));
        assertThat(atTheGate.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < events; i++) {
            service.accept(pod("behind" + i, 10));
        }
    }

    private void hear(Transition transition) {
        heard.add(transition.labels().asMap().get("oname") + " "
                + transition.to().name().toLowerCase(Locale.ROOT));
    }

    private static Event pod(String name, double cpu) {
        return Event.of("pod").tag("oname", name).field("cpu", cpu).buildAt(START);
    }

    private static RuleSet rules(String rule) {
        return RuleFile.parse("rules.json", "{\"version\":1,\"rules\":[" + rule + "]}")
                .orElseThrow();
    }

    private static Thread judge() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("watchfire-judge"))
                .findFirst()
                .orElseThrow();
    }

    private static Throwable thrownBy(Runnable step) {
        try {
            step.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static Throwable make(Class<? extends Throwable> fault) {
        try {
            return fault.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable fault) throws T {
        throw (T) fault;
    }
}
