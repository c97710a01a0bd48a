package io.watchfire.evaluator.alert;

import java.util.Locale;

/** Where an alert stands in its life: {@code inactive -> pending -> firing -> (recovering) -> resolved}. */
public enum AlertState {
    INACTIVE,
    /** The condition holds, but not yet for as long or as often as the rule asks. */
    PENDING,
    FIRING,
    /** Firing still, with signs of recovery that do not yet last as long or come as often as the rule asks. */
    RECOVERING,
    RESOLVED;

    /** The name in files and on transition lines: {@code firing}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True for firing and recovering: people have been told, or should have been. */
    public boolean isOpen() {
        return this == FIRING || this == RECOVERING;
    }
}
