package io.watchfire.dsl.check;

import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Expression.BooleanLiteral;
import io.watchfire.dsl.syntax.Expression.Call;
import io.watchfire.dsl.syntax.Expression.NumberLiteral;
import io.watchfire.dsl.syntax.Expression.TextLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls of functions on one event: which there are, what they take and what they give. */
final class FunctionRules {
    private static final int MOST_DIGITS = 15;

    private final Types types;
    private final Kinds kinds;
    private final Units units;
    private final Findings findings;
    private final Wording wording;

    FunctionRules(Types types, Kinds kinds, Units units, Findings findings, Wording wording) {
        this.types = types;
        this.kinds = kinds;
        this.units = units;
        this.findings = findings;
        this.wording = wording;
    }

    /** The type of a call whose arguments are typed already. */
    Type of(Call call) {
        BuiltinFunction function = BuiltinFunction.ofName(call.function()).orElse(null);
        int arguments = call.arguments().size();
        if (AggregateFunction.ofName(call.function()).isPresent() && (function == null || arguments == 1)) {
            missingWindow(call);
            return Type.BROKEN;
        }
        if (function == null) {
            unknown(call.function(), call);
            return Type.BROKEN;
        }
        if (!function.takes(arguments)) {
            wrongArity(call, function);
            return Type.BROKEN;
        }
        return kinds.anyBroken(call.arguments()) ? Type.BROKEN : result(function, call.arguments());
    }

    private Type result(BuiltinFunction function, List<Expression> arguments) {
        Expression first = arguments.get(0);
        return switch (function) {
            case EXISTS, IS_NULL -> Type.BOOLEAN;
            case NVL -> join(arguments);
            case ABS, CEIL, FLOOR -> all(function, arguments, ValueType.NUMBER, types.of(first));
            case ROUND -> round(arguments);
            case MIN, MAX, SUM, AVG ->
                all(function, arguments, ValueType.NUMBER, Type.NUMBER).isBroken()
                        ? Type.BROKEN
                        : units.gather(arguments);
            case LENGTH -> all(function, arguments, ValueType.TEXT, Type.NUMBER);
            case LOWER, UPPER, TRIM, REPLACE -> all(function, arguments, ValueType.TEXT, Type.TEXT);
            case STARTS_WITH, ENDS_WITH, CONTAINS -> all(function, arguments, ValueType.TEXT, Type.BOOLEAN);
            case SUBSTRING -> substring(arguments);
            case IF -> {
                boolean condition = kinds.require(first, ValueType.BOOLEAN, "if");
                Type joined = join(arguments.subList(1, 3));
                yield condition ? joined : Type.BROKEN;
            }
            case DECODE -> decode(arguments);
        };
    }

    private Type all(BuiltinFunction function, List<Expression> arguments, ValueType wanted, Type result) {
        boolean fine = true;
        for (Expression argument : arguments) {
            fine &= kinds.require(argument, wanted, function.functionName());
        }
        // An undeclared name got its type just now.
        return !fine ? Type.BROKEN : result.value() == ValueType.ANY ? types.of(arguments.get(0)) : result;
    }

    private Type join(List<Expression> values) {
        Type joined = kinds.join(values);
        if (joined.value() != ValueType.NUMBER) {
            return joined;
        }
        return units.gather(values);
    }

    private Type round(List<Expression> arguments) {
        boolean fine = kinds.require(arguments.get(0), ValueType.NUMBER, "round");
        if (arguments.size() > 1) {
            fine &= digits(arguments.get(1));
        }
        return fine ? types.of(arguments.get(0)) : Type.BROKEN;
    }

    private boolean digits(Expression digits) {
        if (digits instanceof TextLiteral || digits instanceof BooleanLiteral) {
            return kinds.require(digits, ValueType.NUMBER, "round");
        }
        if (digits instanceof NumberLiteral literal
                && literal.value() == Math.rint(literal.value())
                && literal.value() <= MOST_DIGITS) {
            return true;
        }
        findings.error(
                "argument-out-of-range",
                digits.span(),
                "round keeps 0 to 15 digits, not " + wording.of(digits),
                "write the digits as a whole number from 0 to 15");
        return false;
    }

