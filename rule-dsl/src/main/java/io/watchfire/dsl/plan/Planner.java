package io.watchfire.dsl.plan;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.check.Types.Conversion;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.PatternKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes a checked tree runnable. */
public final class Planner {
    /** From so many constants on, {@code in} looks its value up instead of comparing it with each. */
    private static final int LOOK_UP_FROM = 4;

    private final Types types;
    private final SlotResolver slots;

    private Planner(Types types, SlotResolver slots) {
        this.types = types;
        this.slots = slots;
    }

    /** Plans a tree, or a node of one in the unit in which the node above reckons with it. */
    public static Evaluable plan(Expression tree, Types types, SlotResolver slots) {
        return new Planner(types, slots).operand(tree);
    }

    /** The node, its number in the unit in which the node above reckons. */
    private Node operand(Expression expression) {
        Node node = node(expression);
        Conversion conversion = types.conversion(expression);
        if (conversion.equals(Conversion.NONE)) {
            return node;
        }
        return node instanceof Leaves.NumberConstant constant
                ? new Leaves.NumberConstant(conversion.apply(constant.value))
                : new Leaves.Converted(node, conversion);
    }

    private Node[] operands(List<Expression> expressions) {
        return expressions.stream().map(this::operand).toArray(Node[]::new);
    }

    private Node node(Expression expression) {
        if (expression instanceof Expression.NumberLiteral literal) {
            return new Leaves.NumberConstant(literal.value());
        } else if (expression instanceof Expression.QuantityLiteral literal) {
            return new Leaves.NumberConstant(literal.value());
        } else if (expression instanceof Expression.TextLiteral literal) {
            return new Leaves.TextConstant(literal.value());
        } else if (expression instanceof Expression.BooleanLiteral literal) {
            return new Leaves.BooleanConstant(literal.value());
        } else if (expression instanceof Expression.Name name) {
            return new Leaves.Slot(slots.slotOf(name.name()));
        } else if (expression instanceof Expression.Aggregate aggregate) {
            return new Leaves.Slot(slots.slotOf(aggregate));
        } else if (expression instanceof Expression.Not not) {
            return new Logic.Not(operand(not.operand()));
        } else if (expression instanceof Expression.And and) {
            return new Logic.And(operands(and.operands()));
        } else if (expression instanceof Expression.Or or) {
            return new Logic.Or(operands(or.operands()));
        } else if (expression instanceof Expression.Negation negation) {
            return negation(negation);
        } else if (expression instanceof Expression.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        } else if (expression instanceof Expression.Comparison comparison) {
            return comparison(comparison.left(), comparison.operator(), comparison.right());
        } else if (expression instanceof Expression.In in) {
            return negatedIf(in.negated(), membership(in));
        } else if (expression instanceof Expression.Between between) {
            return negatedIf(between.negated(), between(between));
        } else if (expression instanceof Expression.PatternMatch match) {
            return negatedIf(match.negated(), pattern(match));
        } else {
            return call((Expression.Call) expression);
        }
    }

    private static Node negatedIf(boolean negated, Node node) {
        return negated ? new Logic.Not(node) : node;
    }

    private Node negation(Expression.Negation negation) {
        Node operand = operand(negation.operand());
        return operand instanceof Leaves.NumberConstant constant
                ? new Leaves.NumberConstant(-constant.value)
                : new Arithmetic.Negation(operand);
    }

    private Node arithmetic(Expression.Arithmetic arithmetic) {
        Node first = operand(arithmetic.first());
        ArithmeticOperator[] operators =
                arithmetic.steps().stream().map(Expression.Step::operator).toArray(ArithmeticOperator[]::new);
        Node[] operands =
                arithmetic.steps().stream().map(step -> operand(step.operand())).toArray(Node[]::new);
        return new Arithmetic.Chain(first, operators, operands);
    }

    private Node comparison(Expression left, ComparisonOperator operator, Expression right) {
        return Comparisons.of(operator, common(left, right), operand(left), operand(right));
    }

    /** The type by which two operands compare: that of either, if it is known. */
    private ValueType common(Expression left, Expression right) {
        ValueType type = types.of(left).value();
        return type == ValueType.ANY ? types.of(right).value() : type;
    }

    private Node between(Expression.Between between) {
        return new Logic.And(new Node[] {
            comparison(between.value(), ComparisonOperator.GREATER_OR_EQUAL, between.low()),
            comparison(between.value(), ComparisonOperator.LESS_OR_EQUAL, between.high())
        });
    }

