package io.watchfire.evaluator.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads events from maps of the shape of an event line. */
final class EventMap {
    private EventMap() {}

    static Event read(Map<String, ?> map, @Nullable Long arrivalMillis) {
        if (!(map.get("category") instanceof CharSequence category) || category.isEmpty()) {
            throw bad("\"category\" has to be a text, and not an empty one");
        }
        Event.Builder event = Event.of(category.toString()).at(time(map.get("time"), arrivalMillis));
        members("tags", map.get("tags")).forEach((name, value) -> {
            if (!(value instanceof CharSequence text)) {
                throw bad("the tag \"" + name + "\" has to be a text; this is " + kind(value));
            }
            event.tag(name, text.toString());
        });
        members("fields", map.get("fields")).forEach((name, value) -> {
            try {
                event.field(name, value);
            } catch (IllegalArgumentException e) {
                throw bad("the field \"" + name + "\" has to be a number, a text or a boolean; this is " + kind(value));
            }
        });
        return event.build();
    }

    private static long time(@Nullable Object time, @Nullable Long arrivalMillis) {
        try {
            if (time instanceof Number number) {
                return EventTime.ofMillis(number.doubleValue());
            }
            if (time instanceof CharSequence text) {
                return EventTime.ofText(text.toString());
            }
            if (time instanceof Instant instant) {
                return EventTime.ofMillis(instant.toEpochMilli());
            }
        } catch (IllegalArgumentException e) {
            throw bad("\"time\" " + e.getMessage());
        }
        if (time != null) {
            throw bad("\"time\" is a number of milliseconds, a text or an Instant; this is " + kind(time));
        }
        if (arrivalMillis == null) {
            throw bad("\"time\" is missing");
        }
        return arrivalMillis;
    }

    private static Map<String, @Nullable Object> members(String key, @Nullable Object value) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put(String.valueOf(name), member));
        } else if (value != null) {
            throw bad("\"" + key + "\" has to be a map; this is " + kind(value));
        }
        return members;
    }

    private static String kind(@Nullable Object value) {
        return value == null ? "null" : "a " + value.getClass().getName();
    }

    private static EventFormatException bad(String problem) {
        return new EventFormatException(0, problem);
    }
}
