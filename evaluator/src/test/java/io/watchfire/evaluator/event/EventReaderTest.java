package io.watchfire.evaluator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventReaderTest {
    private final EventReader reader = new EventReader();

    @Test
    void anEventLineIsRead() {
        Event event = reader.read("""
                {"time":1661255968156,"category":"app_counter","tags":{"okindName":"btf-order","oname":"주문-1 🔥"},\
                "fields":{"resp_time":2310,"tps":41.5,"status":"정상","up":true,"cpu":null}}\r""");

        assertThat(event.time()).isEqualTo(1661255968156L);
        assertThat(event.category()).isEqualTo("app_counter");
        assertThat(event.tags()).containsExactly(Map.entry("okindName", "btf-order"), Map.entry("oname", "주문-1 🔥"));
        assertThat(event.fields())
                .containsExactly(
                        Map.entry("resp_time", 2310.0),
                        Map.entry("tps", 41.5),
                        Map.entry("status", "정상"),
                        Map.entry("up", true));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1661255968156, 1661255968156",
        "1.661255968156e12, 1661255968156",
        "-1000, -1000",
        "'\"2022-06-19T20:09:16+09:00\"', 1655636956000",
        "'\"2022-06-19T11:09:16.25Z\"', 1655636956250",
        "null, 77"
    })
    void timeIsANumberOfMillisecondsOrAnInstantWithOffset(String time, long millis) {
        assertThat(reader.read("{\"category\": \"m\", \"time\": " + time + "}", 77)
                        .time())
                .isEqualTo(millis);
    }

    @Test
    void anEventWithoutTimeGetsThatOfItsArrival() {
        assertThat(reader.read("{\"category\": \"m\"}", 1234).time()).isEqualTo(1234);
    }

    @Test
    void otherKeysArePassedOverAndOfDoubleKeysTheLastCounts() {
        Event event = reader.read("""
                {"v": {"x": [1, {"category": "no"}]}, "category": "a", "category": "m", "time": 1, "host": "h",
                 "tags": {"old": "1"}, "tags": {"t": "a", "t": "b"}, "fields": {"x": 1, "x": 2, "y": 1, "y": null}}""");

        assertThat(event).hasToString("1970-01-01T00:00:00.001Z m {t=b} {x=2.0}");
    }

    static List<Arguments> badLines() {
        return List.of(
                Arguments.of("", "column 1: the line is empty"),
                Arguments.of("[]", "column 1: an event is an object { }; this is an array"),
                Arguments.of("{\"time\": 1}", "column 1: \"category\" is missing"),
                Arguments.of("{\"category\": \"m\"}", "column 1: \"time\" is missing"),
                Arguments.of(
                        "{\"category\": \"\"}",
                        "column 14: \"category\" is a text, and not an empty one; this is a text"),
                Arguments.of(
                        "{\"category\": 5}",
                        "column 14: \"category\" is a text, and not an empty one; this is a number"),
                Arguments.of(
                        "{\"category\": \"주문🔥\", \"time\": true}",
                        "column 29: \"time\" is a number of milliseconds or a text; this is true"),
                Arguments.of(
                        "{\"time\": 1661255968.156}",
                        "column 10: \"time\" is not a whole number; it is in milliseconds since 1970"),
                Arguments.of(
                        "{\"time\": 1661255968156000}",
                        "column 10: \"time\" is outside the years 1 to 9999; it is in milliseconds since 1970"),
                Arguments.of(
                        "{\"time\": \"2022-06-19T11:09:16\"}",
                        "column 10: \"time\" is not an instant; it is written as 2026-01-31T09:00:00+09:00 or as a number"
                                + " of milliseconds"),
                Arguments.of("{\"tags\": [\"a\"]}", "column 10: \"tags\" is an object { }; this is an array"),
                Arguments.of("{\"tags\": {\"업무\": 5}}", "column 17: the tag \"업무\" has to be a text; this is a number"),
                Arguments.of("{\"tags\": {\"t\": null}}", "column 16: the tag \"t\" has to be a text; this is null"),
                Arguments.of("{\"fields\": 1}", "column 12: \"fields\" is an object { }; this is a number"),
                Arguments.of(
                        "{\"fields\": {\"f\": {\"x\": 1}}}",
                        "column 18: the field \"f\" has to be a number, a text or a boolean; this is an object"),
                Arguments.of("{\"fields\": {\"f\": -1e999}}", "column 18: the field \"f\" is too large for a number"),
                Arguments.of("{\"category\": \"m\", \"time\": 1} {}", "column 30: only one event may stand on a line"));
    }

    @ParameterizedTest
    @MethodSource("badLines")
    void whatIsNoEventIsRefusedWithItsPlace(String line, String message) {
        assertThatThrownBy(() -> reader.read(line))
                .isInstanceOf(EventFormatException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"fields\": {\"f\": NaN}} | column 18: not JSON: this is no text, number, true, false or null",
                "{\"fields\": {\"f\": -Infinity}} | column 18: not JSON: this is no text, number, true, false or null",
                "{\"category\": \"m\", } | column 19: not JSON: something has to stand before this closing bracket",
                "{\"category\": \"m\" | column 17: not JSON: the text ends here, but something is still open",
                "{\"업무🔥\": 'm'} | column 9: not JSON: texts and keys are written in double quotes",
                "{\"업무🔥\": 01} | column 9: not JSON: a number must not begin with a zero before other digits"
            })
    void whatIsNoJsonIsRefusedWithItsPlace(String line, String message) {
        assertThatThrownBy(() -> reader.read(line)).hasMessage(message);
    }

    static List<Arguments> malformedBytes() {
        return List.of(
                Arguments.of("EUC-KR", new int[] {0xb0, 0xa1}),
                Arguments.of("a lone continuation", new int[] {0x80}),
                Arguments.of("overlong, 2 bytes", new int[] {0xc0, 0xaf}),
                Arguments.of("overlong, 3 bytes", new int[] {0xe0, 0x80, 0xaf}),
                Arguments.of("overlong, 4 bytes", new int[] {0xf0, 0x80, 0x80, 0xaf}),
                Arguments.of("half a surrogate pair", new int[] {0xed, 0xa0, 0x80}),
                Arguments.of("above U+10FFFF", new int[] {0xf4, 0x90, 0x80, 0x80}),
                Arguments.of("never in UTF-8", new int[] {0xff}),
                Arguments.of("cut", new int[] {0xe1, 0x80}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedBytes")
    void bytesThatAreNotUtf8AreRefusedAndNotReplaced(String what, int[] bytes) {
        byte[] head = "{\"category\": \"가".getBytes(StandardCharsets.UTF_8);
        byte[] line = Arrays.copyOf(head, head.length + bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            line[head.length + i] = (byte) bytes[i];
        }

        assertThatThrownBy(() -> reader.read(line)).hasMessage("column 16: the line is not UTF-8 here");
    }

    @Test
    void aReaderGoesOnAfterABadLine() {
        assertThatThrownBy(() -> reader.read("{\"tags\": {\"a\": 1")).isInstanceOf(EventFormatException.class);

        assertThat(reader.read("\ufeff{\"category\": \"m\", \"time\": 5}").time())
                .isEqualTo(5);
    }

    @Test
    void anEventIsMadeOfAMapOfTheSameShape() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("resp_time", 2310);
        fields.put("gone", null);
        fields.put("nan", Double.NaN);
        Map<String, Object> map = Map.of(
                "category", "app_counter",
                "time", Instant.ofEpochMilli(5),
                "tags", Map.of("oname", "주문"),
                "fields", fields,
                "more", List.of());

        assertThat(Event.ofMap(map)).hasToString("1970-01-01T00:00:00.005Z app_counter {oname=주문} {resp_time=2310.0}");
        assertThat(Event.ofMap(Map.of("category", "m"), 7).time()).isEqualTo(7);
    }

    static List<Arguments> badMaps() {
        return List.of(
                Arguments.of(Map.of(), "\"category\" has to be a text, and not an empty one"),
                Arguments.of(Map.of("category", "m"), "\"time\" is missing"),
                Arguments.of(
                        Map.of("category", "m", "time", 1.5),
                        "\"time\" is not a whole number; it is in milliseconds since 1970"),
                Arguments.of(
                        Map.of("category", "m", "time", 1, "tags", Map.of("t", 5)),
                        "the tag \"t\" has to be a text; this is a java.lang.Integer"),
                Arguments.of(
                        Map.of("category", "m", "time", 1, "fields", Map.of("f", Map.of())),
                        "the field \"f\" has to be a number, a text or a boolean; this is a"
                                + " java.util.ImmutableCollections$MapN"),
                Arguments.of(
                        Map.of("category", "m", "time", 1, "tags", "x"),
                        "\"tags\" has to be a map; this is a java.lang.String"));
    }

    @ParameterizedTest
    @MethodSource("badMaps")
    void aMapThatIsNoEventIsRefused(Map<String, Object> map, String message) {
        assertThatThrownBy(() -> Event.ofMap(map))
                .isInstanceOf(EventFormatException.class)
                .hasMessage(message);
    }
}
