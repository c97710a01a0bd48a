package io.watchfire.runtime.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.policy.Silence;
import io.watchfire.runtime.orders.OrderLog.Orders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFileTest {
    private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");

    @TempDir
    private Path folder;

    static Stream<Order> orders() {
        return Stream.of(
                new Order.AddSilence(
                        NOW,
                        new Silence(
                                "밤 🔥",
                                List.of(
                                        AlertCondition.of("팀 == '주문'"),
                                        AlertCondition.of("level in ('info', 'warning')")),
                                NOW,
                                NOW.plusSeconds(3600),
                                new ActiveTime(
                                        ZoneId.of("Asia/Seoul"),
                                        Set.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY),
                                        List.of(
                                                new ActiveTime.TimeRange(1320, 360),
                                                new ActiveTime.TimeRange(0, 1440))),
                                true,
                                "김",
                                "배포, \"조용히\"")),
                new Order.AddSilence(
                        NOW, Silence.of("1", List.of(AlertCondition.of("rule == 'r'")), NOW, NOW.plusMillis(1))),
                new Order.ExpireSilence(NOW, "1"),
                new Order.Acknowledge(NOW, "r", Map.of("h", "a,b=c\n"), "kim", ""),
                new Order.Resolve(NOW, "r", Map.of(), "", "다 끝났다"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void anOrderIsReadAsItWasGiven(Order order) throws IOException {
        OrderFile file = new OrderFile(folder.resolve("new/orders.jsonl"));

        file.append(order);

        Orders read = file.after(0);
        assertThat(read.problems()).isEmpty();
        assertThat(read.orders()).containsExactly(order);
        assertThat(file.after(read.next()).orders()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereYetHasNoOrders() throws IOException {
        assertThat(new OrderFile(folder.resolve("none")).after(0).orders()).isEmpty();
    }

    @Test
    void aLineThatIsNotFinishedIsReadWhenItIs() throws IOException {
        Path path = folder.resolve("orders.jsonl");
        OrderFile file = new OrderFile(path);
        Files.writeString(path, "{\"time\":\"2026-01-01T09:00:00Z\",\"order\":\"exp");

        Orders first = file.after(0);
        Files.writeString(path, "ire\",\"id\":\"1\"}\n", StandardOpenOption.APPEND);

        assertThat(first.orders()).isEmpty();
        assertThat(file.after(first.next()).orders()).containsExactly(new Order.ExpireSilence(NOW, "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "{\"time\":\"2026-01-01T09:00:00Z\",\"order\":\"dance\"}",
                "{\"time\":\"now\",\"order\":\"expire\",\"id\":\"1\"}",
                "{\"time\":\"2026-01-01T09:00:00Z\",\"order\":\"silence\",\"id\":\"1\",\"matchers\":[\"a ==\"],"
                        + "\"start\":\"2026-01-01T09:00:00Z\",\"end\":\"2026-01-01T10:00:00Z\"}",
                "{\"time\":\"2026-01-01T09:00:00Z\",\"order\":\"silence\",\"id\":\"1\",\"matchers\":[],"
                        + "\"start\":\"2026-01-01T09:00:00Z\",\"end\":\"2026-01-01T10:00:00Z\"}",
            })
    void aBadLineIsToldAndThoseBehindItAreRead(String line) throws IOException {
        Path path = folder.resolve("orders.jsonl");
        Files.writeString(path, line + "\n{\"time\":\"2026-01-01T09:00:00Z\",\"order\":\"expire\",\"id\":\"1\"}\n");

        Orders read = new OrderFile(path).after(0);

        assertThat(read.problems()).isNotEmpty();
        assertThat(read.orders()).containsExactly(new Order.ExpireSilence(NOW, "1"));
    }
}
