package io.watchfire.dsl.check;

import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that a name can still have when all conditions on it hold: numbers, texts or booleans, never mixed. */
final class Domain {
    private @Nullable Object low;
    private boolean lowOut;
    private @Nullable Object high;
    private boolean highOut;
    private @Nullable Set<Object> only;
    private final Set<Object> except = new HashSet<>();

    /** One condition on a name: it stands in that relation to one of the values. */
    sealed interface Constraint {
        /** {@code x == value}, {@code x in (value, ..)} */
        record OneOf(List<Object> values) implements Constraint {}

        /** {@code x != value}, {@code x not in (value, ..)} */
        record NoneOf(List<Object> values) implements Constraint {}

        /** {@code x > value} and the like. */
        record Order(ComparisonOperator operator, Object value) implements Constraint {}
    }

    /** Takes one more condition; false if no value is left. */
    boolean narrow(Constraint constraint) {
        if (constraint instanceof Constraint.OneOf oneOf) {
            Set<Object> values = new HashSet<>(oneOf.values());
            if (only != null) {
                values.retainAll(only);
            }
            only = values;
        } else if (constraint instanceof Constraint.NoneOf noneOf) {
            except.addAll(noneOf.values());
        } else if (constraint instanceof Constraint.Order order) {
            narrow(order.operator(), order.value());
        }
        return hasValues();
    }

    private void narrow(ComparisonOperator operator, Object value) {
        boolean out = operator == ComparisonOperator.LESS || operator == ComparisonOperator.GREATER;
        if (operator == ComparisonOperator.GREATER || operator == ComparisonOperator.GREATER_OR_EQUAL) {
            int order = low == null ? 1 : compare(value, low);
            lowOut = order > 0 ? out : order == 0 ? lowOut || out : lowOut;
            low = order > 0 ? value : low;
        } else {
            int order = high == null ? -1 : compare(value, high);
            highOut = order < 0 ? out : order == 0 ? highOut || out : highOut;
            high = order < 0 ? value : high;
        }
    }

    private boolean hasValues() {
        if (only != null) {
            return only.stream().anyMatch(value -> isInside(value) && !except.contains(value));
        }
        if (except.contains(true) && except.contains(false)) {
            return false;
        }
        if (low == null || high == null) {
            return true;
        }
        int order = compare(low, high);
        return order < 0 || (order == 0 && !lowOut && !highOut && !except.contains(low));
    }

    private boolean isInside(Object value) {
        int above = low == null ? 1 : compare(value, low);
        int below = high == null ? -1 : compare(value, high);
        return (above > 0 || (above == 0 && !lowOut)) && (below < 0 || (below == 0 && !highOut));
    }

    /** Numbers by size, texts by code point. */
    private static int compare(Object a, Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return Comparator.<Double>naturalOrder().compare(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            return Arrays.compare(x.codePoints().toArray(), y.codePoints().toArray());
        }
        return 0;
    }
}
