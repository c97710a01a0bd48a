package io.watchfire.evaluator.rule;

import io.watchfire.dsl.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The declared categories by key and title, each with the schema that expressions are checked against. */
final class DeclaredCategories {
    record Declared(Category category, Schema schema) {}

    private final Map<String, Declared> byName = new LinkedHashMap<>();

    DeclaredCategories(Collection<Category> categories) {
        for (Category category : categories) {
            Declared declared = new Declared(category, Schema.closed(category.tags(), category.fields()));
            add(category.key(), declared);
            if (!category.title().equals(category.key())) {
                add(category.title(), declared);
            }
        }
    }

    private void add(String name, Declared declared) {
        if (byName.putIfAbsent(name, declared) != null) {
            throw new IllegalArgumentException("two categories are called " + name);
        }
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    @Nullable
    Declared find(String keyOrTitle) {
        return byName.get(keyOrTitle);
    }

    List<String> names() {
        return new ArrayList<>(byName.keySet());
    }

    /** The keys of the categories that have a tag or field of that name. */
    List<String> having(String name) {
        return byName.values().stream()
                .map(Declared::category)
                .filter(category ->
                        category.tags().contains(name) || category.fields().containsKey(name))
                .map(Category::key)
                .distinct()
                .toList();
    }
}
