package io.watchfire.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventFormatException;
import io.watchfire.evaluator.event.EventReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whatever bytes are given as an event line: an event, or what is wrong and at which column. */
class EventLineFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @FuzzTest
    @DictionaryFile(resourcePath = "event-line.dict")
    void anyBytes(byte[] line) throws IOException {
        EventReader reader = new EventReader();
        try {
            Event event = reader.read(line, 0);
            assertThat(event.category()).isNotEmpty();
            event.fields()
                    .values()
                    .forEach(value -> assertThat(isAllowed(value)).isTrue());
            assertThat(reader.read(written(event))).hasToString(event.toString());
        } catch (EventFormatException e) {
            assertThat(e.column()).isBetween(1, line.length + 1);
            assertThat(e.problem()).isNotBlank();
        }
    }

    private static boolean isAllowed(Object value) {
        return value instanceof Double number
                ? Double.isFinite(number)
                : value instanceof String || value instanceof Boolean;
    }

    private static byte[] written(Event event) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("time", event.time());
        map.put("category", event.category());
        map.put("tags", event.tags());
        map.put("fields", event.fields());
        return JSON.writeValueAsBytes(map);
    }
}
