package io.watchfire.evaluator.template;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for values: {@code ${oname} takes ${resp_time | duration}}. No logic. Immutable.
 *
 * @param source the text as it was written
 * @param parts text and names in turn
 */
public record MessageTemplate(String source, List<Part> parts) {
    /** A piece of a template. */
    public sealed interface Part {}

    /** Text that stands as it is. */
    public record Literal(String text) implements Part {}

    /**
     * A place for the value of a name.
     *
     * @param format how it is written; null: as a value of its kind is written
     */
    public record Variable(String name, @Nullable ValueFormat format) implements Part {
        /** The place as it could be written: <code>${resp_time | duration}</code>. */
        @Override
        public String toString() {
            return "${" + name + (format == null ? "" : " | " + format.word()) + "}";
        }
    }

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
