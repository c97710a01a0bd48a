package io.watchfire.notifiers.receiver;

import java.util.Objects;

/**
 * A text that must not be seen: {@link #toString} shows stars, so that it can stand in records, logs and messages.
 *
 * <p>Two are equal if their texts are. Immutable, thread-safe.
 */
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = Objects.requireNonNull(text);
    }

    /** The text itself: for the one place that needs it, never to be logged. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Secret other && text.equals(other.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
