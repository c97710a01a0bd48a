package io.watchfire.evaluator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.evaluator.event.EventLines.BadLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLinesTest {
    private final List<String> bad = new ArrayList<>();

    private List<Long> times(EventLines lines) throws IOException {
        List<Long> times = new ArrayList<>();
        try (lines) {
            for (Event event = lines.next(); event != null; event = lines.next()) {
                times.add(event.time());
            }
        }
        return times;
    }

    private EventLines of(InputStream in) throws IOException {
        return EventLines.of("in", in, null, line -> bad.add(line.toString()));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(long time) {
        return "{\"time\":" + time + ",\"category\":\"m\",\"tags\":{\"업무\":\"주문 🔥\"},\"fields\":{\"v\":1.5}}";
    }

    @Test
    void linesAreReadWhateverTheirEnds() throws IOException {
        String text = "\ufeff" + line(1) + "\r\n\n  \t\r\n" + line(2) + "\n" + line(3);

        assertThat(times(of(text(text)))).containsExactly(1L, 2L, 3L);
        assertThat(bad).isEmpty();
    }

    @Test
    void aBadLineIsToldWithItsNumberAndSkipped() throws IOException {
        String text = line(1) + "\n\n{\"time\": 2, \"category\": \"한글\", \"tags\": 5}\nnonsense\n" + line(3) + "\n";

        assertThat(times(of(text(text)))).containsExactly(1L, 3L);
        assertThat(bad).hasSize(2);
        assertThat(bad.get(0)).isEqualTo("in:3:39: \"tags\" is an object { }; this is a number");
        assertThat(bad.get(1)).startsWith("in:4:").contains("not JSON: ");
    }

    @Test
    void bytesThatAreNotUtf8SpoilOnlyTheirLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((line(1) + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.write(new byte[] {'{', (byte) 0xb0, (byte) 0xa1, '\n'});
        bytes.write(line(2).getBytes(StandardCharsets.UTF_8));

        assertThat(times(of(new ByteArrayInputStream(bytes.toByteArray())))).containsExactly(1L, 2L);
        assertThat(bad).containsExactly("in:2:2: the line is not UTF-8 here");
    }

    @Test
    void anEventWithoutTimeGetsThatOfItsArrivalIfThereIsOne() throws IOException {
        assertThat(times(of(text("{\"category\":\"m\"}")))).isEmpty();
        assertThat(bad).containsExactly("in:1:1: \"time\" is missing");

        long[] clock = {100};
        EventLines live =
                EventLines.of("in", text("{\"category\":\"m\"}\n{\"category\":\"m\"}"), () -> clock[0]++, line -> {});
        assertThat(times(live)).containsExactly(100L, 101L);
    }

    @Test
    void whatIsPackedIsUnpackedWhateverItsName(@TempDir Path folder) throws IOException {
        Path packed = folder.resolve("events.dat");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write((line(1) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed, StandardOpenOption.APPEND))) {
            out.write(line(2).getBytes(StandardCharsets.UTF_8));
        }
        Path plain = folder.resolve("plain.jsonl.gz");
        Files.writeString(plain, line(3));

        assertThat(times(EventLines.open(packed, line -> bad.add(line.toString()))))
                .containsExactly(1L, 2L);
        assertThat(times(EventLines.open(plain, line -> bad.add(line.toString()))))
                .containsExactly(3L);
        assertThat(bad).isEmpty();
    }

    @Test
    void aPackedFileThatIsCutFailsInsteadOfEndingEarly(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write((line(1) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("cut.jsonl.gz");
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9));

        assertThatThrownBy(() -> times(EventLines.open(file, line -> {}))).isInstanceOf(IOException.class);
    }

    @Test
    void longLinesAreReadUpToTheBoundAndSkippedBeyondIt() throws IOException {
        String pad = " ".repeat(EventLines.MAX_LINE_BYTES - 200);
        String tooLong = "{\"time\":2,\"category\":\"m\"" + " ".repeat(3 * EventLines.MAX_LINE_BYTES) + "}";
        String text = pad + line(1) + "\n" + tooLong + "\n" + line(3) + "\n" + tooLong;

        assertThat(times(of(text(text)))).containsExactly(1L, 3L);
        assertThat(bad)
                .containsExactly(
                        "in:2:1: the line is longer than 1048576 bytes",
                        "in:4:1: the line is longer than 1048576 bytes");
    }

    @Test
    void linesAreFoundHoweverTheBytesArriveAndTheBufferStaysSmall() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append(line(i)).append(i % 7 == 0 ? "\r\n" : "\n");
        }
        InputStream dripping = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)) {
            private int turn;

            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + turn++ % 97));
            }
        };

        List<Long> times = times(of(dripping));

        assertThat(times).hasSize(3000).isSorted().doesNotHaveDuplicates();
        assertThat(bad).isEmpty();
    }

    @Test
    void aBadLineShowsItsPlaceLikeACompilerDoes() {
        assertThat(new BadLine("events.jsonl", 12, 34, "\"time\" is missing"))
                .hasToString("events.jsonl:12:34: \"time\" is missing");
    }
}
