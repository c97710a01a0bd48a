package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Event;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition twice: as text for the engine, and as a function for the oracle, which so needs no parser.
 *
 * @param names plain names, of tags and of fields
 * @param windows the windows over time that it reads
 * @param terms the terms of its top-level conjunction; only itself if it is none
 * @param value left side of its first numeric comparison; gives null where that is unknown, or if there is none
 * @param threshold right side of that comparison
 * @param compares whether there is such a comparison
 */
record Condition(
        String text,
        Set<String> names,
        Set<OracleWindow> windows,
        Function<Event, Truth> truth,
        Function<Event, @Nullable Double> value,
        Function<Event, @Nullable Double> threshold,
        boolean compares,
        List<Condition> terms) {

    static final Function<Event, @Nullable Double> NOTHING = event -> null;

    Truth on(Event event) {
        return truth.apply(event);
    }

    /** Field against number. */
    static Condition compare(String field, String operator, double limit) {
        return compare(field, Set.of(field), event -> number(event, field), operator, limit);
    }

    static Condition compare(
            String text, Set<String> names, Function<Event, @Nullable Double> left, String operator, double limit) {
        return new Condition(
                text + " " + operator + " " + limit,
                names,
                Set.of(),
                event -> {
                    Double value = left.apply(event);
                    return value == null ? Truth.UNKNOWN : Truth.of(holds(value, operator, limit));
                },
                left,
                event -> limit,
                true,
                List.of());
    }

    static boolean holds(double value, String operator, double limit) {
        return switch (operator) {
            case ">" -> value > limit;
            case ">=" -> value >= limit;
            case "<" -> value < limit;
            case "<=" -> value <= limit;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    /** A tag or field against texts. */
    static Condition textIn(String name, String... texts) {
        String list = List.of(texts).stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
        return new Condition(
                texts.length == 1 ? name + " == " + list : name + " in (" + list + ")",
                Set.of(name),
                Set.of(),
                event -> {
                    Object value = lookUp(event, name);
                    return value instanceof String text
                            ? Truth.of(List.of(texts).contains(text))
                            : Truth.UNKNOWN;
                },
                NOTHING,
                NOTHING,
                false,
                List.of());
    }

    /** A boolean field. */
    static Condition flag(String name) {
        return new Condition(
                name,
                Set.of(name),
                Set.of(),
                event -> lookUp(event, name) instanceof Boolean flag ? Truth.of(flag) : Truth.UNKNOWN,
                NOTHING,
                NOTHING,
                false,
                List.of());
    }

    static Condition not(Condition inner) {
        return new Condition(
                "not (" + inner.text + ")",
                inner.names,
                inner.windows,
                event -> inner.on(event).not(),
                inner.value,
                inner.threshold,
                inner.compares,
                List.of());
    }

    static Condition and(Condition... parts) {
        return join(" and ", List.of(parts), Condition::all, List.of(parts));
    }

    static Condition or(Condition... parts) {
        return join(" or ", List.of(parts), Condition::any, List.of());
    }

    private static Condition join(
            String word, List<Condition> parts, Function<List<Truth>, Truth> truth, List<Condition> terms) {
        Set<String> names = new LinkedHashSet<>();
        Set<OracleWindow> windows = new LinkedHashSet<>();
        parts.forEach(part -> names.addAll(part.names));
        parts.forEach(part -> windows.addAll(part.windows));
        Condition comparison =
                parts.stream().filter(Condition::compares).findFirst().orElse(parts.get(0));
        return new Condition(
                parts.stream().map(part -> "(" + part.text + ")").collect(Collectors.joining(word)),
                names,
                windows,
                event -> truth.apply(parts.stream().map(part -> part.on(event)).toList()),
                comparison.value,
                comparison.threshold,
                comparison.compares,
                terms);
    }

    /** False if one is false, else unknown if one is unknown; true of none. */
    static Truth all(List<Truth> truths) {
        return truths.contains(Truth.FALSE) ? Truth.FALSE : truths.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.TRUE;
    }

    /** True if one is true, else unknown if one is unknown; false of none. */
    static Truth any(List<Truth> truths) {
        return truths.contains(Truth.TRUE) ? Truth.TRUE : truths.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.FALSE;
    }

    List<Condition> conjuncts() {
        return terms.isEmpty()
                ? List.of(this)
                : terms.stream().flatMap(term -> term.conjuncts().stream()).toList();
    }

    static @Nullable Double number(Event event, String name) {
        return lookUp(event, name) instanceof Double number ? number : null;
    }

    /** A tag hides a field of the same name. */
    static @Nullable Object lookUp(Event event, String name) {
        String tag = event.tags().get(name);
        return tag != null ? tag : event.fields().get(name);
    }
}
