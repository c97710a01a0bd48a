package io.watchfire.dsl.normal;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.plan.Function;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.List;

/** The functions on one event as terms. */
final class Calls {
    private final Types types;
    private final Normalizer normalizer;

    Calls(Types types, Normalizer normalizer) {
        this.types = types;
        this.normalizer = normalizer;
    }

    Term term(Expression.Call call) {
        List<Expression> given = call.arguments();
        ValueType type = types.of(call).value();
        return switch (call.function()) {
            // Whatever it holds, of whatever type.
            case "exists" -> Simplify.not(new Term.IsUnknown(normalizer.slot((Expression.Name) given.get(0))));
            case "isNull" -> isUnknown(given.get(0), types.of(given.get(0)).value());
            case "nvl" -> nvl(type, given);
            case "if" -> choice(type, given);
            case "decode" -> decode(type, given);
            case "abs" -> numbers(Function.ABS, given);
            case "ceil" -> numbers(Function.CEIL, given);
            case "floor" -> numbers(Function.FLOOR, given);
            case "round" -> round(given);
            case "min" -> numbers(Function.MIN, given);
            case "max" -> numbers(Function.MAX, given);
            case "sum" -> numbers(Function.SUM, given);
            case "avg" -> numbers(Function.AVG, given);
            case "length" -> texts(Function.LENGTH, given);
            case "lower" -> texts(Function.LOWER, given);
            case "upper" -> texts(Function.UPPER, given);
            case "trim" -> texts(Function.TRIM, given);
            case "replace" -> texts(Function.REPLACE, given);
            case "substring" -> substring(given);
            case "startsWith" -> texts(Function.STARTS_WITH, given);
            case "endsWith" -> texts(Function.ENDS_WITH, given);
            case "contains" -> texts(Function.CONTAINS, given);
            default -> throw new IllegalArgumentException("not checked: " + call.function());
        };
    }

    private Term numbers(Function function, List<Expression> given) {
        return Simplify.call(function, normalizer.operands(given, ValueType.NUMBER));
    }

    private Term texts(Function function, List<Expression> given) {
        return Simplify.call(function, normalizer.operands(given, ValueType.TEXT));
    }

    private Term round(List<Expression> given) {
        Term number = normalizer.operand(given.get(0), ValueType.NUMBER);
        Term digits =
                given.size() == 1 ? new Term.NumberConstant(0) : normalizer.operand(given.get(1), ValueType.NUMBER);
        return Simplify.call(Function.ROUND, List.of(number, digits));
    }

    private Term substring(List<Expression> given) {
        Term text = normalizer.operand(given.get(0), ValueType.TEXT);
        Term start = normalizer.operand(given.get(1), ValueType.NUMBER);
        Term end = given.size() == 2
                ? new Term.NumberConstant(Double.MAX_VALUE)
                : normalizer.operand(given.get(2), ValueType.NUMBER);
        return Simplify.call(Function.SUBSTRING, List.of(text, start, end));
    }

    private Term isUnknown(Expression argument, ValueType type) {
        Term operand = normalizer.operand(argument, type);
        return Simplify.fold(new Term.IsUnknown(operand), List.of(operand));
    }

    private Term nvl(ValueType type, List<Expression> given) {
        Term first = normalizer.operand(given.get(0), type);
        Term second = normalizer.operand(given.get(1), type);
        if (!Simplify.isConstant(first)) {
            return new Term.Nvl(type, first, second);
        }
        return first.equals(Simplify.unknown(first.type())) ? second : first;
    }

    private Term choice(ValueType type, List<Expression> given) {
        Term condition = normalizer.operand(given.get(0), ValueType.BOOLEAN);
        Term then = normalizer.operand(given.get(1), type);
        Term otherwise = normalizer.operand(given.get(2), type);
        if (condition instanceof Term.TruthConstant constant && type != ValueType.ANY) {
            return constant.value() == Truth.UNKNOWN
                    ? Simplify.unknown(type)
                    : constant.value() == Truth.TRUE ? then : otherwise;
        }
        return new Term.If(type, condition, then, otherwise);
    }

    private Term decode(ValueType type, List<Expression> given) {
        List<Expression> keys = new ArrayList<>();
        for (int i = 1; i < given.size() - 1; i += 2) {
            keys.add(given.get(i));
        }
        ValueType compared = normalizer.common(given.get(0), keys);
        Term value = normalizer.operand(given.get(0), compared);
        List<Term> keyTerms = new ArrayList<>();
        List<Term> results = new ArrayList<>();
        for (int i = 1; i < given.size() - 1; i += 2) {
            keyTerms.add(normalizer.operand(given.get(i), compared));
            results.add(normalizer.operand(given.get(i + 1), type));
        }
        Term otherwise = normalizer.operand(given.get(given.size() - 1), type);
        return new Term.Decode(type, compared, value, List.copyOf(keyTerms), List.copyOf(results), otherwise);
    }
}
