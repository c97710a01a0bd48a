package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void helpListsEveryCommand() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("check", "eval", "replay", "run", "notify", "demo", "Exit codes:");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "eval", "replay", "run", "notify", "demo"})
    void everyCommandHasHelp(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Usage: watchfire " + command.substring(0, 1))
                .doesNotContain("null");
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(CommandRun.of("--version").out()).matches("watchfire \\d+\\.\\d+\\S* \\(Java \\d+.*\\)\\R");
    }

    @Test
    void withoutACommandTheUsageIsShownAsAnError() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Usage: watchfire", "Commands:");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "repaly, watchfire replay",
        "chek, watchfire check",
        "replay --rulez r.json e.jsonl, --rules",
        "run --reciever c.json --rules r.json, --receivers",
        "eval --case f, --cases",
    })
    void mistypedWordsAreAnsweredWithTheNearest(String line, String suggestion) {
        CommandRun run = CommandRun.of(line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(suggestion).contains("--help").doesNotContain("\tat ");
    }

    @Test
    void stackTracesAreForThoseWhoAskForThem() {
        assertThat(CommandRun.of("replay", "--rules", "none.json", "none.jsonl").err())
                .doesNotContain("\tat ");
        assertThat(CommandRun.of("--debug", "replay", "--rules", "none.json", "none.jsonl")
                        .err())
                .contains("\tat ");
    }

    @Test
    void whenNobodyReadsTheOutputTheCommandEndsQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        CommandRun.Streams streams = new CommandRun.Streams();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream("{}\n".getBytes(StandardCharsets.UTF_8)),
                new PrintStream(closed, true, StandardCharsets.UTF_8),
                closed,
                streams.terminal(InputStream.nullInputStream(), Map.of()).err(),
                false,
                false,
                Map.of());

        int exitCode = Main.execute(terminal, StopRequest.withoutSignals(), "eval", "--cases", "-");

        assertThat(exitCode).isEqualTo(141);
        assertThat(streams.errText()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval --cases -", "run --rules RULES --receivers RECEIVERS"})
    void anErrorInsideIsToldAsAFault(String line, @TempDir Path folder) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.json"), "{\"version\": 1, \"rules\": []}");
        Path receivers = Files.writeString(folder.resolve("receivers.json"), "{\"version\": 1, \"receivers\": []}");
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw new NoClassDefFoundError("io/watchfire/Gone");
            }
        };
        CommandRun.Streams streams = new CommandRun.Streams();

        int exitCode = Main.execute(
                streams.terminal(broken, Map.of()),
                StopRequest.withoutSignals(),
                line.replace("RULES", rules.toString())
                        .replace("RECEIVERS", receivers.toString())
                        .split(" "));

        assertThat(exitCode).isEqualTo(ExitCode.FAULT);
        assertThat(streams.errText()).contains("a fault in Watchfire itself: ", "io/watchfire/Gone");
    }

    @Test
    void theDemoIsStartedByTheLauncher() {
        CommandRun run = CommandRun.of("demo");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("./watchfire demo");
    }
}
