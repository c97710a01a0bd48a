package io.watchfire.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.watchfire.evaluator.event.EventLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whatever bytes are given as a file of event lines: each line is an event, told as bad, or blank. */
class EventFileFuzzTest {
    @FuzzTest
    @DictionaryFile(resourcePath = "event-line.dict")
    void anyBytes(byte[] file) throws IOException {
        List<EventLines.BadLine> bad = new ArrayList<>();
        try {
            long lines = read(file, bad);
            if (!isPacked(file)) {
                assertThat(lines).isLessThanOrEqualTo(lines(file));
            }
        } catch (IOException e) {
            assertThat(isPacked(file)).as(e.toString()).isTrue();
        }
        bad.forEach(line -> assertThat(line.toString()).startsWith("fuzz:" + line.line() + ":" + line.column() + ": "));
    }

    private static long read(byte[] file, List<EventLines.BadLine> bad) throws IOException {
        try (EventLines in = EventLines.of("fuzz", new ByteArrayInputStream(file), () -> 0, bad::add)) {
            int events = 0;
            while (in.next() != null) {
                events++;
            }
            assertThat(events + bad.size()).isLessThanOrEqualTo((int) in.line());
            return in.line();
        }
    }

    private static boolean isPacked(byte[] file) {
        return file.length >= 2 && file[0] == 0x1f && file[1] == (byte) 0x8b;
    }

    private static int lines(byte[] file) {
        int lines = 1;
        for (byte b : file) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }
}
