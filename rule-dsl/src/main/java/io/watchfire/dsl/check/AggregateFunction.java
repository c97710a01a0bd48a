package io.watchfire.dsl.check;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The aggregates over time: each name with what it takes and what it gives. */
public enum AggregateFunction {
    AVG("avg", Takes.NUMBER, Gives.SAME),
    SUM("sum", Takes.NUMBER, Gives.SAME),
    MIN("min", Takes.NUMBER, Gives.SAME),
    MAX("max", Takes.NUMBER, Gives.SAME),
    COUNT("count", Takes.ANY, Gives.PLAIN_NUMBER),
    LAST("last", Takes.ANY, Gives.SAME),
    FIRST("first", Takes.ANY, Gives.SAME),
    STDDEV("stddev", Takes.NUMBER, Gives.SAME),
    P50("p50", Takes.NUMBER, Gives.SAME),
    P90("p90", Takes.NUMBER, Gives.SAME),
    P95("p95", Takes.NUMBER, Gives.SAME),
    P99("p99", Takes.NUMBER, Gives.SAME),
    P999("p999", Takes.NUMBER, Gives.SAME),
    QUANTILE("quantile", Takes.NUMBER, Gives.SAME),
    RATE("rate", Takes.NUMBER, Gives.PLAIN_NUMBER),
    INCREASE("increase", Takes.NUMBER, Gives.SAME),
    DELTA("delta", Takes.NUMBER, Gives.SAME),
    CHANGES("changes", Takes.ANY, Gives.PLAIN_NUMBER),
    DISTINCT("distinct", Takes.ANY, Gives.PLAIN_NUMBER);

    private static final Map<String, AggregateFunction> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(
                    AggregateFunction::functionName, Function.identity(), (a, b) -> a, LinkedHashMap::new));

    private final String functionName;
    private final Takes takes;
    private final Gives gives;

    AggregateFunction(String functionName, Takes takes, Gives gives) {
        this.functionName = functionName;
        this.takes = takes;
        this.gives = gives;
    }

    private enum Takes {
        NUMBER,
        /** A number, a text or a condition. */
        ANY
    }

    private enum Gives {
        /** A value of the argument's type, in its unit. */
        SAME,
        PLAIN_NUMBER
    }

    /** The aggregate of that name; case counts. */
    public static Optional<AggregateFunction> ofName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The name as it is written: {@code p99}. */
    public String functionName() {
        return functionName;
    }

    /** How it is called, for messages: {@code quantile(0.95, value) over 5m}. */
    public String usage() {
        return functionName + (this == QUANTILE ? "(0.95, value)" : "(value)") + " over 5m";
    }

    /** How many arguments it has. */
    public int arguments() {
        return this == QUANTILE ? 2 : 1;
    }

    /** Whether what it looks at has to be a number; else it may be a text or a condition too. */
    public boolean needsNumber() {
        return takes == Takes.NUMBER;
    }

    /** Whether the result has the type and unit of the argument; else it is a plain number. */
    public boolean keepsType() {
        return gives == Gives.SAME;
    }
}
