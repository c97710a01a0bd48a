package io.watchfire.evaluator.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object: keys and values in the order of the file. */
public final class JsonObject extends JsonValue {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();
    private final Map<String, Integer> keyOffsets = new LinkedHashMap<>();
    private final List<JsonValue> shadowed = new ArrayList<>();

    JsonObject(Position position) {
        super(position);
    }

    /** Returns false if the key is there already; its first value stays. */
    boolean add(String key, int keyOffset, JsonValue value) {
        if (members.putIfAbsent(key, value) != null) {
            shadowed.add(value);
            return false;
        }
        keyOffsets.put(key, keyOffset);
        return true;
    }

    public Set<String> keys() {
        return Collections.unmodifiableSet(members.keySet());
    }

    public Collection<JsonValue> values() {
        return Collections.unmodifiableCollection(members.values());
    }

    /** The values of keys that stood there a second time. */
    List<JsonValue> shadowed() {
        return shadowed;
    }

    public @Nullable JsonValue get(String key) {
        return members.get(key);
    }

    /** Offset of the quote before a key that the object has. */
    int keyOffset(String key) {
        Integer offset = keyOffsets.get(key);
        if (offset == null) {
            throw new IllegalArgumentException("no such key: " + key);
        }
        return offset;
    }

    /** The path that a member of that key has or would have. */
    String pathOf(String key) {
        StringBuilder out = new StringBuilder(path());
        appendKey(out, key);
        return out.toString();
    }

    @Override
    public String kind() {
        return "an object";
    }
}
