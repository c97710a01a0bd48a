package io.watchfire.dsl.check;

import io.watchfire.dsl.Span;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Quantity;
import java.util.regex.Pattern;

/** How messages speak of operands and types. */
final class Wording {
    private static final int LONGEST = 40;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final String text;

    Wording(String text) {
        this.text = text;
    }

    /** The operand as it was written, on one line and not too long. */
    String of(Expression node) {
        Span span = node.span();
        String written = span.end() <= text.length() ? text.substring(span.start(), span.end()) : "the operand";
        String line = BLANKS.matcher(written.strip()).replaceAll(" ");
        if (line.codePointCount(0, line.length()) <= LONGEST) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST - 2)) + "..";
    }

    /** {@code resp_time is a number} */
    String is(Expression node, Type type) {
        return of(node) + " is " + kind(type.value());
    }

    /** {@code resp_time is a duration}, {@code 1000 is a plain number} */
    String measures(Expression node, Type type) {
        return of(node) + " is " + measure(type);
    }

    static String measure(Type type) {
        Quantity quantity = type.quantity();
        return quantity == null ? "a plain number" : quantity.phrase();
    }

    static String kind(ValueType value) {
        return switch (value) {
            case NUMBER -> "a number";
            case TEXT -> "text";
            case BOOLEAN -> "boolean";
            case ANY -> "of any type";
        };
    }

    /** {@code numbers}: what an operator or function takes. */
    static String plural(ValueType value) {
        return switch (value) {
            case NUMBER -> "numbers";
            case TEXT -> "text";
            case BOOLEAN -> "conditions";
            case ANY -> "anything";
        };
    }
}
