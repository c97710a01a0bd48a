package io.watchfire.evaluator.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A piece of an engine's state that a store keeps, or that it is gone. Immutable by agreement: nobody changes the bytes.
 *
 * @param key tells it from others of its kind
 * @param value null: there is no such row any more
 */
public record StateRow(Of of, String key, byte @Nullable [] value) {
    /** What a row is about. */
    public enum Of {
        /** What a rule asked when alerts of it were stored. */
        RULE,
        /** An alert that is pending, firing or recovering. */
        ALERT
    }
}
