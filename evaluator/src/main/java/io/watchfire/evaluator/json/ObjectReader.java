package io.watchfire.evaluator.json;

import io.watchfire.dsl.DurationText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of an object whose keys are known. What is not as it should be goes to the problems; the methods
 * then return null, as for a key that is not there, so that reading goes on and finds the rest.
 */
public final class ObjectReader {
    private final JsonObject object;
    private final String what;
    private final Problems problems;

    /**
     * Begins to read, and reports the keys that are not known.
     *
     * @param what what the object is, for messages: {@code a rule}
     */
    public ObjectReader(JsonObject object, String what, Collection<String> known, Problems problems) {
        this.object = object;
        this.what = what;
        this.problems = problems;
        for (String key : object.keys()) {
            if (!known.contains(key)) {
                problems.errorAtKey(
                        object,
                        key,
                        "unknown-key",
                        "\"" + key + "\" is not a key of " + what,
                        Suggestion.help(key, known));
            }
        }
    }

    public JsonObject object() {
        return object;
    }

    public boolean has(String key) {
        return object.get(key) != null;
    }

    /** Reports that a key is not there. */
    public void missing(String key, String help) {
        problems.error(object, "missing-key", what + " has to have \"" + key + "\"", help);
    }

    /** A text that holds more than blanks. */
    public @Nullable JsonText text(String key) {
        JsonValue value = object.get(key);
        return value == null ? null : text(value, "a text");
    }

    /** A text, which may be empty. */
    public @Nullable JsonText anyText(String key) {
        JsonValue value = object.get(key);
        if (value == null || value instanceof JsonText) {
            return (JsonText) value;
        }
        wrongType(value, "a text");
        return null;
    }

    private @Nullable JsonText text(JsonValue value, String wanted) {
        if (!(value instanceof JsonText text)) {
            wrongType(value, wanted);
            return null;
        }
        if (text.value().isBlank()) {
            problems.error(value, "bad-value", "this text is empty", null);
            return null;
        }
        return text;
    }

    public @Nullable String string(String key) {
        JsonText text = text(key);
        return text == null ? null : text.value();
    }

    public boolean bool(String key, boolean otherwise) {
        JsonValue value = object.get(key);
        if (value instanceof JsonLiteral literal && literal.value() != null) {
            return literal.value();
        }
        if (value != null) {
            wrongType(value, "true or false");
        }
        return otherwise;
    }

    /** A whole number, at least {@code least}. */
    public @Nullable Integer count(String key, int least) {
        JsonValue value = object.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof JsonNumber number)) {
            wrongType(value, "a whole number");
            return null;
        }
        OptionalInt count = number.intValue();
        if (count.isEmpty() || count.getAsInt() < least) {
            problems.error(
                    value,
                    "bad-value",
                    number.source() + " cannot stand here; a whole number from " + least + " on is wanted",
                    null);
            return null;
        }
        return count.getAsInt();
    }

    /** A duration in milliseconds, at least {@code leastMillis}. */
    public @Nullable Long duration(String key, long leastMillis) {
        JsonValue value = object.get(key);
        JsonText text = value == null ? null : text(value, "a duration such as \"90s\" or \"5m\"");
        if (text == null) {
            return null;
        }
        OptionalLong millis = DurationText.parseMillis(text.value());
        if (millis.isEmpty()) {
            problems.error(
                    text,
                    "bad-duration",
                    "\"" + text.value() + "\" is not a duration",
                    "durations are written as 500ms, 90s, 5m, 1h30m or 7d");
            return null;
        }
        if (millis.getAsLong() < leastMillis) {
            problems.error(text, "bad-value", "this duration has to be longer than zero", null);
            return null;
        }
        return millis.getAsLong();
    }

    /** One of some words. */
    public <T> @Nullable T choice(String key, Map<String, T> choices) {
        JsonText text = text(key);
        if (text == null) {
            return null;
        }
        T chosen = choices.get(text.value());
        if (chosen == null) {
            problems.error(
                    text,
                    "bad-value",
                    "\"" + text.value() + "\" cannot stand here",
                    Suggestion.help(text.value(), choices.keySet()));
        }
        return chosen;
    }

    public @Nullable JsonObject object(String key) {
        JsonValue value = object.get(key);
        return value == null ? null : asObject(value);
    }

    public @Nullable JsonObject asObject(JsonValue value) {
        if (value instanceof JsonObject found) {
            return found;
        }
        wrongType(value, "an object { }");
        return null;
    }

    public @Nullable List<JsonValue> array(String key) {
        JsonValue value = object.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonArray array) {
            return array.elements();
        }
        wrongType(value, "an array [ ]");
        return null;
    }

    /** An array of texts, none of them twice. */
    public @Nullable List<JsonText> texts(String key) {
        List<JsonValue> elements = array(key);
        if (elements == null) {
            return null;
        }
        List<JsonText> texts = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (JsonValue element : elements) {
            JsonText text = text(element, "a text");
            if (text != null && !seen.add(text.value())) {
                problems.error(text, "duplicate-value", "\"" + text.value() + "\" stands here a second time", null);
            } else if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    public @Nullable List<String> strings(String key) {
        List<JsonText> texts = texts(key);
        return texts == null ? null : texts.stream().map(JsonText::value).toList();
    }

    /** An object whose values are texts, which may be empty. */
    public @Nullable Map<String, String> stringMap(String key) {
        JsonObject members = object(key);
        if (members == null) {
            return null;
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (String name : members.keys()) {
            JsonValue value = members.get(name);
            if (value instanceof JsonText text) {
                map.put(name, text.value());
            } else if (value != null) {
                wrongType(value, "a text");
            }
        }
        return map;
    }

    /** Reports a value of a type that cannot stand at its place. */
    public void wrongType(JsonValue value, String wanted) {
        problems.error(value, "wrong-type", "this is " + value.kind() + "; " + wanted + " is wanted", null);
    }
}
