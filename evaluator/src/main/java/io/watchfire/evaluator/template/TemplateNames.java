package io.watchfire.evaluator.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The names that may stand in a template, and what is known of their values. Immutable.
 *
 * @param known in the order in which they are suggested
 * @param others what is known of any other name; empty if it may not stand there
 * @param unknown what a name is that may not, to follow {@code "x" is}: {@code neither a tag nor a field of m}
 */
public record TemplateNames(
        Map<String, ValueKind> known, Function<String, Optional<ValueKind>> others, String unknown) {
    public TemplateNames {
        known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
    }

    /** These names and no others. */
    public static TemplateNames only(Map<String, ValueKind> known, String unknown) {
        return new TemplateNames(known, name -> Optional.empty(), unknown);
    }

    Optional<ValueKind> kind(String name) {
        ValueKind kind = known.get(name);
        return kind == null ? others.apply(name) : Optional.of(kind);
    }
}
