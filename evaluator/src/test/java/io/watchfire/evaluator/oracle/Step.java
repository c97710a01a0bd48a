package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.event.Event;
import java.time.Instant;

/** One call of the engine. */
sealed interface Step {
    long time();

    /** An event comes. */
    record Arrives(Event event) implements Step {
        @Override
        public long time() {
            return event.time();
        }

        @Override
        public String toString() {
            return event.toString();
        }
    }

    /** Time passes. */
    record Passes(long time) implements Step {
        @Override
        public String toString() {
            return Instant.ofEpochMilli(time) + " passes";
        }
    }
}
