package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.RetryPolicy;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.slf4j.simple.SimpleLogger;
import org.slf4j.spi.LocationAwareLogger;

@Timeout(60)
class AlertLogTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final RuleSet RULES = RuleFile.parse("rules.json", """
                    {"version": 1, "rules": [{"id": "slow", "category": "app", "condition": "resp_time >= 2000",
                      "occurrences": {"count": 2}, "groupBy": ["oname"]}]}""").orElseThrow();
    private static final ReceiverSet RECEIVERS = ReceiverFile.parse(
                    "receivers.json",
                    "{\"version\": 1, \"receivers\": [{\"name\": \"order-team\", \"type\": \"console\"}]}",
                    Path.of("."),
                    Map.of())
            .orElseThrow();

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final PrintStream err = System.err;
    private final Queue<Outcome> answers = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void capture() throws ReflectiveOperationException {
        level(LocationAwareLogger.DEBUG_INT);
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void letGo() throws ReflectiveOperationException {
        System.setErr(err);
        level(LocationAwareLogger.WARN_INT);
    }

    /** The simple logger takes its level from its file once, and has no other way. */
    private static void level(int level) throws ReflectiveOperationException {
        Field current = SimpleLogger.class.getDeclaredField("currentLogLevel");
        current.setAccessible(true);
        current.setInt(LoggerFactory.getLogger("watchfire.alerts"), level);
    }

    @Test
    void whereTheLevelIsOffNothingIsTold() throws ReflectiveOperationException {
        level(LocationAwareLogger.WARN_INT);
        List<String> ids = new ArrayList<>();
        try (AlertService service = service(ids)) {
            service.accept(event(0, "order-1", 2500));
            service.accept(event(1, "order-1", 2500));
            assertThat(service.drain(Duration.ofSeconds(30))).isTrue();
        }

        assertThat(lines(ids.get(0))).isEmpty();
    }

    @Test
    void theLifeOfOneAlertIsToldByItsId() {
        answers.add(Outcome.retryAfter("busy", Duration.ofMillis(1)));
        List<String> ids = new ArrayList<>();
        try (AlertService service = service(ids)) {
            service.accept(event(0, "order-1", 2500));
            service.accept(event(1, "order-2", 2500));
            service.accept(event(2, "order-1", 2500));
            assertThat(service.drain(Duration.ofSeconds(30))).isTrue();
            service.accept(event(3, "order-1", 5));
            assertThat(service.drain(Duration.ofSeconds(30))).isTrue();
        }

        String id = ids.get(0);
        assertThat(lines(id))
                .containsExactly(
                        "[DEBUG] alert=ID rule=slow labels.oname=order-1 from=inactive to=pending level=warning"
                                + " reason=condition at=2026-01-05T09:00:00Z",
                        "[INFO] alert=ID rule=slow labels.oname=order-1 from=pending to=firing level=warning"
                                + " reason=occurrences at=2026-01-05T09:00:02Z",
                        "[DEBUG] alert=ID rule=slow labels.oname=order-1 notice=firing receiver=order-team outcome=owed",
                        "[DEBUG] alert=ID notice=firing receiver=order-team outcome=retry why=busy next=1ms",
                        "[INFO] alert=ID notice=firing receiver=order-team outcome=delivered attempts=2",
                        "[INFO] alert=ID rule=slow labels.oname=order-1 from=firing to=resolved level=warning"
                                + " reason=recovery at=2026-01-05T09:00:03Z",
                        "[DEBUG] alert=ID rule=slow labels.oname=order-1 notice=resolved receiver=order-team outcome=owed",
                        "[INFO] alert=ID notice=resolved receiver=order-team outcome=delivered attempts=1");
    }

    @Test
    void aNoticeThatIsGivenUpSaysWhy() {
        answers.add(Outcome.refused("the webhook is gone"));
        List<String> ids = new ArrayList<>();
        try (AlertService service = service(ids)) {
            service.accept(event(0, "order-1", 2500));
            service.accept(event(1, "order-1", 2500));
            assertThat(service.drain(Duration.ofSeconds(30))).isTrue();
        }

        assertThat(lines(ids.get(0)))
                .contains("[INFO] alert=ID notice=firing receiver=order-team outcome=gave_up"
                        + " why=\"the webhook is gone\"");
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueCannotLookLikeAnotherKeyOrLine(String value, String shown) {
        assertThat(new LogLine("labels.x", value)).hasToString("labels.x=" + shown);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("order-1", "order-1"),
                Arguments.of("주문🔥", "주문🔥"),
                Arguments.of("a b", "\"a b\""),
                Arguments.of("a=b", "\"a=b\""),
                Arguments.of("a\nalert=evil", "\"a\\nalert=evil\""),
                Arguments.of("a\u2028b\u202ec\u0085", "\"a\\u2028b\\u202ec\\u0085\""),
                Arguments.of("say \"hi\"", "\"say \\\"hi\\\"\""),
                Arguments.of("", "\"\""));
    }

    private AlertService service(List<String> ids) {
        return AlertService.builder()
                .rules(RULES)
                .receivers(RECEIVERS)
                .clock(() -> START)
                .retries(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofHours(1)))
                .channel("console", receiver -> message -> {
                    Outcome answer = answers.poll();
                    return answer == null ? Outcome.delivered() : answer;
                })
                .onTransition(transition -> ids.add(transition.alert()))
                .start();
    }

    private static Event event(int second, String name, double responseTime) {
        return Event.of("app")
                .at(START.plusSeconds(second))
                .tag("oname", name)
                .field("resp_time", responseTime)
                .build();
    }

    private List<String> lines(String id) {
        return logged.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("alert=" + id + " "))
                .map(line -> line.replace("watchfire.alerts - ", "").replace(id, "ID"))
                .toList();
    }
}
