package io.watchfire.notifiers;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.receiver.Receiver;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one receiver is to be told at one time, of one alert or of several together, or that all is watched. Immutable.
 *
 * @param transition the last change of the alert; of several, that of the worst, and of these the one that has lasted longest; null
 *     for a {@link Status#HEARTBEAT}
 * @param previousLevel for {@link Status#LEVEL} of one alert the level that the receiver knew before; null otherwise
 * @param alerts the last changes of all alerts that it is about, {@code transition} first: worst level first, then oldest
 * @param swallowed how many notices of the alerts a pause swallowed before this one
 * @param escalatedFrom the receiver that was told first, and did not acknowledge or could not be reached; null if there is none
 * @param time when it was decided
 * @param heartbeat for a {@link Status#HEARTBEAT} what it says; null otherwise
 * @param begun those of {@code alerts} of which the receiver knew nothing before
 * @param announced those of {@code alerts} that it tells to fire, {@code begun} and more: a receiver may have heard of the beginning
 *     by a message that did not arrive as far as is known. Others in it were told before, or are over
 */
public record Notice(
        Receiver receiver,
        Status status,
        @Nullable Transition transition,
        @Nullable Level previousLevel,
        List<Transition> alerts,
        int swallowed,
        @Nullable String escalatedFrom,
        Instant time,
        @Nullable Heartbeat heartbeat,
        List<Transition> begun,
        List<Transition> announced) {
    public Notice {
        alerts = List.copyOf(alerts);
        begun = List.copyOf(begun);
        announced = List.copyOf(announced);
    }

    /** A notice about alerts; of those of a firing or a summary the receiver knew nothing before. */
    public Notice(
            Receiver receiver,
            Status status,
            Transition transition,
            @Nullable Level previousLevel,
            List<Transition> alerts,
            int swallowed,
            @Nullable String escalatedFrom,
            Instant time) {
        this(
                receiver,
                status,
                transition,
                previousLevel,
                alerts,
                swallowed,
                escalatedFrom,
                time,
                null,
                beginnings(status, alerts),
                beginnings(status, alerts));
    }

    private static List<Transition> beginnings(Status status, List<Transition> alerts) {
        return status == Status.FIRING || status == Status.SUMMARY ? alerts : List.of();
    }

    /**
     * What is said by a notice of which no alert is the cause.
     *
     * @param rules how many rules are watched
     * @param firing how many alerts fire
     */
    public record Heartbeat(int rules, int firing) {}

    /** What the receiver is told. */
    public enum Status {
        /** The alert fires, and the receiver does not know it. */
        FIRING,
        /** The alert, of which the receiver was told, is worse or less bad than before. */
        LEVEL,
        /** The alert, of which the receiver was told, is over. */
        RESOLVED,
        /** The alert starts and ends so often that nothing more is told until it settles. */
        FLAPPING,
        /** The alert, of which the receiver was told, fires still. */
        REPEAT,
        /** What was not told one by one. */
        SUMMARY,
        /** The alert fires, and those who were told first have not acknowledged it. */
        ESCALATION,
        /** Nothing has changed: somebody watches. */
        HEARTBEAT;

        /** The name in files: {@code firing}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether the receiver is owed this however long it takes: the end of what it was told of. A summary may hold such ends as soon
     * as it is about more than beginnings.
     */
    public boolean isOwedUntilItArrives() {
        return status == Status.RESOLVED || (status == Status.SUMMARY && begun.size() < alerts.size());
    }

    public static Notice firing(Receiver receiver, Transition transition) {
        return ofOne(receiver, Status.FIRING, transition, null);
    }

    public static Notice level(Receiver receiver, Transition transition, Level previous) {
        return ofOne(receiver, Status.LEVEL, transition, previous);
    }

    public static Notice resolved(Receiver receiver, Transition transition) {
        return ofOne(receiver, Status.RESOLVED, transition, null);
    }

    public static Notice heartbeat(Receiver receiver, Heartbeat heartbeat, Instant time) {
        return new Notice(
                receiver, Status.HEARTBEAT, null, null, List.of(), 0, null, time, heartbeat, List.of(), List.of());
    }

    private static Notice ofOne(Receiver receiver, Status status, Transition transition, @Nullable Level previous) {
        return new Notice(receiver, status, transition, previous, List.of(transition), 0, null, transition.time());
    }
}
