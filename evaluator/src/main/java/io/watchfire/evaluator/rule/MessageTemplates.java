package io.watchfire.evaluator.rule;

import io.watchfire.evaluator.template.MessageTemplate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of a rule's notices. Immutable.
 *
 * @param title what its notices are called; null: the rule's name
 * @param message what to say; null: a sentence made from the condition
 * @param links where to read on, by the name of the link, in the order of the file
 * @param scales of names whose values are in another unit: how many milliseconds or bytes a value of 1 is
 */
public record MessageTemplates(
        @Nullable MessageTemplate title,
        @Nullable MessageTemplate message,
        Map<String, MessageTemplate> links,
        Map<String, Double> scales) {
    public static final MessageTemplates NONE = new MessageTemplates(null, null, Map.of(), Map.of());

    public MessageTemplates {
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
        scales = Map.copyOf(scales);
    }
}
