package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Event;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Conditions that read windows over time. */
final class WindowConditions {
    private WindowConditions() {}

    /** A number twice, as {@link Condition} is a condition twice. */
    record Quantity(
            String text, Set<String> names, Set<OracleWindow> windows, Function<Event, @Nullable Double> value) {

        static Quantity constant(double number) {
            return new Quantity(Double.toString(number), Set.of(), Set.of(), event -> number);
        }

        static Quantity field(String name) {
            return new Quantity(name, Set.of(name), Set.of(), event -> Condition.number(event, name));
        }

        static Quantity of(OracleWindow window) {
            return new Quantity(
                    window.text(),
                    Set.of(),
                    Set.of(window),
                    event -> event.fields().get(window.text()) instanceof Double number ? number : null);
        }

        /** {@code operator} is {@code + - * /}. */
        Quantity with(String operator, Quantity other) {
            return new Quantity(
                    "(" + text + ") " + operator + " (" + other.text + ")",
                    union(names, other.names),
                    union(windows, other.windows),
                    event -> {
                        Double left = value.apply(event);
                        Double right = other.value.apply(event);
                        boolean unknown = left == null || right == null || operator.equals("/") && right == 0;
                        return unknown ? null : arithmetic(operator).applyAsDouble(left, right);
                    });
        }

        /** To nine decimal digits: what another order of exact steps may say otherwise is beyond them. */
        Quantity rounded() {
            return new Quantity("round(" + text + ", 9)", names, windows, event -> {
                Double number = value.apply(event);
                return number == null
                        ? null
                        : (Double) new java.math.BigDecimal(Double.toString(number))
                                .setScale(9, java.math.RoundingMode.HALF_UP)
                                .doubleValue();
            });
        }

        Quantity orElse(double otherwise) {
            return new Quantity("nvl(" + text + ", " + otherwise + ")", names, windows, event -> {
                Double number = value.apply(event);
                return number == null ? (Double) otherwise : number;
            });
        }
    }

    private static DoubleBinaryOperator arithmetic(String operator) {
        return switch (operator) {
            case "+" -> (left, right) -> left + right;
            case "-" -> (left, right) -> left - right;
            case "*" -> (left, right) -> left * right;
            case "/" -> (left, right) -> left / right;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    static Condition compare(Quantity left, String operator, Quantity right) {
        return new Condition(
                left.text() + " " + operator + " " + right.text(),
                union(left.names(), right.names()),
                union(left.windows(), right.windows()),
                event -> {
                    Double value = left.value().apply(event);
                    Double limit = right.value().apply(event);
                    return value == null || limit == null
                            ? Truth.UNKNOWN
                            : Truth.of(Condition.holds(value, operator, limit));
                },
                left.value(),
                right.value(),
                true,
                List.of());
    }

    /** A window whose result is a text against a text. */
    static Condition equalTo(OracleWindow window, String text) {
        return new Condition(
                window.text() + " == '" + text + "'",
                Set.of(),
                Set.of(window),
                event -> event.fields().get(window.text()) instanceof String result
                        ? Truth.of(result.equals(text))
                        : Truth.UNKNOWN,
                Condition.NOTHING,
                Condition.NOTHING,
                false,
                List.of());
    }

    static Condition isNull(Quantity quantity) {
        return new Condition(
                "isNull(" + quantity.text() + ")",
                quantity.names(),
                quantity.windows(),
                event -> Truth.of(quantity.value().apply(event) == null),
                Condition.NOTHING,
                Condition.NOTHING,
                false,
                List.of());
    }

    /** A whole condition that asks whether there is such a name: the windows alone cannot say anything of it. */
    static Condition asking(Condition condition, String name) {
        return new Condition(
                condition.text(),
                condition.names(),
                condition.windows(),
                event -> GroupWindows.cannotTell(event, name) ? Truth.UNKNOWN : condition.on(event),
                condition.value(),
                condition.threshold(),
                condition.compares(),
                condition.terms());
    }

    private static <T> Set<T> union(Set<T> some, Set<T> others) {
        Set<T> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }
}
