package io.watchfire.evaluator.json;

import java.util.OptionalInt;

/** A number, kept as it was written. */
public final class JsonNumber extends JsonValue {
    private final String source;

    JsonNumber(Position position, String source) {
        super(position);
        this.source = source;
    }

    /** The number as it stands in the file. */
    public String source() {
        return source;
    }

    /** The nearest double; infinite if it is too large. */
    public double value() {
        return Double.parseDouble(source);
    }

    /** The number as an int, if it is one without a rest: {@code 3}, {@code 3.0} and {@code 3e0} are. */
    public OptionalInt intValue() {
        double value = value();
        return value == (int) value ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    @Override
    int end() {
        return offset() + source.length();
    }

    @Override
    public String kind() {
        return "a number";
    }
}
