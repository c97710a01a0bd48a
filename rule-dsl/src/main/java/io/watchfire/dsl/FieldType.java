package io.watchfire.dsl;

import io.watchfire.dsl.syntax.Quantity;
import io.watchfire.dsl.syntax.Unit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The declared type of a field: {@code number}, {@code text}, {@code boolean}, or a number with a unit such as {@code ms},
 * {@code KiB} or {@code percent}.
 *
 * @param word the word as it stands in a rule file's {@code fields}
 * @param valueType what the field holds
 * @param unit the unit of its numbers, or null
 */
public record FieldType(
        String word, ValueType valueType, @Nullable Unit unit) {
    /** The type of that word, if there is one: {@code ms s m h d w B kB .. PiB bytes percent number text boolean}. */
    public static Optional<FieldType> ofWord(String word) {
        return switch (word) {
            case "number" -> Optional.of(new FieldType(word, ValueType.NUMBER, null));
            case "text" -> Optional.of(new FieldType(word, ValueType.TEXT, null));
            case "boolean" -> Optional.of(new FieldType(word, ValueType.BOOLEAN, null));
            case "bytes" -> ofUnit(word, "B");
            case "percent" -> ofUnit(word, "%");
            case "%" -> Optional.empty();
            default -> ofUnit(word, word);
        };
    }

    private static Optional<FieldType> ofUnit(String word, String unit) {
        return Unit.ofWord(unit).map(found -> new FieldType(word, ValueType.NUMBER, found));
    }

    /** The kind of the field's unit, or null if it has none. */
    public @Nullable Quantity quantity() {
        return unit == null ? null : unit.quantity();
    }
}
