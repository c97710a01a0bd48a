package io.watchfire.dsl;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A schema and what was inferred so far about names that it does not declare. One scope per rule. Not thread-safe. */
public final class Scope {
    private final Schema schema;
    private final Map<String, ValueType> inferred = new HashMap<>();

    Scope(Schema schema) {
        this.schema = schema;
    }

    public Schema schema() {
        return schema;
    }

    /** The type that an earlier use gave to a name that is not declared, or null. */
    public @Nullable ValueType inferred(String name) {
        return inferred.get(name);
    }

    /** Remembers the type that the first use of a name gives it. */
    public void infer(String name, ValueType type) {
        inferred.putIfAbsent(name, type);
    }
}
