package io.watchfire.evaluator.trial;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.number.Decimal;
import io.watchfire.evaluator.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expression gives on one event: a value, or unknown and why. Aggregates over time are unknown: one event has no past.
 * Immutable, thread-safe.
 *
 * @param text the value: {@code true}, {@code 2310}, a text as it is; null if it is unknown
 * @param type what kind of value it is; {@link ValueType#ANY} if it is unknown
 * @param whyUnknown one sentence each, without a full stop; empty if there is a value
 */
public record Trial(@Nullable String text, ValueType type, List<String> whyUnknown) {
    public Trial {
        whyUnknown = List.copyOf(whyUnknown);
    }

    /** Tries an expression on an event. A tag hides a field of its name. Never throws for what the event holds. */
    public static Trial of(CheckedExpression expression, Event event) {
        ObservedEvent observed = new ObservedEvent(event);
        Evaluable evaluable = expression.bind(observed);
        Trial value = switch (expression.type()) {
            case BOOLEAN -> truth(evaluable, observed);
            case NUMBER -> number(evaluable, observed);
            case TEXT -> text(evaluable, observed);
            case ANY -> any(evaluable, observed);
        };
        return value != null ? value : new Trial(null, ValueType.ANY, observed.whyUnknown());
    }

    /** Its value as a verdict; {@link Truth#UNKNOWN} if it is no boolean. */
    public Truth verdict() {
        return type == ValueType.BOOLEAN ? Truth.of("true".equals(text)) : Truth.UNKNOWN;
    }

    /** As people write it: a text in quotes. */
    String written() {
        return text == null ? "unknown" : type == ValueType.TEXT ? "'" + text + "'" : text;
    }

    /** A name of which nothing is known has whatever value the event gives it. */
    private static @Nullable Trial any(Evaluable evaluable, ObservedEvent event) {
        Trial number = number(evaluable, event);
        Trial text = number != null ? number : text(evaluable, event);
        return text != null ? text : truth(evaluable, event);
    }

    private static @Nullable Trial truth(Evaluable evaluable, ObservedEvent event) {
        Truth truth = evaluable.test(event);
        return truth == Truth.UNKNOWN ? null : value(truth == Truth.TRUE ? "true" : "false", ValueType.BOOLEAN);
    }

    private static @Nullable Trial number(Evaluable evaluable, ObservedEvent event) {
        double number = evaluable.number(event);
        return Double.isNaN(number) ? null : value(Decimal.text(number), ValueType.NUMBER);
    }

    private static @Nullable Trial text(Evaluable evaluable, ObservedEvent event) {
        String text = evaluable.text(event);
        return text == null ? null : value(text, ValueType.TEXT);
    }

    private static Trial value(String text, ValueType type) {
        return new Trial(text, type, List.of());
    }
}
