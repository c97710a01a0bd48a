package io.watchfire.dsl;

/** A schema and what was inferred so far about names that it does not declare. One scope per rule. Not thread-safe. */
public final class Scope {
    Scope(Schema schema) {}
}
