package io.watchfire.dsl;

import java.util.Optional;

/**
 * The declared type of a field: {@code number}, {@code text}, {@code boolean}, or a number with a unit such as {@code ms},
 * {@code KiB} or {@code percent}.
 *
 * @param word the word as it stands in a rule file's {@code fields}
 */
public record FieldType(String word) {
    /** The type of that word, if there is one: {@code ms s m h d w B kB .. PiB bytes percent number text boolean}. */
    public static Optional<FieldType> ofWord(String word) {
        return Optional.of(new FieldType(word));
    }

    public ValueType valueType() {
        return ValueType.NUMBER;
    }
}