    private Node membership(Expression.In in) {
        Node value = operand(in.value());
        Node[] elements = operands(in.elements());
        if (elements.length >= LOOK_UP_FROM) {
            if (all(elements, Leaves.TextConstant.class)) {
                Set<String> texts = new LinkedHashSet<>();
                for (Node element : elements) {
                    texts.add(((Leaves.TextConstant) element).value);
                }
                return new Membership.OfTexts(value, texts);
            }
            if (all(elements, Leaves.NumberConstant.class)) {
                double[] numbers = new double[elements.length];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = ((Leaves.NumberConstant) elements[i]).value;
                }
                return new Membership.OfNumbers(value, numbers);
            }
        }
        Node[] equalities = new Node[elements.length];
        for (int i = 0; i < elements.length; i++) {
            ValueType type = common(in.value(), in.elements().get(i));
            equalities[i] = Comparisons.of(ComparisonOperator.EQUAL, type, value, elements[i]);
        }
        return new Membership.OfAny(equalities);
    }

    private static boolean all(Node[] nodes, Class<? extends Node> kind) {
        for (Node node : nodes) {
            if (!kind.isInstance(node)) {
                return false;
            }
        }
        return true;
    }

    private Node pattern(Expression.PatternMatch match) {
        Node value = operand(match.value());
        return match.kind() == PatternKind.LIKE
                ? new Patterns.Like(value, match.pattern())
                : new Patterns.Matches(value, match.pattern());
    }

    private Node call(Expression.Call call) {
        List<Expression> given = call.arguments();
        Node[] a = operands(given);
        return switch (call.function()) {
            case "exists" -> new Logic.Not(new Functions.IsNull(a[0]));
            case "isNull" -> new Functions.IsNull(typed(given.get(0), a[0]));
            case "nvl" -> new Functions.Nvl(typed(call, a[0]), a[1]);
            case "abs" -> new Functions.OfNumber(a[0], Math::abs);
            case "ceil" -> new Functions.OfNumber(a[0], Math::ceil);
            case "floor" -> new Functions.OfNumber(a[0], Math::floor);
            case "round" -> new Functions.Round(a[0], a.length == 1 ? 0 : digits(given.get(1)));
            case "min" -> new Functions.Fold(a, Math::min, 1);
            case "max" -> new Functions.Fold(a, Math::max, 1);
            case "sum" -> new Functions.Fold(a, Double::sum, 1);
            case "avg" -> new Functions.Fold(a, Double::sum, a.length);
            case "length" -> new Functions.Length(a[0]);
            case "lower" -> new Functions.OfText(a[0], Functions::lower);
            case "upper" -> new Functions.OfText(a[0], Functions::upper);
            case "trim" -> new Functions.OfText(a[0], Texts::trim);
            case "startsWith" -> new Functions.TextTest(a[0], a[1], String::startsWith);
            case "endsWith" -> new Functions.TextTest(a[0], a[1], String::endsWith);
            case "contains" -> new Functions.TextTest(a[0], a[1], String::contains);
            case "replace" -> new Functions.Replace(a[0], a[1], a[2]);
            case "substring" -> new Functions.Substring(a[0], a[1], a.length == 2 ? null : a[2]);
            case "if" -> new Functions.Choice(new Node[] {a[0]}, new Node[] {a[1]}, a[2]);
            case "decode" -> decode(given, a);
            default -> throw new IllegalArgumentException("not checked: " + call.function());
        };
    }

    /** The node, unknown where it holds a value of another type than it is known to have. */
    private Node typed(Expression expression, Node node) {
        if (!(node instanceof Leaves.Slot)) {
            return node;
        }
        return switch (types.of(expression).value()) {
            case NUMBER -> new Functions.NumberOnly(node);
            case TEXT -> new Functions.TextOnly(node);
            case BOOLEAN -> new Functions.BooleanOnly(node);
            case ANY -> node;
        };
    }

    private static int digits(Expression constant) {
        return (int) ((Expression.NumberLiteral) constant).value();
    }

    private Node decode(List<Expression> given, Node[] a) {
        int cases = (a.length - 2) / 2;
        Node[] conditions = new Node[cases];
        Node[] results = new Node[cases];
        for (int i = 0; i < cases; i++) {
            int key = 1 + 2 * i;
            ValueType type = common(given.get(0), given.get(key));
            conditions[i] = Comparisons.of(ComparisonOperator.EQUAL, type, a[0], a[key]);
            results[i] = a[key + 1];
        }
        return new Functions.Choice(conditions, results, a[a.length - 1]);
    }
}
