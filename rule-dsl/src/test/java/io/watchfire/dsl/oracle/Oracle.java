package io.watchfire.dsl.oracle;

import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.PatternKind;
import io.watchfire.dsl.syntax.Unit;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The language word by word, as slow as it likes: walks over the checked tree and knows values only, a {@code Double}, a
 * {@code String}, a {@code Boolean}, or null for unknown. Of the check it takes which node gives what type of value; units it reckons
 * itself, from what the fields are declared in.
 */
final class Oracle {
    private final Types types;
    private final Map<String, FieldType> fields;
    private final Map<Expression, Leaves> leaves = new IdentityHashMap<>();
    private Map<String, Object> event = Map.of();

    Oracle(Types types, Map<String, FieldType> fields) {
        this.types = types;
        this.fields = fields;
    }

    /** The value of a tree on an event; null if it is unknown. */
    Object valueOn(Map<String, Object> next, Expression tree) {
        event = next;
        return operand(tree);
    }

    /** The value of a node that meets no other. */
    Object operand(Expression node) {
        return value(node, leaves(node).shown());
    }

    /** The value of a node, the number of one with a unit in the given unit. */
    private Object value(Expression node, Unit unit) {
        return ofType(types.of(node).value(), finite(raw(node, unit)));
    }

    /** The value of a node, its number in the given unit; one that is plain is in the unit of what it meets. */
    private Object value(Expression node, Leaves met, Unit unit) {
        return leaves(node).isPlain() ? converted(value(node, null), met.shown(), unit) : value(node, unit);
    }

    private Leaves leaves(Expression node) {
        return leaves.computeIfAbsent(node, each -> Leaves.of(each, fields));
    }

    private static Object converted(Object value, Unit from, Unit to) {
        return value instanceof Double number ? finite(Leaves.convert(number, from, to)) : value;
    }

    /** The values of what is compared with each other, in the coarsest unit. */
    List<Object> compared(List<Expression> nodes) {
        Leaves met = nodes.stream().map(this::leaves).reduce(Leaves.NONE, Leaves::and);
        return each(nodes, node -> value(node, met, met.coarsest()));
    }

    private static List<Object> each(List<Expression> nodes, Function<Expression, Object> value) {
        return nodes.stream().map(value).collect(Collectors.toList());
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

    private Object raw(Expression node, Unit unit) {
        if (node instanceof Expression.NumberLiteral literal) {
            return literal.value();
        } else if (node instanceof Expression.QuantityLiteral literal) {
            return converted(literal.value(), leaves(node).shown(), unit);
        } else if (node instanceof Expression.TextLiteral literal) {
            return literal.value();
        } else if (node instanceof Expression.BooleanLiteral literal) {
            return literal.value();
        } else if (node instanceof Expression.Name name) {
            return converted(
                    ofType(types.of(node).value(), event.get(name.name())),
                    leaves(node).shown(),
                    unit);
        } else if (node instanceof Expression.Not not) {
            return not(operand(not.operand()));
        } else if (node instanceof Expression.And and) {
            List<Object> values = each(and.operands(), this::operand);
            return values.contains(false) ? (Object) false : values.contains(null) ? null : (Object) true;
        } else if (node instanceof Expression.Or or) {
            return any(each(or.operands(), this::operand));
        } else if (node instanceof Expression.Negation negation) {
            return value(negation.operand(), unit) instanceof Double number ? -number : null;
        } else if (node instanceof Expression.Arithmetic arithmetic) {
            return converted(arithmetic(arithmetic), leaves(node).finest(), unit);
        } else if (node instanceof Expression.Comparison comparison) {
            List<Object> values = compared(node.operands());
            return compare(values.get(0), comparison.operator(), values.get(1));
        } else if (node instanceof Expression.In in) {
            List<Object> values = compared(node.operands());
            Object found = any(values.stream()
                    .skip(1)
                    .map(element -> compare(values.get(0), ComparisonOperator.EQUAL, element))
                    .collect(Collectors.toList()));
            return in.negated() ? not(found) : found;
        } else if (node instanceof Expression.Between between) {
            return between(between);
        } else if (node instanceof Expression.PatternMatch match) {
            return pattern(match);
        }
        Expression.Call call = (Expression.Call) node;
        return call(call, unit);
    }

    private Object call(Expression.Call call, Unit unit) {
        Leaves met = leaves(call);
        return switch (call.function()) {
            case "nvl" -> {
                // What the first holds of another type than the whole has is unknown, so the second stands in for it.
                Object first =
                        ofType(types.of(call).value(), value(call.arguments().get(0), met, unit));
                yield first != null ? first : value(call.arguments().get(1), met, unit);
            }
            case "sum", "avg" ->
                converted(
                        Functions.value(call, node -> value(node, met, met.finest()), this, event), met.finest(), unit);
            case "ceil", "floor", "round" ->
                converted(Functions.value(call, this::operand, this, event), met.shown(), unit);
            case "if", "decode", "min", "max", "abs" ->
                Functions.value(call, node -> value(node, met, unit), this, event);
            default -> Functions.value(call, this::operand, this, event);
        };
    }

    private static Object not(Object truth) {
        return truth instanceof Boolean known ? (Object) !known : null;
    }

    private static Object any(List<Object> truths) {
        return truths.contains(true) ? (Object) true : truths.contains(null) ? null : (Object) false;
    }

    /** The number of a chain, in the finest unit of what it is made of. */
    private Object arithmetic(Expression.Arithmetic chain) {
        boolean sum = List.of(ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT)
                .contains(chain.steps().get(0).operator());
        Leaves soFar = sum ? leaves(chain) : leaves(chain.first());
        Object result = value(chain.first(), soFar, soFar.finest());
        for (Expression.Step step : chain.steps()) {
            Leaves right = leaves(step.operand());
            Leaves met = sum ? soFar : soFar.and(right);
            Object operand;
            if (step.operator() == ArithmeticOperator.MULTIPLY
                    || (step.operator() == ArithmeticOperator.DIVIDE && right.isPlain())) {
                operand = value(step.operand(), right.finest());
            } else if (step.operator() == ArithmeticOperator.DIVIDE && soFar.isPlain()) {
                operand = operand(step.operand());
            } else {
                result = converted(result, soFar.isPlain() ? met.shown() : soFar.finest(), met.finest());
                operand = value(step.operand(), met, met.finest());
            }
            if (!(result instanceof Double a) || !(operand instanceof Double b)) {
                return null;
            }
            result = finite(reckon(step.operator(), a, b));
            soFar = sum ? soFar : soFar.after(step.operator(), right);
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
        List<Object> values = compared(node.operands());
        Object low = compare(values.get(0), ComparisonOperator.GREATER_OR_EQUAL, values.get(1));
        Object high = compare(values.get(0), ComparisonOperator.LESS_OR_EQUAL, values.get(2));
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
