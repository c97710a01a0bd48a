package io.watchfire.dsl.oracle;

import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.syntax.ArithmeticOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The fields and literals with a unit of which an expression's number is made, in order of the text; none for a plain number. For
 * the {@link Oracle}, from the declarations alone.
 */
record Leaves(List<Leaf> all) {
    /** More than it takes to tell on which side of the middle between two doubles a quotient lies. */
    private static final MathContext DIGITS = new MathContext(60);

    static final Leaves NONE = new Leaves(List.of());

    private record Leaf(Unit unit, boolean declared) {}

    static Leaves of(Expression node, Map<String, FieldType> fields) {
        if (node instanceof Expression.Name name) {
            FieldType field = fields.get(name.name());
            return field == null || field.unit() == null ? NONE : new Leaves(List.of(new Leaf(field.unit(), true)));
        } else if (node instanceof Expression.QuantityLiteral literal) {
            String base = switch (literal.quantity()) {
                case DURATION -> "ms";
                case SIZE -> "B";
                case PERCENT -> "%";
            };
            return new Leaves(List.of(new Leaf(Unit.ofWord(base).orElseThrow(), false)));
        } else if (node instanceof Expression.Negation negation) {
            return of(negation.operand(), fields);
        } else if (node instanceof Expression.Arithmetic chain) {
            Leaves leaves = of(chain.first(), fields);
            for (Expression.Step step : chain.steps()) {
                leaves = leaves.after(step.operator(), of(step.operand(), fields));
            }
            return leaves;
        } else if (node instanceof Expression.Call call) {
            return of(handedOn(call), fields);
        }
        return NONE;
    }

    static Leaves of(List<Expression> nodes, Map<String, FieldType> fields) {
        Leaves leaves = NONE;
        for (Expression node : nodes) {
            leaves = leaves.and(of(node, fields));
        }
        return leaves;
    }

    /** The arguments that a call's number is one of, or made of. */
    private static List<Expression> handedOn(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case "nvl", "min", "max", "sum", "avg" -> arguments;
            case "abs", "ceil", "floor", "round" -> arguments.subList(0, 1);
            case "if" -> arguments.subList(1, 3);
            case "decode" -> {
                List<Expression> results = new ArrayList<>();
                for (int i = 2; i < arguments.size(); i += 2) {
                    results.add(arguments.get(i));
                }
                results.add(arguments.get(arguments.size() - 1));
                yield results;
            }
            default -> List.of();
        };
    }

    /** Of what an operator makes of a number of this kind and one of that. */
    Leaves after(ArithmeticOperator operator, Leaves right) {
        return operator == ArithmeticOperator.DIVIDE && !right.isPlain() ? NONE : and(right);
    }

    Leaves and(Leaves others) {
        List<Leaf> both = new ArrayList<>(all);
        both.addAll(others.all);
        return new Leaves(both);
    }

    boolean isPlain() {
        return all.isEmpty();
    }

    /** That of the first field, else that of the literals; null if there is none. */
    Unit shown() {
        return all.stream()
                .filter(Leaf::declared)
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(Leaf::unit)
                .orElse(null);
    }

    Unit finest() {
        return all.stream()
                .map(Leaf::unit)
                .min(Comparator.comparing(Unit::scale))
                .orElse(null);
    }

    Unit coarsest() {
        return all.stream()
                .map(Leaf::unit)
                .max(Comparator.comparing(Unit::scale))
                .orElse(null);
    }

    /** The number in the other unit, rounded once; without units the number itself. */
    static double convert(double number, Unit from, Unit to) {
        return from == null || to == null || from.equals(to) || !Double.isFinite(number)
                ? number
                : new BigDecimal(number)
                        .multiply(new BigDecimal(from.scale()))
                        .divide(new BigDecimal(to.scale()), DIGITS)
                        .doubleValue();
    }
}
