package io.watchfire.evaluator.template;

import io.watchfire.dsl.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template, and all that is wrong with it. Immutable.
 *
 * @param template of use only if nothing is wrong
 */
public record ParsedTemplate(MessageTemplate template, List<Problem> problems) {
    public ParsedTemplate {
        problems = List.copyOf(problems);
    }

    /**
     * What is wrong at a place of the text.
     *
     * @param code stable name of the kind of problem, such as {@code unknown-name}
     * @param help what to do about it, or null
     */
    public record Problem(
            Span span,
            String code,
            String message,
            @Nullable String help) {}
}
