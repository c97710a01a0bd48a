package io.watchfire.evaluator.template;

import io.watchfire.evaluator.template.ValueKind.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a value is written in a message. */
public enum ValueFormat {
    /** Digits in groups: {@code 1,234,567.8}. */
    NUMBER(Type.NUMBER, Type.DURATION, Type.SIZE, Type.PERCENT),
    /** {@code 2.31s}, {@code 1h 30m}; a number without a unit counts milliseconds. */
    DURATION(Type.DURATION, Type.NUMBER),
    /** {@code 1.5 GiB}; a number without a unit counts bytes. */
    SIZE(Type.SIZE, Type.NUMBER),
    /** {@code 98.6%}. */
    PERCENT(Type.PERCENT, Type.NUMBER),
    /** Date and time in the receiver's zone; a number counts milliseconds since 1970. */
    TIME(Type.TIME, Type.NUMBER),
    /** The date alone. */
    DATE(Type.TIME, Type.NUMBER),
    /** The time of day alone. */
    CLOCK(Type.TIME, Type.NUMBER);

    private static final Map<String, ValueFormat> BY_WORD = new LinkedHashMap<>();

    static {
        Arrays.stream(values()).forEach(format -> BY_WORD.put(format.word(), format));
    }

    private final Set<Type> types;

    ValueFormat(Type first, Type... others) {
        types = EnumSet.of(first, others);
    }

    /** The format as it is written: {@code duration}. */
    public String word() {
        return switch (this) {
            case NUMBER -> "number";
            case DURATION -> "duration";
            case SIZE -> "size";
            case PERCENT -> "percent";
            case TIME -> "time";
            case DATE -> "date";
            case CLOCK -> "clock";
        };
    }

    static Optional<ValueFormat> ofWord(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    static Set<String> words() {
        return BY_WORD.keySet();
    }

    /** Whether values of a type can be written so; of one whose type is not known, only the value itself can tell. */
    boolean fits(Type type) {
        return type == Type.ANY || types.contains(type);
    }
}
