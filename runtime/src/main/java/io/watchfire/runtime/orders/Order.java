package io.watchfire.runtime.orders;

import io.watchfire.notifiers.policy.Silence;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Something that somebody wants of a running service. Immutable. */
public sealed interface Order {
    /** When it was given. */
    Instant time();

    /** Takes a silence on; author and comment stand in it. */
    record AddSilence(Instant time, Silence silence) implements Order {}

    /** Ends the silence of that id. */
    record ExpireSilence(Instant time, String id) implements Order {}

    /**
     * Takes alerts on.
     *
     * @param labels of the alerts meant, each that is given; empty: all of the rule
     */
    record Acknowledge(Instant time, String rule, Map<String, String> labels, String author, String comment)
            implements Order {
        public Acknowledge {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }

    /** Says that alerts are over; the labels are as in {@link Acknowledge}. */
    record Resolve(Instant time, String rule, Map<String, String> labels, String author, String comment)
            implements Order {
        public Resolve {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }

    /** Sends a message once more that was given up; the id is that of {@code AlertService.outbox}. */
    record Retry(Instant time, String id) implements Order {}

    /** Forgets a message that was given up. */
    record Drop(Instant time, String id) implements Order {}
}
