package io.watchfire.dsl.operation;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.syntax.ComparisonOperator;
import org.jspecify.annotations.Nullable;

/** Values of which only the event says what they are: a {@code Double}, a {@code String}, a {@code Boolean}, or null for unknown. */
public final class Values {
    private Values() {}

    /** What the slot holds. */
    public static @Nullable Object read(Slots event, int slot) {
        double number = Numbers.known(event.number(slot));
        if (!Double.isNaN(number)) {
            return number;
        }
        String text = event.text(slot);
        return text != null ? text : of(event.truth(slot));
    }

    public static @Nullable Object of(double number) {
        return Double.isNaN(number) ? null : (Object) number;
    }

    public static @Nullable Object of(Truth truth) {
        return truth == Truth.UNKNOWN ? null : (Object) (truth == Truth.TRUE);
    }

    public static double number(@Nullable Object value) {
        return value instanceof Double number ? number : Double.NaN;
    }

    public static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    public static Truth truth(@Nullable Object value) {
        return value instanceof Boolean truth ? Truth.of(truth) : Truth.UNKNOWN;
    }

    /** Equal kinds compare, different ones are unknown. */
    public static Truth compare(ComparisonOperator operator, @Nullable Object left, @Nullable Object right) {
        if (left instanceof Double a && right instanceof Double b) {
            return Numbers.compare(operator, a, b);
        } else if (left instanceof String a && right instanceof String b) {
            return Texts.compare(operator, a, b);
        } else if (left instanceof Boolean a && right instanceof Boolean b && !operator.isOrder()) {
            return Truth.of(a.equals(b) == (operator == ComparisonOperator.EQUAL));
        }
        return Truth.UNKNOWN;
    }

    public static Truth between(@Nullable Object value, @Nullable Object low, @Nullable Object high) {
        return compare(ComparisonOperator.GREATER_OR_EQUAL, value, low)
                .and(compare(ComparisonOperator.LESS_OR_EQUAL, value, high));
    }
}
