package io.watchfire.dsl;

/** What kind of value an expression gives. */
public enum ValueType {
    BOOLEAN,
    NUMBER,
    TEXT,
    /** A name of which nothing is known yet. */
    ANY
}
