package io.watchfire.evaluator.json;

import org.jspecify.annotations.Nullable;

/** A value in a {@link JsonDocument}, with its place. Immutable. */
public abstract sealed class JsonValue permits JsonObject, JsonArray, JsonText, JsonNumber, JsonLiteral {
    private final Position position;

    /**
     * Where a value stands.
     *
     * @param parent the object or array around it; null for the root
     * @param key its key in the parent, or null
     * @param index its index in the parent, if {@code key} is null
     * @param offset of its first character
     */
    record Position(
            JsonDocument document,
            @Nullable JsonValue parent,
            @Nullable String key,
            int index,
            int offset) {}

    JsonValue(Position position) {
        this.position = position;
    }

    public final JsonDocument document() {
        return position.document;
    }

    /** Offset of the value's first character in the document's text. */
    public final int offset() {
        return position.offset;
    }

    /** The key under which the value stands in its object; null for the root and in arrays. */
    public final @Nullable String key() {
        return position.key;
    }

    /** Offset behind the part that a caret line underlines. */
    int end() {
        return offset() + 1;
    }

    /** What it is, for messages: {@code a text}. */
    public abstract String kind();

    /** The JSON path from the root: {@code $.rules[3].condition}. */
    public final String path() {
        StringBuilder out = new StringBuilder();
        appendPath(out);
        return out.toString();
    }

    final void appendPath(StringBuilder out) {
        JsonValue parent = position.parent;
        if (parent == null) {
            out.append('$');
            return;
        }
        parent.appendPath(out);
        if (position.key == null) {
            out.append('[').append(position.index).append(']');
        } else {
            appendKey(out, position.key);
        }
    }

    static void appendKey(StringBuilder out, String key) {
        boolean plain = !key.isEmpty()
                && key.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '-');
        if (plain) {
            out.append('.').append(key);
        } else {
            out.append("['")
                    .append(key.replace("\\", "\\\\").replace("'", "\\'"))
                    .append("']");
        }
    }
}
