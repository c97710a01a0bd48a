package io.watchfire.evaluator.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An array. */
public final class JsonArray extends JsonValue {
    private final List<JsonValue> elements = new ArrayList<>();

    JsonArray(Position position) {
        super(position);
    }

    void add(JsonValue element) {
        elements.add(element);
    }

    public List<JsonValue> elements() {
        return Collections.unmodifiableList(elements);
    }

    @Override
    public String kind() {
        return "an array";
    }
}
