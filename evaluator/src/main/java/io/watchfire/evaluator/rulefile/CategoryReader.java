package io.watchfire.evaluator.rulefile;

import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.Severity;
import io.watchfire.dsl.ValueType;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.Category;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the categories that files declare. */
final class CategoryReader {
    private static final List<String> KEYS = List.of("title", "tags", "fields");

    private final Problems problems;
    private final Map<String, Category> byKey = new LinkedHashMap<>();
    /** Where each key and title was first declared. */
    private final Map<String, JsonValue> names = new LinkedHashMap<>();

    CategoryReader(Problems problems) {
        this.problems = problems;
    }

    /** The categories read so far; those with errors too, so that rules find the names that are known of them. */
    Collection<Category> declared() {
        return byKey.values();
    }

    void read(JsonObject categories) {
        for (String key : categories.keys()) {
            JsonValue value = categories.get(key);
            if (value instanceof JsonObject object) {
                add(category(key, object), object);
            } else if (value != null) {
                problems.error(value, "wrong-type", "this is " + value.kind() + "; an object { } is wanted", null);
            }
        }
    }

    private void add(Category category, JsonObject object) {
        Category known = byKey.get(category.key());
        if (known != null) {
            if (!known.equals(category)) {
                takenName(category.key(), object, "declared otherwise");
            }
            return;
        }
        if (names.containsKey(category.key())) {
            takenName(category.key(), object, "the name of another category");
            return;
        }
        boolean ownTitle = !category.title().equals(category.key());
        if (ownTitle && names.containsKey(category.title())) {
            takenName(category.title(), object, "the name of another category");
            return;
        }
        byKey.put(category.key(), category);
        names.put(category.key(), object);
        if (ownTitle) {
            names.put(category.title(), object);
        }
    }

    private void takenName(String name, JsonObject object, String how) {
        JsonValue first = names.getOrDefault(name, object);
        int offset = first.offset();
        problems.error(
                object,
                "duplicate-category",
                "\"" + name + "\" is " + how + " at " + first.document().name() + ":"
                        + first.document().line(offset) + ":" + first.document().column(offset),
                "declare a category once, or in all files alike; titles are names too");
    }

    private Category category(String key, JsonObject object) {
        ObjectReader reader = new ObjectReader(object, "a category", KEYS, problems);
        String title = reader.string("title");
        List<String> tagList = reader.strings("tags");
        Set<String> tags = new LinkedHashSet<>(tagList == null ? List.of() : tagList);
        Map<String, FieldType> fields = new LinkedHashMap<>();
        JsonObject fieldTypes = reader.object("fields");
        if (fieldTypes != null) {
            fieldTypes.keys().forEach(name -> field(name, fieldTypes, tags, fields));
        }
        return new Category(key, title == null ? key : title, tags, fields);
    }

    private void field(String name, JsonObject fieldTypes, Set<String> tags, Map<String, FieldType> fields) {
        JsonValue value = fieldTypes.get(name);
        FieldType type =
                value instanceof JsonText word ? FieldType.ofWord(word.value()).orElse(null) : null;
        if (value != null && type == null) {
            problems.error(
                    value,
                    "unknown-type",
                    (value instanceof JsonText word ? "\"" + word.value() + "\"" : value.kind())
                            + " is no type of a field",
                    "types are number, text, boolean, percent, and units: ms s m h d w,"
                            + " B kB MB GB TB PB KiB MiB GiB TiB PiB bytes");
        }
        if (value != null && tags.contains(name)) {
            problems.add(
                    Severity.WARNING,
                    value,
                    "hidden-field",
                    "the tag \"" + name + "\" hides the field of the same name",
                    "give one of them another name");
        }
        // An unknown type is told once, here; to the rules the name is one of which nothing more is known.
        fields.put(name, type == null ? new FieldType("", ValueType.ANY, null) : type);
    }
}
