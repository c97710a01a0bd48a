package io.watchfire.dsl.operation;

/** A pattern that a whole text fits or not. Thread-safe. */
public interface TextPattern {
    boolean matches(String text);
}
