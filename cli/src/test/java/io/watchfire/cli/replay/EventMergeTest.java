package io.watchfire.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventMergeTest {
    /** Files are separated by a slash; an event is a letter and its time. */
    @ParameterizedTest
    @CsvSource({
        "a1 a2 a3, a1 a2 a3",
        "a1 a4 a9/b2 b3 b5, a1 b2 b3 a4 b5 a9",
        "a1 a3/b1 b3/c1 c3, a1 b1 c1 a3 b3 c3",
        "a5/b1 b9 b2, b1 a5 b9 b2",
        "a3 a1 a2, a3 a1 a2",
        "/a1//b0/, b0 a1",
        "/, ''",
    })
    void filesAreMergedByTimeAndKeepTheirOwnOrder(String files, String expected) throws IOException {
        List<EventMerge.Source> sources = new ArrayList<>();
        for (String file : files.split("/", -1)) {
            sources.add(new EventMerge.Source("file", lines(file)));
        }
        EventMerge merge = new EventMerge(sources);
        List<String> merged = new ArrayList<>();
        for (Event event = merge.next(); event != null; event = merge.next()) {
            merged.add(event.category() + event.time());
        }

        assertThat(String.join(" ", merged)).isEqualTo(expected);
        assertThat(merge.next()).isNull();
    }

    private static EventLines lines(String file) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String event : file.isEmpty() ? new String[0] : file.split(" ")) {
            lines.append("{\"category\":\"").append(event.charAt(0)).append("\",\"time\":");
            lines.append(event.substring(1)).append("}\n");
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        return EventLines.of("file", new ByteArrayInputStream(bytes), null, bad -> {
            throw new AssertionError(bad);
        });
    }
}
