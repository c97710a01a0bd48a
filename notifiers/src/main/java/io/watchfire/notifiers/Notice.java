package io.watchfire.notifiers;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.receiver.Receiver;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One change of one alert that one receiver is to be told. Immutable.
 *
 * @param previousLevel for {@link Status#LEVEL} the level before the change; null otherwise
 */
public record Notice(
        Receiver receiver,
        Status status,
        Transition transition,
        @Nullable Level previousLevel) {
    /** What the receiver is told. */
    public enum Status {
        /** The alert fires, and the receiver has not yet heard of it. */
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
        ESCALATION;

        /** The name in files: {@code firing}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Notice firing(Receiver receiver, Transition transition) {
        return new Notice(receiver, Status.FIRING, transition, null);
    }

    public static Notice level(Receiver receiver, Transition transition, Level previous) {
        return new Notice(receiver, Status.LEVEL, transition, previous);
    }

    public static Notice resolved(Receiver receiver, Transition transition) {
        return new Notice(receiver, Status.RESOLVED, transition, null);
    }
}
