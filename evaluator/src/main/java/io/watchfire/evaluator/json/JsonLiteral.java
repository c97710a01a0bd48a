package io.watchfire.evaluator.json;

import org.jspecify.annotations.Nullable;

/** One of {@code true}, {@code false} and {@code null}. */
public final class JsonLiteral extends JsonValue {
    private final @Nullable Boolean value;

    JsonLiteral(Position position, @Nullable Boolean value) {
        super(position);
        this.value = value;
    }

    /** The boolean, or null for {@code null}. */
    public @Nullable Boolean value() {
        return value;
    }

    @Override
    int end() {
        return offset() + String.valueOf(value).length();
    }

    @Override
    public String kind() {
        return value == null ? "null" : value ? "true" : "false";
    }
}
