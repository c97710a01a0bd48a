package io.watchfire.notifiers.routing;

import io.watchfire.dsl.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why notices of a rule reach nobody, or not all who were meant; or why a receiver is reached by none.
 *
 * @param of what it is about: {@code rule} or {@code receiver}
 * @param name id of the rule, or name of the receiver
 * @param code stable name of the kind of problem: {@code unknown-receiver-tag}, {@code reaches-nobody} or {@code
 *     unreachable-receiver}
 * @param message what is wrong, in one sentence without a full stop
 * @param help what to do about it, or null
 */
public record RoutingProblem(
        Severity severity,
        Subject of,
        String name,
        String code,
        String message,
        @Nullable String help) {
    /** What a problem may be about. */
    public enum Subject {
        RULE,
        RECEIVER;

        /** The word in messages: {@code rule}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One line, or two with the help below. */
    @Override
    public String toString() {
        String line =
                of.text() + " " + name + ": " + severity.name().toLowerCase(Locale.ROOT) + "[" + code + "]: " + message;
        return help == null ? line : line + "\n  help: " + help;
    }
}
