package io.watchfire.dsl.operation;

import io.watchfire.dsl.Truth;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is read from an event that is a map. */
public final class MapEvents {
    private MapEvents() {}

    public static double number(Map<String, ?> event, String name) {
        Object value = event.get(name);
        if (value instanceof Double number) {
            return number;
        }
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    public static @Nullable String text(Map<String, ?> event, String name) {
        return event.get(name) instanceof String text ? text : null;
    }

    public static Truth truth(Map<String, ?> event, String name) {
        return event.get(name) instanceof Boolean truth ? Truth.of(truth) : Truth.UNKNOWN;
    }

    /** A value of any type, as {@link Values} knows them. */
    public static @Nullable Object value(Map<String, ?> event, String name) {
        Object value = event.get(name);
        if (value instanceof Number number) {
            return Values.of(Numbers.known(number.doubleValue()));
        }
        return value instanceof String || value instanceof Boolean ? value : null;
    }
}
