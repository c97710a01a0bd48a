package io.watchfire.evaluator.alert;

import java.util.Locale;

/** Why an alert changed. */
public enum Reason {
    CONDITION,
    /** The condition held for as long as the rule's {@code for} asks. */
    FOR,
    /** The condition held as often as the rule's {@code occurrences} asks. */
    OCCURRENCES,
    LEVEL,
    RECOVERY,
    NO_DATA,
    RULE_REMOVED;

    /** The name in files and on transition lines: {@code no_data}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
