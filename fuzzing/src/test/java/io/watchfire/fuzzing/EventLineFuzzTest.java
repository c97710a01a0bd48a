package io.watchfire.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventFormatException;
import io.watchfire.evaluator.event.EventReader;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleSet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whatever bytes are given as an event line: an event, or what is wrong and at which column. An engine that takes bytes says the same. */
class EventLineFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final RuleSet RULES = RuleCompiler.compile(List.of(
                    rule("number", "resp_time >= 0 or a < 0"),
                    rule("text", "status == 'x' or t like '*'"),
                    rule("truth", "up")))
            .orElseThrow();
    private static final EngineOptions OPTIONS = EngineOptions.DEFAULT.withMaxSeries(1_000);

    private final AlertEngine ofEvents = new AlertEngine(RULES, OPTIONS);
    private final AlertEngine ofBytes = new AlertEngine(RULES, OPTIONS);

    private static RuleDefinition rule(String id, String condition) {
        return RuleDefinition.of(id).category("c").condition(condition).build();
    }

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
            String expected = ofEvents.process(event, 0).toString();
            assertThat(ofBytes.process(line, 0, line.length, 0)).hasToString(expected);
        } catch (EventFormatException e) {
            assertThat(e.column()).isBetween(1, line.length + 1);
            assertThat(e.problem()).isNotBlank();
            assertThatThrownBy(() -> ofBytes.process(line, 0, line.length, 0)).hasMessage(e.getMessage());
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
