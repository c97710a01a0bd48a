package io.watchfire.evaluator;

import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.List;
import java.util.OptionalLong;

/**
 * The state machine at the heart of Watchfire: {@code (state, event or time) -> (state', transitions)}.
 *
 * <p>It starts no thread, reads no clock and does no I/O; the same calls give the same transitions everywhere. Not
 * thread-safe: one thread at a time.
 */
public final class AlertEngine {
    public AlertEngine(RuleSet rules, EngineOptions options) {}

    /** Judges one event: runs the timers due before its time, then the rules. Returns what changed, mostly nothing. */
    public List<Transition> process(Event event) {
        throw new IllegalStateException("stub");
    }

    /**
     * As {@link #process(Event)} for live events: one that lies more than {@link EngineOptions#maxAheadMillis} after
     * {@code clockMillis} is refused and counted.
     */
    public List<Transition> process(Event event, long clockMillis) {
        throw new IllegalStateException("stub");
    }

    /** Lets time pass: runs the timers due at or before that instant, in epoch milliseconds. Time never goes back. */
    public List<Transition> advanceTo(long epochMillis) {
        throw new IllegalStateException("stub");
    }

    /** When {@link #advanceTo} has something to do next, in epoch milliseconds; empty if only an event can change anything. */
    public OptionalLong nextTimer() {
        throw new IllegalStateException("stub");
    }

    /** The engine's time: the greatest of the event times seen and of {@link #advanceTo}; empty before the first. */
    public OptionalLong time() {
        throw new IllegalStateException("stub");
    }

    /** All live alerts, in order of rules and labels. */
    public List<Alert> alerts() {
        throw new IllegalStateException("stub");
    }

    public EngineCounters counters() {
        throw new IllegalStateException("stub");
    }
}
