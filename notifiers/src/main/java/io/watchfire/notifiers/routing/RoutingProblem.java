package io.watchfire.notifiers.routing;

import io.watchfire.dsl.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why notices of a rule reach nobody, or not all who were meant.
 *
 * @param rule id of the rule
 * @param code stable name of the kind of problem: {@code unknown-receiver-tag} or {@code reaches-nobody}
 * @param message what is wrong, in one sentence without a full stop
 * @param help what to do about it, or null
 */
public record RoutingProblem(
        Severity severity,
        String rule,
        String code,
        String message,
        @Nullable String help) {
    /** One line, or two with the help below. */
    @Override
    public String toString() {
        String line = "rule " + rule + ": " + severity.name().toLowerCase(Locale.ROOT) + "[" + code + "]: " + message;
        return help == null ? line : line + "\n  help: " + help;
    }
}
