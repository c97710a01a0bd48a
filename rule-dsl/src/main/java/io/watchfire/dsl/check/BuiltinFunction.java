package io.watchfire.dsl.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The functions on one event: each name with the number of its arguments. Their types are in {@code FunctionRules}. */
public enum BuiltinFunction {
    EXISTS("exists", 1, 1, "exists(name)"),
    IS_NULL("isNull", 1, 1, "isNull(value)"),
    NVL("nvl", 2, 2, "nvl(value, otherwise)"),
    ABS("abs", 1, 1, "abs(number)"),
    CEIL("ceil", 1, 1, "ceil(number)"),
    FLOOR("floor", 1, 1, "floor(number)"),
    ROUND("round", 1, 2, "round(number [, digits])"),
    MIN("min", 2, Integer.MAX_VALUE, "min(number, number, ..)"),
    MAX("max", 2, Integer.MAX_VALUE, "max(number, number, ..)"),
    SUM("sum", 2, Integer.MAX_VALUE, "sum(number, number, ..)"),
    AVG("avg", 2, Integer.MAX_VALUE, "avg(number, number, ..)"),
    LENGTH("length", 1, 1, "length(text)"),
    LOWER("lower", 1, 1, "lower(text)"),
    UPPER("upper", 1, 1, "upper(text)"),
    TRIM("trim", 1, 1, "trim(text)"),
    STARTS_WITH("startsWith", 2, 2, "startsWith(text, start)"),
    ENDS_WITH("endsWith", 2, 2, "endsWith(text, end)"),
    CONTAINS("contains", 2, 2, "contains(text, part)"),
    REPLACE("replace", 3, 3, "replace(text, what, with)"),
    SUBSTRING("substring", 2, 3, "substring(text, start [, end])"),
    IF("if", 3, 3, "if(condition, value, otherwise)"),
    DECODE("decode", 4, Integer.MAX_VALUE, "decode(value, key, result, .., default)");

    private static final Map<String, BuiltinFunction> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(
                    BuiltinFunction::functionName, Function.identity(), (a, b) -> a, LinkedHashMap::new));

    private final String functionName;
    private final int minArguments;
    private final int maxArguments;
    private final String usage;

    BuiltinFunction(String functionName, int minArguments, int maxArguments, String usage) {
        this.functionName = functionName;
        this.minArguments = minArguments;
        this.maxArguments = maxArguments;
        this.usage = usage;
    }

    /** The function of that name; case counts. */
    public static Optional<BuiltinFunction> ofName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The name as it is written: {@code startsWith}. */
    public String functionName() {
        return functionName;
    }

    /** How it is called, for messages: {@code round(number [, digits])}. */
    public String usage() {
        return usage;
    }

    /** Whether it can be called with so many arguments. */
    public boolean takes(int arguments) {
        return arguments >= minArguments && arguments <= maxArguments && (this != DECODE || arguments % 2 == 0);
    }
}
