package io.watchfire.dsl;

import java.util.Map;
import java.util.Set;

/** Which names there are and what they hold. Immutable. */
public final class Schema {
    /** Nothing is declared: every name is allowed, and its type is inferred from use. */
    public static Schema undeclared() {
        return new Schema();
    }

    /** Some fields are declared; other names are allowed, and their types are inferred from use. */
    public static Schema declaring(Map<String, FieldType> fields) {
        return new Schema();
    }

    /** All there is: a name that is neither a tag nor a field is an error. */
    public static Schema closed(Set<String> tags, Map<String, FieldType> fields) {
        return new Schema();
    }

    /** A fresh scope: types inferred in one expression hold in all that are analyzed with the same scope. */
    public Scope newScope() {
        return new Scope(this);
    }
}
