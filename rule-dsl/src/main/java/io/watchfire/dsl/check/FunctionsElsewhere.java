package io.watchfire.dsl.check;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions of other languages, and how it is said here. */
final class FunctionsElsewhere {
    private static final String CONTAINS = "write contains(text, part)";
    private static final String NVL = "write nvl(value, otherwise)";
    private static final String IS_NULL = "write isNull(value)";
    private static final String TIME = "the time of day is said by the rule's key \"activeTime\"";

    /** By their names in small letters. The first group is of the first user's former system. */
    private static final Map<String, String> HELP = Map.ofEntries(
            entry("isnotnull", "write not isNull(value), or exists(name)"),
            entry("isempty", "write isNull(value) or value == ''"),
            entry("isnotempty", "write value != ''"),
            entry("indexof", "write contains(text, part), or startsWith(text, start)"),
            entry("hasstr", CONTAINS),
            //
            entry("coalesce", NVL),
            entry("ifnull", NVL),
            entry("isnil", IS_NULL),
            entry("has", "write exists(name)"),
            entry("len", "write length(text)"),
            entry("strlen", "write length(text)"),
            entry("char_length", "write length(text)"),
            entry("size", "write length(text)"),
            entry("lcase", "write lower(text)"),
            entry("tolower", "write lower(text)"),
            entry("tolowercase", "write lower(text)"),
            entry("ucase", "write upper(text)"),
            entry("toupper", "write upper(text)"),
            entry("touppercase", "write upper(text)"),
            entry("substr", "write substring(text, start [, end]); the first character is 0"),
            entry("concat", "texts are not joined; compare each with =="),
            entry("includes", CONTAINS),
            entry("instr", CONTAINS),
            entry("regexp_like", "write text matches 'a.*'"),
            entry("regexp_match", "write text matches 'a.*'"),
            entry("ceiling", "write ceil(number)"),
            entry("trunc", "write floor(number)"),
            entry("mod", "the remainder is written x % y"),
            entry("pow", "there is no power; multiply instead: x * x"),
            entry("power", "there is no power; multiply instead: x * x"),
            entry("greatest", "write max(number, number, ..)"),
            entry("least", "write min(number, number, ..)"),
            entry("average", "write avg(value) over 5m"),
            entry("mean", "write avg(value) over 5m"),
            entry("median", "write p50(value) over 5m"),
            entry("percentile", "write quantile(0.95, value) over 5m"),
            entry("histogram_quantile", "write quantile(0.95, value) over 5m"),
            entry("stddev_pop", "write stddev(value) over 5m"),
            entry("irate", "write rate(value) over 1m"),
            entry("deriv", "write delta(value) over 5m"),
            entry("absent", "a series that went silent is said by the rule's key \"noData\""),
            entry("case", "write if(condition, value, otherwise)"),
            entry("iif", "write if(condition, value, otherwise)"),
            entry("not", "write not (condition)"),
            entry("now", TIME),
            entry("hour", TIME),
            entry("day_of_week", TIME));

    private FunctionsElsewhere() {}

    /** What to write instead, or null. */
    static @Nullable String help(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (HELP.containsKey(lower)) {
            return HELP.get(lower);
        }
        if (lower.endsWith("_over_time")) {
            String aggregate = lower.substring(0, lower.length() - "_over_time".length());
            return AggregateFunction.ofName(aggregate.equals("quantile") ? "p95" : aggregate)
                    .map(known -> "write " + known.usage())
                    .orElse(null);
        }
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? null
                : ofMethod(name.substring(0, dot), name.substring(dot + 1)).orElse(null);
    }

    /** {@code x.contains(..)} */
    private static Optional<String> ofMethod(String object, String method) {
        return BuiltinFunction.ofName(method)
                .map(known -> "functions are not called with a point: " + method + "(" + object
                        + (known.takes(1) ? ")" : ", ..)"));
    }
}
