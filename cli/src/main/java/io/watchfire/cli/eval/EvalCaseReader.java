package io.watchfire.cli.eval;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.Schema;
import io.watchfire.evaluator.event.Event;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads events and cases of {@code watchfire eval} from JSON. Thread-safe. */
public final class EvalCaseReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> EVENT_KEYS = Set.of("tags", "fields", "time", "category");

    private EvalCaseReader() {}

    /** An event with nothing in it: every name is missing. */
    public static Event emptyEvent() {
        return Event.of("eval").buildAt(0);
    }

    /**
     * Reads {@code {"tags": {..}, "fields": {..}}}. Either may be left out; {@code time} and {@code category}, which event
     * lines have, do not matter.
     */
    public static Event event(String json) throws BadCaseException {
        return event(object("the event", tree(json)));
    }

    /**
     * Reads {@code {"expr": .., "event": {..}, "units": {..}, "schema": {"tags": [..], "fields": {..}}}}. All but
     * {@code expr} may be left out; other keys do not matter, so that a case can carry the result it should have.
     */
    public static EvalCase evalCase(String json) throws BadCaseException {
        JsonNode root = object("a case", tree(json));
        JsonNode expression = root.path("expr");
        if (!expression.isTextual()) {
            throw new BadCaseException("a case needs \"expr\", a text");
        }
        JsonNode event = root.path("event");
        return new EvalCase(
                expression.textValue(),
                event.isMissingNode() || event.isNull() ? emptyEvent() : event(object("\"event\"", event)),
                schema(root));
    }

    private static Event event(JsonNode json) throws BadCaseException {
        Event.Builder event = Event.of("eval");
        for (Map.Entry<String, JsonNode> key : json.properties()) {
            if (!EVENT_KEYS.contains(key.getKey())) {
                throw new BadCaseException(
                        "an event has no \"" + key.getKey() + "\"; it has \"tags\" and \"fields\", each an object");
            }
        }
        for (Map.Entry<String, JsonNode> tag : entries(json, "tags")) {
            if (!tag.getValue().isTextual()) {
                throw new BadCaseException("tag \"" + tag.getKey() + "\" is no text");
            }
            event.tag(tag.getKey(), tag.getValue().textValue());
        }
        for (Map.Entry<String, JsonNode> field : entries(json, "fields")) {
            event.field(field.getKey(), fieldValue(field.getKey(), field.getValue()));
        }
        return event.buildAt(0);
    }

    private static @Nullable Object fieldValue(String name, JsonNode value) throws BadCaseException {
        return switch (value.getNodeType()) {
            case NUMBER -> value.doubleValue();
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case NULL -> null;
            default -> throw new BadCaseException("field \"" + name + "\" is no number, text or boolean");
        };
    }

    private static Schema schema(JsonNode json) throws BadCaseException {
        Map<String, FieldType> units = types(json, "units");
        JsonNode schema = json.path("schema");
        if (schema.isMissingNode() || schema.isNull()) {
            return units.isEmpty() ? Schema.undeclared() : Schema.declaring(units);
        }
        object("\"schema\"", schema);
        Set<String> tags = new LinkedHashSet<>();
        for (JsonNode tag : schema.path("tags")) {
            if (!tag.isTextual()) {
                throw new BadCaseException("\"tags\" of \"schema\" is a list of texts");
            }
            tags.add(tag.textValue());
        }
        Map<String, FieldType> fields = types(schema, "fields");
        fields.putAll(units);
        return Schema.closed(tags, fields);
    }

    private static Map<String, FieldType> types(JsonNode json, String key) throws BadCaseException {
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : entries(json, key)) {
            Optional<FieldType> type = FieldType.ofWord(field.getValue().asText());
            types.put(
                    field.getKey(),
                    type.orElseThrow(() -> new BadCaseException("\"" + field.getKey() + "\" in \"" + key
                            + "\" is no unit or type; they are number, text, boolean, percent, ms, s, kB and so on")));
        }
        return types;
    }

    private static Set<Map.Entry<String, JsonNode>> entries(JsonNode json, String key) throws BadCaseException {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Set.of();
        }
        return object("\"" + key + "\"", value).properties();
    }

    private static JsonNode object(String what, JsonNode json) throws BadCaseException {
        if (!json.isObject()) {
            throw new BadCaseException(what + " is an object, written {..}");
        }
        return json;
    }

    private static JsonNode tree(String json) throws BadCaseException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new BadCaseException(
                    "not JSON: " + e.getOriginalMessage(),
                    place == null ? 1 : Math.max(1, place.getLineNr()),
                    place == null ? 1 : Math.max(1, place.getColumnNr()));
        }
    }
}
