package io.watchfire.evaluator.rule;

import io.watchfire.dsl.FieldType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A declared kind of event. Immutable; tags and fields keep their order.
 *
 * @param key the name that events bear
 * @param title a name for people, by which rules may call it too; equal to the key if none was given
 */
public record Category(String key, String title, Set<String> tags, Map<String, FieldType> fields) {
    public Category {
        tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * A category without a title of its own.
     *
     * @param fields names and the words of their types, as {@link FieldType#ofWord} knows them
     * @throws IllegalArgumentException if a word is not known
     */
    public static Category of(String key, Collection<String> tags, Map<String, String> fields) {
        Map<String, FieldType> types = new LinkedHashMap<>();
        fields.forEach((name, word) -> types.put(
                name,
                FieldType.ofWord(word)
                        .orElseThrow(() -> new IllegalArgumentException(word + " is no type of a field"))));
        return new Category(key, key, new LinkedHashSet<>(tags), types);
    }
}
