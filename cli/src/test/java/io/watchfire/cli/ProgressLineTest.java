package io.watchfire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0     | [....................] 0%, 3,000,000 events, 1,500,000/s, at 2026-01-31T09:00:00Z",
                "0.309 | [######..............] 30%, 3,000,000 events, 1,500,000/s, at 2026-01-31T09:00:00Z",
                "1     | [####################] 100%, 3,000,000 events, 1,500,000/s, at 2026-01-31T09:00:00Z",
                "NaN   | 3,000,000 events, 1,500,000/s, at 2026-01-31T09:00:00Z",
            })
    void tellsHowFarTheWorkIs(double done, String line) {
        assertThat(ProgressLine.text(done, 3_000_000, 2, Instant.parse("2026-01-31T09:00:00Z")))
                .isEqualTo(line);
    }

    @Test
    void whatIsDoneIsTheBytesReadOfAllFiles() throws IOException {
        Terminal terminal = new CommandRun.Streams().terminal(InputStream.nullInputStream(), Map.of());
        String line = "{\"time\":1,\"category\":\"c\"}\n";
        String first = Files.writeString(folder.resolve("a"), line).toString();
        String second = Files.writeString(folder.resolve("b"), line).toString();

        try (EventInputs inputs = EventInputs.open(List.of(first, second), terminal, new BadLines(terminal, false))) {
            inputs.merged().next();
            assertThat(inputs.done()).isEqualTo(1);
        }
        try (EventInputs inputs = EventInputs.open(List.of(first, "-"), terminal, new BadLines(terminal, false))) {
            assertThat(inputs.done()).isNaN();
        }
    }
}
