package io.watchfire.dsl;

/** How bad a {@link Problem} is: an error keeps an expression from being used, a warning does not. */
public enum Severity {
    ERROR,
    WARNING
}
