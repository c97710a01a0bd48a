package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadException;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleEdit;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertServiceReloadTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Queue<String> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    // ---- other rules

    @Test
    void eventsBeforeAReloadAreJudgedByTheOldRulesAndThoseAfterItByTheNew() {
        try (AlertService service = service(rules(rule("cpu", "cpu >= 80")), null)) {
            service.accept(pod("a", 85));
            service.reload(rules(rule("cpu", "cpu >= 90")));
            service.accept(pod("b", 85));
            service.accept(pod("c", 95));

            assertThat(service.drain(LONG)).isTrue();
            assertThat(heard).containsExactly("cpu a firing", "cpu c firing");
        }
    }

    @Test
    void alertsOfARuleThatIsGoneEndAndListenersAndReceiversHearOfIt() {
        try (AlertService service = service(rules(rule("cpu", "cpu >= 80")), receivers("team"))) {
            service.accept(pod("a", 85));

            service.reload(rules(rule("other", "cpu >= 80")));

            assertThat(service.drain(LONG)).isTrue();
            assertThat(heard).containsExactly("cpu a firing", "cpu a resolved");
            assertThat(arrived).containsExactly("team firing", "team resolved");
            assertThat(service.alerts()).isEmpty();
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedWithAllThatIsWrongAndNothingChanges() {
        RuleSet before = rules(rule("cpu", "cpu >= 80"));
        try (AlertService service = service(before, receivers("team"))) {
            RuleSet lost = rules(rule("x", "cpu >= 1", "nobody"), rule("y", "cpu >= 1", "no-one"));

            assertThatExceptionOfType(LoadException.class)
                    .isThrownBy(() -> service.reload(lost))
                    .satisfies(e -> assertThat(e.problems())
                            .extracting(FileProblem::file, FileProblem::code)
                            .containsExactly(
                                    tuple("rule x", "unknown-receiver-tag"), tuple("rule y", "unknown-receiver-tag")));

            assertThat(service.rules()).isSameAs(before);
            service.accept(pod("a", 85));
            assertThat(service.drain(LONG)).isTrue();
            assertThat(heard).containsExactly("cpu a firing");
        }
    }

    // ---- other receivers

    @Test
    void aReceiverThatIsGoneIsToldTheEndsItIsOwedAndNothingElse() {
        try (AlertService service = service(rules(rule("cpu", "cpu >= 80")), receivers("old"))) {
            service.accept(pod("a", 85));
            service.reload(receivers("new"));
            service.accept(pod("b", 85));
            service.accept(pod("a", 10));

            assertThat(service.drain(LONG)).isTrue();
            assertThat(arrived).containsExactlyInAnyOrder("old firing", "new firing", "old resolved");
        }
    }

    @Test
    void rulesAndReceiversThatGoTogetherOnlyAreTakenAtOnce() {
        RuleSet tagged = rules(rule("cpu", "cpu >= 80", "ops"));
        ReceiverSet withTag = ReceiverFile.parse(
                        "r.json",
                        "{\"version\": 1, \"receivers\": [{\"name\": \"ops\", \"type\": \"console\", \"tags\": [\"ops\"], \"untagged\": false}]}",
                        Path.of("."),
                        Map.of())
                .orElseThrow();
        try (AlertService service = service(rules(rule("cpu", "cpu >= 80")), receivers("team"))) {
            assertThatExceptionOfType(LoadException.class).isThrownBy(() -> service.reload(tagged));

            service.reload(tagged, withTag);
            service.accept(pod("a", 85));

            assertThat(service.drain(LONG)).isTrue();
            assertThat(arrived).containsExactly("ops firing");
        }
    }

    @Test
    void aServiceWithoutReceiversTakesNone() {
        try (AlertService service = service(rules(rule("cpu", "cpu >= 80")), null)) {
            assertThatIllegalStateException().isThrownBy(() -> service.reload(receivers("team")));
        }
    }

    // ---- single rules

    @Test
    void anEditIsOneChangeOfAllThatItNames() {
        try (AlertService service =
                service(rules(rule("a", "cpu >= 80"), rule("b", "cpu >= 80"), rule("c", "cpu >= 80")), null)) {
            Rule untouched = service.rules().rules().get(2);

            LoadResult<RuleSet> edited = service.edit(new RuleEdit()
                    .put(definition("b", "cpu >= 90"))
                    .add("request 7", rule("d", "cpu >= 95"))
                    .remove("a"));

            assertThat(edited.problems()).isEmpty();
            assertThat(service.rules().rules()).extracting(Rule::id).containsExactly("b", "c", "d");
            assertThat(service.rules().rules().get(1)).isSameAs(untouched);
            service.accept(pod("x", 92));
            assertThat(service.drain(LONG)).isTrue();
            assertThat(heard).containsExactly("b x firing", "c x firing");
        }
    }

    @Test
    void anEditWithAnErrorChangesNothingAndTellsAllOfThem() {
        RuleSet before = rules(rule("a", "cpu >= 80"));
        try (AlertService service = service(before, receivers("team"))) {
            LoadResult<RuleSet> edited = service.edit(new RuleEdit()
                    .add(definition("b", "cpu >= 1 && cpu == 'high'"))
                    .remove("c"));

            assertThat(edited.problems())
                    .extracting(FileProblem::file, FileProblem::path, FileProblem::code)
                    .containsExactly(
                            tuple("rule b", "$.condition", "conflicting-types"), tuple("rule c", "$", "unknown-rule"));
            assertThat(service.edit(new RuleEdit().put("x", rule("a", "cpu >= 1", "nobody")))
                            .problems())
                    .extracting(FileProblem::code)
                    .containsExactly("unknown-receiver-tag");
            assertThat(service.rules()).isSameAs(before);
        }
    }

    @Test
    void editsOfSeveralThreadsAreAllThereInTheEndWhileEventsFlow() {
        try (AlertService service = service(rules(), null)) {
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (String name : List.of("p", "q", "r")) {
                threads.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 50; i++) {
                        assertThat(service.edit(new RuleEdit().add(definition(name + i, "cpu >= 80")))
                                        .problems())
                                .isEmpty();
                        service.accept(pod("a", i));
                    }
                }));
            }
            threads.forEach(CompletableFuture::join);

            assertThat(service.rules().rules()).hasSize(150);
            service.accept(pod("a", 90));
            assertThat(service.drain(LONG)).isTrue();
            assertThat(heard).hasSize(150);
        }
    }

    // ---- from listeners, and at the end

    @Test
    void aReloadByAListenerTakesEffectWhenTheListenerIsDone() {
        AtomicReference<AlertService> service = new AtomicReference<>();
        Consumer<String> once = line -> {
            if (line.equals("cpu a firing")) {
                service.get().reload(rules(rule("cpu", "cpu >= 95")));
                assertThat(service.get()
                                .rules()
                                .rules()
                                .get(0)
                                .levels()
                                .get(0)
                                .condition()
                                .source())
                        .isEqualTo("cpu >= 80");
            }
        };
        service.set(service(rules(rule("cpu", "cpu >= 80")), null, once));
        try (AlertService running = service.get()) {
            running.accept(pod("a", 85));
            running.accept(pod("b", 85));

            assertThat(running.drain(LONG)).isTrue();
            assertThat(heard).containsExactly("cpu a firing");
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void aReloadThatTheEndOvertakesIsRefused() throws Exception {
        CountDownLatch atListener = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Consumer<String> stops = line -> {
            atListener.countDown();
            while (true) {
                try {
                    goOn.await();
                    return;
                } catch (InterruptedException e) {
                    // Closing interrupts the listener that holds it up.
                }
            }
        };
        AlertService service = service(rules(rule("cpu", "cpu >= 80")), null, stops);
        service.accept(pod("a", 85));
        atListener.await();
        CompletableFuture<Void> reload = CompletableFuture.runAsync(() -> service.reload(rules()));
        while (service.counters().waiting() == 0) {
            Thread.onSpinWait();
        }

        service.close(Duration.ZERO);
        goOn.countDown();

        assertThat(reload).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(RejectedExecutionException.class);
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.reload(rules()));
    }

    @Test
    void editsOfOneListenerCallBuildOnEachOther() {
        AtomicReference<AlertService> service = new AtomicReference<>();
        List<Boolean> errors = new ArrayList<>();
        Consumer<String> twice = line -> {
            errors.add(service.get()
                    .edit(new RuleEdit().add(definition("disk", "cpu >= 1")))
                    .value()
                    .isEmpty());
            errors.add(service.get()
                    .edit(new RuleEdit().add(definition("disk", "cpu >= 2")))
                    .value()
                    .isEmpty());
            errors.add(service.get().edit(new RuleEdit().remove("disk")).value().isEmpty());
        };
        service.set(service(rules(rule("cpu", "cpu >= 80")), null, twice));
        try (AlertService running = service.get()) {
            running.accept(pod("a", 85));

            assertThat(running.drain(LONG)).isTrue();
        }

        assertThat(errors).containsExactly(false, true, false);
        assertThat(service.get().rules().rules()).hasSize(1);
        assertThat(problems).isEmpty();
    }

    // ---- the parts

    private AlertService service(RuleSet rules, ReceiverSet receivers) {
        return service(rules, receivers, line -> {});
    }

    private AlertService service(RuleSet rules, ReceiverSet receivers, Consumer<String> listener) {
        AlertServiceBuilder builder = AlertService.builder()
                .rules(rules)
                .clock(() -> NOW)
                .onProblem(problems::add)
                .channel("console", receiver -> outgoing -> {
                    arrived.add(
                            receiver.name() + " " + outgoing.message().status().text());
                    return Outcome.delivered();
                })
                .onTransition(transition -> {
                    String line = transition.rule().id() + " "
                            + transition.labels().asMap().get("oname") + " "
                            + transition.to().text();
                    heard.add(line);
                    listener.accept(line);
                });
        return (receivers == null ? builder : builder.receivers(receivers)).start();
    }

    private static ReceiverSet receivers(String name) {
        return ReceiverFile.parse(
                        "receivers.json",
                        "{\"version\": 1, \"receivers\": [{\"name\": \"" + name + "\", \"type\": \"console\"}]}",
                        Path.of("."),
                        Map.of())
                .orElseThrow();
    }

    private static RuleSet rules(String... rules) {
        return RuleFile.parse("rules.json", "{\"version\": 1, \"rules\": [" + String.join(",", rules) + "]}")
                .orElseThrow();
    }

    private static String rule(String id, String condition, String... tags) {
        return "{\"id\": \"" + id + "\", \"category\": \"pod\", \"condition\": \"" + condition + "\""
                + (tags.length == 0 ? "" : ", \"receiverTags\": [\"" + String.join("\",\"", tags) + "\"]") + "}";
    }

    private static RuleDefinition definition(String id, String condition) {
        return RuleDefinition.of(id).category("pod").condition(condition).build();
    }

    private static Event pod(String name, double cpu) {
        return Event.of("pod")
                .at(NOW.toEpochMilli())
                .tag("oname", name)
                .field("cpu", cpu)
                .build();
    }
}
