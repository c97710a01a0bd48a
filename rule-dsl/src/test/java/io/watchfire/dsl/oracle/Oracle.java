package io.watchfire.dsl.oracle;

import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.check.Types.Conversion;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.PatternKind;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The language word by word, as slow as it likes: walks over the checked tree and knows values only, a {@code Double}, a
 * {@code String}, a {@code Boolean}, or null for unknown.
 */
final class Oracle {
    private final Types types;
    private final Map<String, Object> event;

    private Oracle(Types types, Map<String, Object> event) {
        this.types = types;
        this.event = event;
    }

    /** The value of a tree on an event; null if it is unknown. */
    static Object value(Expression tree, Types types, Map<String, Object> event) {
        return new Oracle(types, event).value(tree);
    }

    private Object value(Expression node) {
        return ofType(types.of(node).value(), finite(raw(node)));
    }

    /** No coercion: a value of another type than is known of the node is unknown. */
    private static Object ofType(ValueType type, Object value) {
        boolean fits = switch (type) {
            case ANY -> true;
            case NUMBER -> value instanceof Double;
            case TEXT -> value instanceof String;
            case BOOLEAN -> value instanceof Boolean;
        };
        return fits ? value : null;
    }

    private static Object finite(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? null : value;
    }

    /** The value of an operand, in the unit in which the node above reckons. */
    private Object operand(Expression node) {
        Object value = value(node);
        Conversion unit = types.conversion(node);
        return value instanceof Double number ? finite(number * unit.multiply() / unit.divide()) : value;
    }

    private List<Object> operands(List<Expression> nodes) {
        return nodes.stream().map(this::operand).collect(java.util.stream.Collectors.toList());
    }

    private Object raw(Expression node) {
        if (node instanceof Expression.NumberLiteral literal) {
            return literal.value();
        } else if (node instanceof Expression.QuantityLiteral literal) {
            return literal.value();
        } else if (node instanceof Expression.TextLiteral literal) {
            return literal.value();
        } else if (node instanceof Expression.BooleanLiteral literal) {
            return literal.value();
        } else if (node instanceof Expression.Name name) {
            return event.get(name.name());
        } else if (node instanceof Expression.Not not) {
            return not(operand(not.operand()));
        } else if (node instanceof Expression.And and) {
            List<Object> values = operands(and.operands());
            return values.contains(false) ? (Object) false : values.contains(null) ? null : (Object) true;
        } else if (node instanceof Expression.Or or) {
            return any(operands(or.operands()));
        } else if (node instanceof Expression.Negation negation) {
            return operand(negation.operand()) instanceof Double number ? -number : null;
        } else if (node instanceof Expression.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        } else if (node instanceof Expression.Comparison comparison) {
            return compare(operand(comparison.left()), comparison.operator(), operand(comparison.right()));
        } else if (node instanceof Expression.In in) {
            Object value = operand(in.value());
            Object found = any(in.elements().stream()
                    .map(element -> compare(value, ComparisonOperator.EQUAL, operand(element)))
                    .collect(java.util.stream.Collectors.toList()));
            return in.negated() ? not(found) : found;
        } else if (node instanceof Expression.Between between) {
            return between(between);
        } else if (node instanceof Expression.PatternMatch match) {
            return pattern(match);
        }
        Expression.Call call = (Expression.Call) node;
        if (call.function().equals("nvl")) {
            // What the first holds of another type than the whole has is unknown, so the second stands in for it.
            Object first =
                    ofType(types.of(call).value(), operand(call.arguments().get(0)));
            return first != null ? first : operand(call.arguments().get(1));
        }
        return Functions.value(call, this::operand, event);
    }

    private static Object not(Object truth) {
        return truth instanceof Boolean known ? (Object) !known : null;
    }

    private static Object any(List<Object> truths) {
        return truths.contains(true) ? (Object) true : truths.contains(null) ? null : (Object) false;
    }

    private Object arithmetic(Expression.Arithmetic chain) {
        Object result = operand(chain.first());
        for (Expression.Step step : chain.steps()) {
            Object right = operand(step.operand());
            if (!(result instanceof Double a) || !(right instanceof Double b)) {
                return null;
            }
            result = finite(reckon(step.operator(), a, b));
        }
        return result;
    }

    private static double reckon(ArithmeticOperator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
        };
    }

    /** Values of one kind compare; booleans have no order; anything else is unknown. */
    static Object compare(Object a, ComparisonOperator operator, Object b) {
        if (a == null || b == null || a.getClass() != b.getClass() || (a instanceof Boolean && operator.isOrder())) {
            return null;
        }
        int order = a instanceof Double number
                ? number.equals(b) || number - (Double) b == 0 ? 0 : number < (Double) b ? -1 : 1
                : a instanceof String text ? byCodePoint(text, (String) b) : a.equals(b) ? 0 : 1;
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static int byCodePoint(String a, String b) {
        return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    private Object between(Expression.Between node) {
        Object value = operand(node.value());
        Object low = compare(value, ComparisonOperator.GREATER_OR_EQUAL, operand(node.low()));
        Object high = compare(value, ComparisonOperator.LESS_OR_EQUAL, operand(node.high()));
        boolean outside = Boolean.FALSE.equals(low) || Boolean.FALSE.equals(high);
        Object within = outside ? (Object) false : low == null || high == null ? null : (Object) true;
        return node.negated() ? not(within) : within;
    }

    private Object pattern(Expression.PatternMatch node) {
        if (!(operand(node.value()) instanceof String text)) {
            return null;
        }
        Predicate<String> fits = node.kind() == PatternKind.LIKE
                ? value -> glob(node.pattern(), value)
                : value -> value.matches("(?d)" + node.pattern());
        return fits.test(text) != node.negated();
    }

    private static boolean glob(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        String rest = pattern.substring(1);
        return switch (pattern.charAt(0)) {
            case '*' -> glob(rest, text) || (!text.isEmpty() && glob(pattern, withoutFirst(text)));
            case '?' -> !text.isEmpty() && glob(rest, withoutFirst(text));
            case '\\' ->
                rest.isEmpty()
                        ? text.equals("\\")
                        : text.startsWith(rest.substring(0, 1)) && glob(rest.substring(1), text.substring(1));
            default -> text.startsWith(pattern.substring(0, 1)) && glob(rest, text.substring(1));
        };
    }

    private static String withoutFirst(String text) {
        return text.substring(text.offsetByCodePoints(0, 1));
    }
}
