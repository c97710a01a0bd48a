package io.watchfire.notifiers.message;

import io.watchfire.evaluator.alert.Transition;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the names in a rule's message stand for. {@code value}, {@code threshold}, {@code level} and {@code since} are
 * the alert's own, before a tag or field of that name; a name without a value shows as a question mark.
 *
 * <p>The level is the files' word ({@code warning}) in every language: the rest of the sentence is the rule's, too.
 */
record TemplateValues(Transition transition, Function<Instant, String> time, Instant start) {
    private static final String UNKNOWN = "?";

    String text(String name) {
        Object own = own(name);
        if (own == null) {
            own = transition.labels().asMap().get(name);
        }
        if (own == null) {
            own = transition.variables().get(name);
        }
        return own == null ? UNKNOWN : ShortNumber.textOf(own);
    }

    private @Nullable Object own(String name) {
        return switch (name) {
            case "value" -> transition.value();
            case "threshold" -> transition.threshold();
            case "level" -> transition.level().text();
            case "since" -> time.apply(start);
            default -> null;
        };
    }
}
