package io.watchfire.evaluator.template;

import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.syntax.Unit;

/**
 * What is known of the values of a name before there are any. Immutable.
 *
 * @param scale how many milliseconds, bytes or percent a value of 1 is; 1 for all other types
 */
public record ValueKind(Type type, double scale) {
    public static final ValueKind TEXT = new ValueKind(Type.TEXT, 1);
    public static final ValueKind NUMBER = new ValueKind(Type.NUMBER, 1);
    /** A duration in milliseconds. */
    public static final ValueKind DURATION = new ValueKind(Type.DURATION, 1);

    public static final ValueKind TIME = new ValueKind(Type.TIME, 1);
    public static final ValueKind ANY = new ValueKind(Type.ANY, 1);

    /** Types of values. */
    public enum Type {
        TEXT("a text"),
        BOOLEAN("true or false"),
        NUMBER("a number"),
        DURATION("a duration"),
        SIZE("a size"),
        PERCENT("a percentage"),
        TIME("a time"),
        /** Not declared. */
        ANY("anything");

        private final String phrase;

        Type(String phrase) {
            this.phrase = phrase;
        }

        String phrase() {
            return phrase;
        }
    }

    /** The kind of a field of that declared type. */
    public static ValueKind of(FieldType field) {
        Unit unit = field.unit();
        if (unit == null) {
            return switch (field.valueType()) {
                case TEXT -> TEXT;
                case BOOLEAN -> new ValueKind(Type.BOOLEAN, 1);
                case NUMBER -> NUMBER;
                case ANY -> ANY;
            };
        }
        Type type = switch (unit.quantity()) {
            case DURATION -> Type.DURATION;
            case SIZE -> Type.SIZE;
            case PERCENT -> Type.PERCENT;
        };
        return new ValueKind(type, unit.scale());
    }
}
