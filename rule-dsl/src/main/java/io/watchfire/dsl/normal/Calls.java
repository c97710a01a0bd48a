package io.watchfire.dsl.normal;

import static io.watchfire.dsl.normal.Normalizer.converted;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.Type;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.plan.Function;
import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions on one event as terms. */
final class Calls {
    private final Types types;
    private final Normalizer normalizer;

    Calls(Types types, Normalizer normalizer) {
        this.types = types;
        this.normalizer = normalizer;
    }

    /** The call's value, its number in that unit; null if it is a plain one. */
    Term term(Expression.Call call, @Nullable Unit unit) {
        List<Expression> given = call.arguments();
        Type type = types.of(call);
        // What hands on one of its numbers takes them in whatever unit is asked for; what rounds one, in the one that
        // is shown.
        Measure handedOn = new Measure(type.unit(), unit);
        Measure shown = Measure.shown(type.unit());
        Measure reckoned = Measure.reckoned(type);
        return switch (call.function()) {
            // Whatever it holds, of whatever type.
            case "exists" -> Simplify.not(new Term.IsUnknown(normalizer.slot((Expression.Name) given.get(0))));
            case "isNull" -> isUnknown(given.get(0), types.of(given.get(0)).value());
            case "nvl" -> nvl(type.value(), given, handedOn);
            case "if" -> choice(type.value(), given, handedOn);
            case "decode" -> decode(type.value(), given, handedOn);
            case "abs" -> numbers(Function.ABS, given, handedOn);
            case "ceil" -> converted(numbers(Function.CEIL, given, shown), type.unit(), unit);
            case "floor" -> converted(numbers(Function.FLOOR, given, shown), type.unit(), unit);
            case "round" -> converted(round(given, shown), type.unit(), unit);
            case "min" -> numbers(Function.MIN, given, handedOn);
            case "max" -> numbers(Function.MAX, given, handedOn);
            case "sum" -> converted(numbers(Function.SUM, given, reckoned), type.finest(), unit);
            case "avg" -> converted(numbers(Function.AVG, given, reckoned), type.finest(), unit);
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

    private Term numbers(Function function, List<Expression> given, Measure measure) {
        return Simplify.call(function, normalizer.operands(given, ValueType.NUMBER, measure));
    }

    private Term texts(Function function, List<Expression> given) {
        return Simplify.call(function, normalizer.operands(given, ValueType.TEXT, Measure.NONE));
    }

    private Term round(List<Expression> given, Measure measure) {
        Term number = normalizer.operand(given.get(0), ValueType.NUMBER, measure);
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

    private Term nvl(ValueType type, List<Expression> given, Measure measure) {
        Term first = normalizer.operand(given.get(0), type, measure);
        Term second = normalizer.operand(given.get(1), type, measure);
        if (!Simplify.isConstant(first)) {
            return new Term.Nvl(type, first, second);
        }
        return first.equals(Simplify.unknown(first.type())) ? second : first;
    }

    private Term choice(ValueType type, List<Expression> given, Measure measure) {
        Term condition = normalizer.operand(given.get(0), ValueType.BOOLEAN);
        Term then = normalizer.operand(given.get(1), type, measure);
        Term otherwise = normalizer.operand(given.get(2), type, measure);
        if (condition instanceof Term.TruthConstant constant && type != ValueType.ANY) {
            return constant.value() == Truth.UNKNOWN
                    ? Simplify.unknown(type)
                    : constant.value() == Truth.TRUE ? then : otherwise;
        }
        return new Term.If(type, condition, then, otherwise);
    }

    private Term decode(ValueType type, List<Expression> given, Measure measure) {
        List<Expression> keys = new ArrayList<>();
        for (int i = 1; i < given.size() - 1; i += 2) {
            keys.add(given.get(i));
        }
        ValueType compared = normalizer.common(given.get(0), keys);
        Measure comparing = Measure.compared(types.of(given.get(0)).with(types.common(keys)));
        Term value = normalizer.operand(given.get(0), compared, comparing);
        List<Term> keyTerms = new ArrayList<>();
        List<Term> results = new ArrayList<>();
        for (int i = 1; i < given.size() - 1; i += 2) {
            keyTerms.add(normalizer.operand(given.get(i), compared, comparing));
            results.add(normalizer.operand(given.get(i + 1), type, measure));
        }
        Term otherwise = normalizer.operand(given.get(given.size() - 1), type, measure);
        return new Term.Decode(type, compared, value, List.copyOf(keyTerms), List.copyOf(results), otherwise);
    }
}
