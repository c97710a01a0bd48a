package io.watchfire.dsl;

/**
 * The three verdicts of a condition, with Kleene's strong logic of indeterminacy ("Introduction to Metamathematics",
 * 1952, §64): unknown is what a missing field, a wrong type or a division by zero makes of a comparison.
 */
public enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** The lesser of the two: false wins over unknown, unknown over true. */
    public Truth and(Truth other) {
        return ordinal() <= other.ordinal() ? this : other;
    }

    /** The greater of the two: true wins over unknown, unknown over false. */
    public Truth or(Truth other) {
        return ordinal() >= other.ordinal() ? this : other;
    }

    public Truth not() {
        return this == TRUE ? FALSE : this == FALSE ? TRUE : UNKNOWN;
    }
}