    private Type substring(List<Expression> arguments) {
        boolean fine = kinds.require(arguments.get(0), ValueType.TEXT, "substring");
        for (Expression index : arguments.subList(1, arguments.size())) {
            fine &= kinds.require(index, ValueType.NUMBER, "substring") && isPlain(index);
        }
        return fine ? Type.TEXT : Type.BROKEN;
    }

    private boolean isPlain(Expression index) {
        if (types.of(index).unit() == null) {
            return true;
        }
        findings.error(
                "unit-mismatch",
                index.span(),
                wording.measures(index, types.of(index)) + "; substring counts characters",
                "write a plain number");
        return false;
    }

    private Type decode(List<Expression> arguments) {
        List<Expression> compared = new ArrayList<>(List.of(arguments.get(0)));
        List<Expression> results = new ArrayList<>();
        for (int i = 1; i < arguments.size() - 1; i += 2) {
            compared.add(arguments.get(i));
            results.add(arguments.get(i + 1));
        }
        results.add(arguments.get(arguments.size() - 1));
        boolean fine = kinds.agreeWith(compared.get(0), compared.subList(1, compared.size()));
        if (fine && compared.stream().anyMatch(node -> types.of(node).value() == ValueType.NUMBER)) {
            fine = !units.gather(compared).isBroken();
        }
        Type joined = join(results);
        return fine ? joined : Type.BROKEN;
    }

    /** The arguments of which one is the result of the call; empty if the result is something else. */
    static List<Expression> results(Call call) {
        List<Expression> arguments = call.arguments();
        BuiltinFunction function = BuiltinFunction.ofName(call.function()).orElse(null);
        if (function == BuiltinFunction.NVL) {
            return arguments;
        }
        if (function == BuiltinFunction.IF) {
            return arguments.subList(1, 3);
        }
        if (function != BuiltinFunction.DECODE) {
            return List.of();
        }
        List<Expression> results = new ArrayList<>();
        for (int i = 2; i < arguments.size(); i += 2) {
            results.add(arguments.get(i));
        }
        results.add(arguments.get(arguments.size() - 1));
        return results;
    }

    private void missingWindow(Call call) {
        int arguments = call.arguments().size();
        String usage = AggregateFunction.ofName(call.function()).orElseThrow().usage();
        boolean writable = arguments == 1;
        findings.error(
                "missing-window",
                call.functionSpan(),
                call.function() + " looks at the events of a window; none is given",
                "write " + (writable ? wording.of(call) + " over 5m" : usage + ", with one thing to look at"));
    }

    private void wrongArity(Call call, BuiltinFunction function) {
        int arguments = call.arguments().size();
        boolean noDefault = function == BuiltinFunction.DECODE && arguments > 2;
        findings.error(
                "wrong-arity",
                call.functionSpan(),
                noDefault ? "decode has no default" : call.function() + " " + given(arguments),
                "write " + function.usage());
    }

    /** Tells of a function that there is not; also used for calls with a window. */
    void unknown(String name, Expression call) {
        findings.error(
                "unknown-function",
                call instanceof Call plain ? plain.functionSpan() : ((Expression.Aggregate) call).functionSpan(),
                "there is no function " + name,
                unknownHelp(name));
    }

    private static @Nullable String unknownHelp(String name) {
        String elsewhere = FunctionsElsewhere.help(name);
        if (elsewhere != null) {
            return elsewhere;
        }
        List<String> known = Stream.concat(
                        Stream.of(BuiltinFunction.values()).map(BuiltinFunction::functionName),
                        Stream.of(AggregateFunction.values()).map(AggregateFunction::functionName))
                .distinct()
                .toList();
        return NearestName.of(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElse(null);
    }

    /** How many arguments a call has, as what is wrong with it. */
    static String given(int arguments) {
        return arguments == 0
                ? "is called without arguments"
                : "does not take " + (arguments == 1 ? "one argument" : arguments + " arguments");
    }
}
