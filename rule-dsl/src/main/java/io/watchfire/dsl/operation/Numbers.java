package io.watchfire.dsl.operation;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.number.Decimal;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.Arrays;

/** What the language does with numbers: all are doubles, and what is not finite is unknown. */
public final class Numbers {
    private Numbers() {}

    /** The number, or NaN if it is not finite. */
    public static double known(double number) {
        return Math.abs(number) <= Double.MAX_VALUE ? number : Double.NaN;
    }

    public static Truth compare(ComparisonOperator operator, double left, double right) {
        return Double.isNaN(left) || Double.isNaN(right) ? Truth.UNKNOWN : Truth.of(holds(operator, left, right));
    }

    static boolean holds(ComparisonOperator operator, double left, double right) {
        return switch (operator) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
        };
    }

    public static Truth between(double value, double low, double high) {
        return compare(ComparisonOperator.GREATER_OR_EQUAL, value, low)
                .and(compare(ComparisonOperator.LESS_OR_EQUAL, value, high));
    }

    /** @param elements sorted, without -0.0 */
    public static Truth among(double value, double[] elements) {
        // Binary search tells -0.0 from 0.0, the language does not.
        return Double.isNaN(value) ? Truth.UNKNOWN : Truth.of(Arrays.binarySearch(elements, value + 0.0) >= 0);
    }

    public static double round(double number, double digits) {
        return Decimal.round(number, (int) digits);
    }
}
