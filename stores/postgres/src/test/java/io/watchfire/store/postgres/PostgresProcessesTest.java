package io.watchfire.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import io.watchfire.notifiers.store.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;

/** Instances that are processes: one that is killed or paused is followed by another, and acts no more. */
@Timeout(60)
class PostgresProcessesTest {
    private final PostgresOptions options = new PostgresOptions("order " + UUID.randomUUID(), Duration.ofSeconds(2));

    private static String last(PostgresStore store) {
        StringBuilder last = new StringBuilder();
        store.load(row -> last.append(new String(row.value(), StandardCharsets.UTF_8)));
        return last.toString();
    }

    private static void commit(PostgresStore store, String value) {
        store.commit(List.of(Row.put(Row.Kind.META, "last", value.getBytes(StandardCharsets.UTF_8))));
    }

    private static void tell(Process process, String line) throws IOException {
        Writer orders = process.outputWriter();
        orders.write(line + "\n");
        orders.flush();
    }

    private static void signal(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    @DisabledOnOs(value = WINDOWS, disabledReason = "no signals there")
    void aPausedInstanceIsFollowedByAnotherAndActsNoMore() throws Exception {
        Process paused = Instance.start(options);
        try {
            BufferedReader printed = paused.inputReader();
            assertThat(printed.readLine()).isEqualTo("waiting");
            assertThat(printed.readLine()).isEqualTo("held");
            tell(paused, "before");
            assertThat(printed.readLine()).isEqualTo("committed before");
            assertThat(PostgresStore.tryAcquire(PostgresStore.connectTo(Servers.url()), options, Duration.ZERO))
                    .isEmpty();
            signal("STOP", paused);
            try (PostgresStore mine = PostgresStore.acquire(PostgresStore.connectTo(Servers.url()), options)) {
                assertThat(last(mine)).isEqualTo("before");
                commit(mine, "mine");
                tell(paused, "after");
                signal("CONT", paused);
                assertThat(printed.readLine()).isEqualTo("refused, final: true, held: false");
                assertThat(mine.isHeld()).isTrue();
                assertThat(last(mine)).isEqualTo("mine");
            }
        } finally {
            paused.destroyForcibly().waitFor();
        }
    }

    @Test
    void ofTwoProcessesOneActsAndTheOtherTakesOverWhenItIsKilled() throws Exception {
        record Line(Process from, String text) {}
        BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
        List<Process> both = List.of(Instance.start(options), Instance.start(options));
        try {
            for (Process each : both) {
                Thread reader =
                        new Thread(() -> each.inputReader().lines().forEach(text -> lines.add(new Line(each, text))));
                reader.setDaemon(true);
                reader.start();
            }
            Line line = lines.take();
            while (!line.text().equals("held")) {
                line = lines.take();
            }
            Process first = line.from();
            tell(first, "first");
            line = lines.take();
            while (line.text().equals("waiting")) {
                line = lines.take();
            }
            assertThat(line).isEqualTo(new Line(first, "committed first"));
            Process second = both.get(1 - both.indexOf(first));
            first.destroyForcibly();
            line = lines.take();
            while (line.text().equals("waiting")) {
                line = lines.take();
            }
            assertThat(line).isEqualTo(new Line(second, "held"));
            tell(second, "second");
            assertThat(lines.take()).isEqualTo(new Line(second, "committed second"));
            second.outputWriter().close(); // it ends, and gives the lease back
            try (PostgresStore mine = PostgresStore.acquire(PostgresStore.connectTo(Servers.url()), options)) {
                assertThat(last(mine)).isEqualTo("second");
            }
        } finally {
            for (Process each : both) {
                each.destroyForcibly().waitFor();
            }
        }
    }
}
