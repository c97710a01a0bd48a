package io.watchfire.dsl.oracle;

import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Expression;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The functions on one event, for the {@link Oracle}. */
final class Functions {
    private Functions() {}

    /** The value of a call; {@code operand} gives those of its arguments, if they are no conditions and are not compared. */
    static Object value(
            Expression.Call call, Function<Expression, Object> operand, Oracle oracle, Map<String, Object> event) {
        List<Expression> arguments = call.arguments();
        switch (call.function()) {
            case "exists" -> {
                Object held = event.get(((Expression.Name) arguments.get(0)).name());
                return held != null && !(held instanceof Double number && !Double.isFinite(number));
            }
            case "isNull" -> {
                return operand.apply(arguments.get(0)) == null;
            }
            case "if" -> {
                Object condition = oracle.operand(arguments.get(0));
                return condition == null ? null : operand.apply(arguments.get((Boolean) condition ? 1 : 2));
            }
            case "decode" -> {
                return decode(operand, oracle, arguments);
            }
            default -> {
                List<Object> values = new ArrayList<>();
                for (Expression argument : arguments) {
                    values.add(operand.apply(argument));
                }
                return values.contains(null) ? null : strict(call.function(), values);
            }
        }
    }

    private static Object decode(Function<Expression, Object> operand, Oracle oracle, List<Expression> arguments) {
        List<Expression> compared = new ArrayList<>(arguments.subList(0, 1));
        for (int i = 1; i + 1 < arguments.size(); i += 2) {
            compared.add(arguments.get(i));
        }
        List<Object> keys = oracle.compared(compared);
        for (int i = 1; i + 1 < arguments.size(); i += 2) {
            Object hit = Oracle.compare(keys.get(0), ComparisonOperator.EQUAL, keys.get((i + 1) / 2));
            if (hit == null) {
                return null;
            } else if ((Boolean) hit) {
                return operand.apply(arguments.get(i + 1));
            }
        }
        return operand.apply(arguments.get(arguments.size() - 1));
    }

    private static Object strict(String function, List<Object> values) {
        Object first = values.get(0);
        return switch (function) {
            case "abs" -> (Double) first < 0 ? -(Double) first : (Double) first;
            case "ceil" -> Math.ceil((Double) first);
            case "floor" -> Math.floor((Double) first);
            case "round" -> round((Double) first, values.size() == 1 ? 0 : ((Double) values.get(1)).intValue());
            case "min" -> numbers(values).stream().min(Double::compare).orElseThrow();
            case "max" -> numbers(values).stream().max(Double::compare).orElseThrow();
            case "sum" -> sum(values);
            case "avg" -> sum(values) / values.size();
            case "length" -> (double) ((String) first).codePoints().count();
            case "lower" -> ((String) first).toLowerCase(Locale.ROOT);
            case "upper" -> ((String) first).toUpperCase(Locale.ROOT);
            case "trim" -> ((String) first).replaceAll("(?U)^\\s+|\\s+$", "");
            case "startsWith" -> ((String) first).indexOf((String) values.get(1)) == 0;
            case "endsWith" -> ((String) first).endsWith((String) values.get(1));
            case "contains" -> ((String) first).indexOf((String) values.get(1)) >= 0;
            case "replace" ->
                values.get(1).equals("")
                        ? first
                        : String.join((String) values.get(2), split((String) first, (String) values.get(1)));
            case "substring" -> substring(values);
            default -> throw new IllegalArgumentException(function);
        };
    }

    private static List<Double> numbers(List<Object> values) {
        return values.stream().map(Double.class::cast).toList();
    }

    private static double sum(List<Object> values) {
        double sum = 0;
        for (double number : numbers(values)) {
            sum += number;
        }
        return sum;
    }

    private static double round(double number, int digits) {
        return new BigDecimal(Double.toString(number))
                .setScale(digits, RoundingMode.HALF_UP)
                .doubleValue();
    }

    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** From 0, the end exclusive, fractions downward, clamped. */
    private static String substring(List<Object> values) {
        int[] text = ((String) values.get(0)).codePoints().toArray();
        double end = values.size() == 2 ? text.length : Math.floor((Double) values.get(2));
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length; i++) {
            if (i >= Math.floor((Double) values.get(1)) && i < end) {
                out.appendCodePoint(text[i]);
            }
        }
        return out.toString();
    }
}
