package io.watchfire.scenarios.file;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.json.JsonLiteral;
import io.watchfire.evaluator.json.JsonNumber;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the single events of a scenario. */
final class EventsReader {
    private static final List<String> KEYS = List.of("at", "time", "category", "tags", "fields");

    private final long start;
    private final Problems problems;

    EventsReader(long start, Problems problems) {
        this.start = start;
        this.problems = problems;
    }

    /** Null if it cannot be used. */
    @Nullable
    Arrival read(JsonObject object) {
        ObjectReader reader = new ObjectReader(object, "an event", KEYS, problems);
        if (!reader.has("at")) {
            reader.missing("at", "it says when the event comes in, as \"90s\" from the start");
        }
        if (!reader.has("category")) {
            reader.missing("category", "it says which rules concern the event");
        }
        Long at = Times.offset(reader, "at", problems);
        Long time = Times.offset(reader, "time", problems);
        String category = reader.string("category");
        Map<String, String> tags = reader.stringMap("tags");
        JsonObject fields = reader.object("fields");
        if (at == null || category == null) {
            return null;
        }
        Event.Builder event = Event.of(category).at(start + (time == null ? at : time));
        if (tags != null) {
            tags.forEach(event::tag);
        }
        if (fields != null) {
            fields.keys().forEach(name -> field(event, name, fields.get(name), reader));
        }
        return new Arrival(start + at, event.build());
    }

    private void field(Event.Builder event, String name, @Nullable JsonValue value, ObjectReader reader) {
        if (value instanceof JsonNumber number) {
            if (Double.isInfinite(number.value())) {
                problems.error(value, "bad-value", "this number is too large", null);
            }
            event.field(name, number.value());
        } else if (value instanceof JsonText text) {
            event.field(name, text.value());
        } else if (value instanceof JsonLiteral literal) {
            event.field(name, literal.value());
        } else if (value != null) {
            reader.wrongType(value, "a number, a text, true, false or null");
        }
    }
}
