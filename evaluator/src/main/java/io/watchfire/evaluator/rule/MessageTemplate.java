package io.watchfire.evaluator.rule;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A message with places for values: {@code ${oname} resp_time is ${resp_time} ms}. No logic.
 *
 * @param source the text as it stands in the rule
 * @param parts text and names in turn
 */
public record MessageTemplate(String source, List<Part> parts) {
    /** A piece of a template. */
    public sealed interface Part {}

    /** Text that stands as it is. */
    public record Literal(String text) implements Part {}

    /** A place for the value of a name. */
    public record Variable(String name) implements Part {}

    public MessageTemplate {
        parts = List.copyOf(parts);
    }

    /** The names whose values the template wants. */
    public Set<String> names() {
        return parts.stream()
                .filter(Variable.class::isInstance)
                .map(part -> ((Variable) part).name())
                .collect(Collectors.toUnmodifiableSet());
    }
}
