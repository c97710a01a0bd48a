package io.watchfire.dsl;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names there are and what they hold. Immutable. */
public final class Schema {
    private static final Schema UNDECLARED = new Schema(Set.of(), Map.of(), false);

    private final Set<String> tags;
    private final Map<String, FieldType> fields;
    private final boolean closed;

    private Schema(Set<String> tags, Map<String, FieldType> fields, boolean closed) {
        this.tags = new LinkedHashSet<>(tags);
        this.fields = new LinkedHashMap<>(fields);
        this.closed = closed;
    }

    /** Nothing is declared: every name is allowed, and its type is inferred from use. */
    public static Schema undeclared() {
        return UNDECLARED;
    }

    /** Some fields are declared; other names are allowed, and their types are inferred from use. */
    public static Schema declaring(Map<String, FieldType> fields) {
        return new Schema(Set.of(), fields, false);
    }

    /** All there is: a name that is neither a tag nor a field is an error. A tag hides a field of the same name. */
    public static Schema closed(Set<String> tags, Map<String, FieldType> fields) {
        return new Schema(tags, fields, true);
    }

    /** A fresh scope: types inferred in one expression hold in all that are analyzed with the same scope. */
    public Scope newScope() {
        return new Scope(this);
    }

    /** Whether a name that is not declared is an error. */
    public boolean isClosed() {
        return closed;
    }

    public boolean isTag(String name) {
        return tags.contains(name);
    }

    /** The declared type of a field that no tag hides, or null. */
    public @Nullable FieldType field(String name) {
        return tags.contains(name) ? null : fields.get(name);
    }

    /** All names, tags first, in the order in which they were declared. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(tags);
        names.addAll(fields.keySet());
        return names;
    }

    /** The tags, in the order in which they were declared. */
    public Set<String> tags() {
        return new LinkedHashSet<>(tags);
    }
}
