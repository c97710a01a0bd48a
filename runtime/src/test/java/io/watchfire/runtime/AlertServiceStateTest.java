package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.DeliveryRow;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.delivery.RetryPolicy;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.policy.Silence;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.notifiers.store.MemoryStore;
import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import io.watchfire.notifiers.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service that is started with the store of another goes on where that one was, however it ended. */
@Timeout(60)
class AlertServiceStateTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final long START = 1_700_000_000_000L;
    private static final RuleSet RULES = RuleFile.parse("rules.json", """
                    {"version": 1, "rules": [
                      {"id": "cpu", "category": "pod", "condition": "cpu >= 80"},
                      {"id": "held", "category": "pod", "condition": "mem >= 80", "for": "1h"},
                      {"id": "peak", "category": "pod", "condition": "max(io) over 10m >= 80"}]}""").orElseThrow();
    private static final ReceiverSet TEAM = receivers("{\"name\": \"team\", \"type\": \"console\"}");

    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private volatile long now = START;

    /** A store that may be copied as a crash would leave it, and that fails on demand. */
    private static final class TestStore implements StateStore {
        private final List<Row> rows = new ArrayList<>();
        private volatile RuntimeException failure;

        /** What a crash leaves at this moment. */
        synchronized StateStore crashed() {
            MemoryStore left = new MemoryStore();
            left.commit(rows);
            return left;
        }

        synchronized long owed() {
            return rows.stream()
                    .filter(row -> row.kind() == Row.Kind.DELIVERY && row.value() != null && row.value().length > 0)
                    .count();
        }

        /** Whether a delivery would be found after a crash now. */
        synchronized boolean crashedHas(String deliveryKey) {
            return rows.stream()
                    .anyMatch(row -> row.kind() == Row.Kind.DELIVERY
                            && row.value() != null
                            && row.value().length > 0
                            && DeliveryRow.of(row.value(), TEAM)
                                    .delivery()
                                    .key()
                                    .equals(deliveryKey));
        }

        @Override
        public void load(Consumer<Row> each) {}

        @Override
        public synchronized void commit(List<Row> changes) {
            RuntimeException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
            rows.addAll(changes);
        }

        @Override
        public void compact() {}

        @Override
        public void close() {}
    }

    private static ReceiverSet receivers(String receiver) {
        return ReceiverFile.parse(
                        "receivers.json", "{\"version\": 1, \"receivers\": [" + receiver + "]}", Path.of(""), Map.of())
                .orElseThrow();
    }

    private Outcome arrives(Outgoing outgoing) {
        arrived.add(outgoing.message().status().text() + (outgoing.maybeRepeat() ? " again" : ""));
        return Outcome.delivered();
    }

    private AlertServiceBuilder service(StateStore store) {
        return service(store, this::arrives);
    }

    private AlertServiceBuilder service(StateStore store, Channel channel) {
        return AlertService.builder()
                .rules(RULES)
                .receivers(TEAM)
                .state(store)
                .clock(() -> Instant.ofEpochMilli(now))
                .retries(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofHours(1)))
                .onProblem(problems::add)
                .channel("console", receiver -> channel);
    }

    private static Event pod(String field, double value) {
        return Event.of("pod")
                .at(START)
                .tag("이름", "주문-1 🔥")
                .field(field, value)
                .build();
    }

    @Test
    void nobodyIsToldAgainAndTheEndIsToldToWhomTheFiringWas() {
        MemoryStore store = new MemoryStore();
        List<Alert> before;
        try (AlertService service = service(store).start()) {
            service.accept(pod("cpu", 90));
            service.accept(pod("mem", 90));
            assertThat(service.drain(LONG)).isTrue();
            before = service.alerts();
        }

        now += 60_000;
        try (AlertService service = service(store).start()) {
            assertThat(service.alerts())
                    .usingRecursiveComparison()
                    .ignoringFields("unknown")
                    .isEqualTo(before);
            assertThat(service.firing()).hasSize(1);
            assertThat(service.drain(LONG)).isTrue();
            assertThat(arrived).containsExactly("firing");
            service.accept(pod("cpu", 10));
            assertThat(service.drain(LONG)).isTrue();
        }

        assertThat(arrived).containsExactly("firing", "resolved");
        assertThat(problems).isEmpty();
    }

    @Test
    void windowsGoOnAfterAnOrderlyEnd() {
        MemoryStore store = new MemoryStore();
        try (AlertService service = service(store).start()) {
            service.accept(pod("io", 10));
            service.accept(pod("io", 90));
            assertThat(service.drain(LONG)).isTrue();
        }
        try (AlertService service = service(store).start()) {
            service.accept(pod("io", 10));
            assertThat(service.drain(LONG)).isTrue();

            assertThat(service.alerts()).extracting(alert -> alert.rule().id()).containsExactly("peak");
        }
        assertThat(arrived).containsExactly("firing");
    }

    @Test
    void whatIsOwedAtACrashIsSentAfterIt() throws InterruptedException {
        TestStore store = new TestStore();
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AlertService crashing = service(store, outgoing -> {
                    sending.countDown();
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Outcome.uncertain("the process is gone");
                })
                .start();
        crashing.accept(pod("cpu", 90));
        assertThat(sending.await(30, TimeUnit.SECONDS)).isTrue();
        crashing.accept(pod("cpu", 10));
        while (store.owed() < 2) {
            Thread.onSpinWait();
        }
        StateStore left = store.crashed();
        over.countDown();
        crashing.close(Duration.ZERO);

        try (AlertService service = service(left).start()) {
            assertThat(service.drain(LONG)).isTrue();
        }

        assertThat(arrived).containsExactly("firing again", "resolved");
    }

    @Test
    void nothingIsSentBeforeItIsKeptThatItIsOwed() {
        TestStore store = new TestStore();
        List<String> keptWhenSent = new ArrayList<>();
        try (AlertService service = service(store, outgoing -> {
                    keptWhenSent.add(String.valueOf(store.crashedHas(outgoing.key())));
                    return arrives(outgoing);
                })
                .start()) {
            service.accept(pod("cpu", 90));
            service.accept(pod("cpu", 10));
            assertThat(service.drain(LONG)).isTrue();
        }
        assertThat(keptWhenSent).containsExactly("true", "true");
    }

    @Test
    void whileTheStoreFailsNothingIsSentAndNothingIsLost() {
        TestStore store = new TestStore();
        store.failure = StoreException.passing("the disk is full", null);
        try (AlertService service = service(store).start()) {
            service.accept(pod("cpu", 90));
            service.accept(pod("cpu", 10));
            assertThat(service.drain(Duration.ofMillis(300))).isFalse();
            assertThat(arrived).isEmpty();
            assertThat(problems).hasSize(1).first().asString().contains("the disk is full");

            store.failure = null;
            assertThat(service.drain(LONG)).isTrue();
        }
        assertThat(arrived).containsExactly("firing", "resolved");
        assertThat(problems).hasSize(2).last().asString().contains("kept again");
    }

    @Test
    void whoeverLosesTheStoreDoesNothingAnyMore() throws InterruptedException {
        TestStore store = new TestStore();
        CountDownLatch lost = new CountDownLatch(1);
        AlertService service = service(store)
                .onProblem(problem -> {
                    problems.add(problem);
                    lost.countDown();
                })
                .start();
        store.failure = StoreException.forGood("another process has taken over", null);
        service.accept(pod("cpu", 90));
        assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
        service.close();

        assertThat(arrived).isEmpty();
        assertThat(problems.peek()).contains("another process has taken over");
        assertThatThrownBy(() -> service.accept(pod("cpu", 95))).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void whatWasGivenUpCanBeSeenSentOnceMoreAndDropped() {
        MemoryStore store = new MemoryStore();
        try (AlertService service =
                service(store, outgoing -> Outcome.refused("gone (404)")).start()) {
            service.accept(pod("cpu", 90));
            assertThat(service.drain(LONG)).isTrue();
        }
        try (AlertService service = service(store).start()) {
            assertThat(service.outbox())
                    .extracting(OutboxEntry::receiver, OutboxEntry::status, OutboxEntry::why)
                    .containsExactly(tuple("team", Notice.Status.FIRING, "gone (404)"));
            String id = service.outbox().get(0).id();

            assertThat(service.retry(id)).isTrue();
            assertThat(service.drain(LONG)).isTrue();
            assertThat(arrived).containsExactly("firing");
            assertThat(service.retry(id)).isFalse();
            assertThat(service.drop(id)).isFalse();
        }
        try (AlertService service = service(store).start()) {
            assertThat(service.outbox()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void whatMayHaveArrivedBeforeItWasGivenUpIsMarkedWhenItIsSentOnceMore(boolean isAnswerLost, boolean isMarked) {
        MemoryStore store = new MemoryStore();
        Queue<Outcome> answers = new ConcurrentLinkedQueue<>();
        answers.add(isAnswerLost ? Outcome.uncertain("no answer") : Outcome.retry("no connection"));
        try (AlertService service = service(store, outgoing -> {
                    Outcome answer = answers.poll();
                    return answer == null ? Outcome.refused("gone (404)") : answer;
                })
                .start()) {
            service.accept(pod("cpu", 90));
            assertThat(service.drain(LONG)).isTrue();
        }
        Queue<Boolean> marks = new ConcurrentLinkedQueue<>();
        try (AlertService service = service(store, outgoing -> {
                    marks.add(outgoing.maybeRepeat());
                    return Outcome.delivered();
                })
                .start()) {
            assertThat(service.retry(service.outbox().get(0).id())).isTrue();
            assertThat(service.drain(LONG)).isTrue();
        }
        assertThat(marks).containsExactly(isMarked);
    }

    @Test
    void silencesAndNotesStay() {
        MemoryStore store = new MemoryStore();
        try (AlertService service = service(store).start()) {
            service.silence(Silence.of(
                    "s1",
                    List.of(AlertCondition.of("rule == 'cpu'")),
                    Instant.ofEpochMilli(now),
                    Instant.ofEpochMilli(now + 3_600_000)));
            service.note("orders", "17");
            service.accept(pod("cpu", 90));
            assertThat(service.drain(LONG)).isTrue();
        }
        assertThat(arrived).isEmpty();
        try (AlertService service = service(store).start()) {
            assertThat(service.silences()).extracting(Silence::id).containsExactly("s1");
            assertThat(service.noted("orders")).contains("17");
            service.expireSilence("s1");
            assertThat(service.drain(LONG)).isTrue();
        }
        assertThat(arrived).containsExactly("firing");
    }

    @Test
    void anAlertWhoseRuleIsGoneAfterTheRestartIsToldAsOver() {
        MemoryStore store = new MemoryStore();
        try (AlertService service = service(store).start()) {
            service.accept(pod("cpu", 90));
            assertThat(service.drain(LONG)).isTrue();
        }
        RuleSet others = RuleFile.parse(
                        "rules.json",
                        "{\"version\": 1, \"rules\": [{\"id\": \"x\", \"category\": \"pod\", \"condition\": \"cpu > 1\"}]}")
                .orElseThrow();
        try (AlertService service = service(store).rules(others).start()) {
            assertThat(service.drain(LONG)).isTrue();
            assertThat(service.alerts()).isEmpty();
        }
        assertThat(arrived).containsExactly("firing", "resolved");
    }
}
