package io.watchfire.dsl.syntax;

/** The kinds of numbers that have a unit, each with the base unit in which literals are kept. */
public enum Quantity {
    /** Kept in milliseconds. */
    DURATION("a duration"),
    /** Kept in bytes. */
    SIZE("a size"),
    /** Kept in percent: {@code 98%} is 98. */
    PERCENT("a percentage");

    private final String phrase;

    Quantity(String phrase) {
        this.phrase = phrase;
    }

    /** What it is, for messages: {@code a duration}. */
    public String phrase() {
        return phrase;
    }
}
