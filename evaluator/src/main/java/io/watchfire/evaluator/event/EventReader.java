package io.watchfire.evaluator.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from lines of JSON.
 *
 * <pre>{@code
 * {"time":1661255968156,"category":"app_counter","tags":{"oname":"order-1"},"fields":{"resp_time":2310}}
 * }</pre>
 *
 * <p>{@code time} is a number of epoch milliseconds or an ISO-8601 text with offset. Tags are texts; fields are numbers,
 * texts or booleans, and a field that is null is missing. Other keys are passed over: lines come from other people's
 * senders. Of a key that stands twice the last counts. Numbers larger than a double, {@code NaN} and the infinities are
 * refused. Bytes have to be UTF-8.
 *
 * <p>Keeps nothing from one line to the next but tables of names. Not thread-safe.
 */
public final class EventReader {
    private static final byte[] NO_BYTES = {};

    private final JsonFactory json = JsonFactory.builder()
            // Names come from outside and may be many: the JVM's own table of interned strings is not for them.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private byte[] line = NO_BYTES;
    private int start;

    /**
     * Reads a line that has to say its time.
     *
     * @throws EventFormatException if it is no event
     */
    public Event read(byte[] line) {
        return read(line, 0, line.length, null);
    }

    /**
     * Reads a line.
     *
     * @param arrivalMillis the time of the event if the line does not say it, in epoch milliseconds
     * @throws EventFormatException if it is no event
     */
    public Event read(byte[] line, long arrivalMillis) {
        return read(line, 0, line.length, arrivalMillis);
    }

    /** As {@link #read(byte[])}. */
    public Event read(String line) {
        return read(line.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #read(byte[], long)}. */
    public Event read(String line, long arrivalMillis) {
        return read(line.getBytes(StandardCharsets.UTF_8), arrivalMillis);
    }

    /**
     * Reads a line that stands between two places of a buffer.
     *
     * @param arrivalMillis the time of the event if the line does not say it, in epoch milliseconds; null: it has to
     * @throws EventFormatException if it is no event
     */
    public Event read(byte[] bytes, int from, int to, @Nullable Long arrivalMillis) {
        line = bytes;
        start = from;
        if (to - from >= 3
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf) {
            start = from + 3; // byte order mark
        }
        int malformed = Utf8.firstMalformed(bytes, start, to);
        if (malformed < to) {
            throw new EventFormatException(Utf8.codePoints(bytes, start, malformed) + 1, "the line is not UTF-8 here");
        }
        try (JsonParser parser = json.createParser(bytes, start, to - start)) {
            return event(parser, arrivalMillis);
        } catch (JsonProcessingException e) {
            throw notJson(e, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            line = NO_BYTES;
        }
    }

    private Event event(JsonParser parser, @Nullable Long arrivalMillis) throws IOException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw first == null
                    ? new EventFormatException(1, "the line is empty")
                    : wrong(parser, "an event is an object { }");
        }
        Long time = arrivalMillis;
        String category = null;
        Map<String, String> tags = Map.of();
        Map<String, Object> fields = Map.of();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (key) {
                case "time" -> time = token == JsonToken.VALUE_NULL ? arrivalMillis : Long.valueOf(time(parser, token));
                case "category" -> category = category(parser, token);
                case "tags" -> tags = tags(parser, token);
                case "fields" -> fields = fields(parser, token);
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw at(parser, "only one event may stand on a line");
        }
        if (category == null) {
            throw new EventFormatException(1, "\"category\" is missing");
        }
        if (time == null) {
            throw new EventFormatException(1, "\"time\" is missing");
        }
        return new Event(time, category, tags, fields);
    }

    private long time(JsonParser parser, JsonToken token) throws IOException {
        try {
            return switch (token) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> EventTime.ofMillis(parser.getDoubleValue());
                case VALUE_STRING -> EventTime.ofText(parser.getText());
                default -> throw wrong(parser, "\"time\" is a number of milliseconds or a text");
            };
        } catch (EventFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw at(parser, "\"time\" " + e.getMessage());
        }
    }

    private String category(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING || parser.getTextLength() == 0) {
            throw wrong(parser, "\"category\" is a text, and not an empty one");
        }
        return parser.getText();
    }

    private Map<String, String> tags(JsonParser parser, JsonToken token) throws IOException {
        if (!isObject(parser, token, "\"tags\"")) {
            return Map.of();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw wrong(parser, "the tag \"" + name + "\" has to be a text");
            }
            tags.put(name, parser.getText());
        }
        return tags;
    }

    private Map<String, Object> fields(JsonParser parser, JsonToken token) throws IOException {
        if (!isObject(parser, token, "\"fields\"")) {
            return Map.of();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            switch (parser.nextToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> fields.put(name, number(parser, name));
                case VALUE_STRING -> fields.put(name, parser.getText());
                case VALUE_TRUE -> fields.put(name, true);
                case VALUE_FALSE -> fields.put(name, false);
                case VALUE_NULL -> fields.remove(name);
                default -> throw wrong(parser, "the field \"" + name + "\" has to be a number, a text or a boolean");
            }
        }
        return fields;
    }

    private Double number(JsonParser parser, String name) throws IOException {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw at(parser, "the field \"" + name + "\" is too large for a number");
        }
        return number;
    }

    /** False for null, which is as good as nothing. */
    private boolean isObject(JsonParser parser, JsonToken token, String what) throws IOException {
        if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_NULL) {
            throw wrong(parser, what + " is an object { }");
        }
        return token == JsonToken.START_OBJECT;
    }

    private EventFormatException wrong(JsonParser parser, String wanted) throws IOException {
        JsonToken token = parser.currentToken();
        String found = switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> parser.getText();
        };
        return at(parser, wanted + "; this is " + found);
    }

    private EventFormatException at(JsonParser parser, String message) {
        return new EventFormatException(column(parser.currentTokenLocation().getByteOffset()), message);
    }

    /** Reads the line once more with the reader that explains itself better; bad lines are few, or slow anyway. */
    private EventFormatException notJson(JsonProcessingException e, int to) {
        Problems problems = new Problems();
        JsonDocument.of("", new String(line, start, to - start, StandardCharsets.UTF_8))
                .parse(problems);
        return problems.sorted().stream()
                .filter(problem -> problem.code().equals("json-syntax"))
                .findFirst()
                .map(problem -> new EventFormatException(problem.column(), "not JSON: " + problem.message()))
                .orElseGet(() -> new EventFormatException(1, "not JSON: " + e.getOriginalMessage()));
    }

    /** Column of a byte of the line, counted in characters. */
    private int column(long offset) {
        int end = (int) Math.min(start + Math.max(offset, 0), line.length);
        return Utf8.codePoints(line, start, end) + 1;
    }
}
