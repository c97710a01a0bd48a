package io.watchfire.scenarios.file;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes events of the series of a scenario: those of one category and the same tags at one instant make one event. */
final class SeriesReader {
    private static final List<String> KEYS = List.of("category", "tags", "field", "every", "values");

    private final Problems problems;
    private final Map<Sender, SortedMap<Long, Map<String, Double>>> samples = new LinkedHashMap<>();
    private final Map<Sender, List<String>> fields = new LinkedHashMap<>();

    private record Sender(String category, Map<String, String> tags) {}

    SeriesReader(Problems problems) {
        this.problems = problems;
    }

    void read(JsonObject object) {
        ObjectReader series = new ObjectReader(object, "a series", KEYS, problems);
        for (String key : List.of("category", "field", "every", "values")) {
            if (!series.has(key)) {
                series.missing(
                        key,
                        "a series is {\"category\": .., \"tags\": {..}, \"field\": .., \"every\": \"15s\", \"values\": \"1 2 3\"}");
            }
        }
        String category = series.string("category");
        Map<String, String> tags = series.stringMap("tags");
        JsonText field = series.text("field");
        Long every = series.duration("every", 1);
        JsonText text = series.text("values");
        List<@Nullable Double> values = text == null ? List.of() : SampleValues.read(text, problems);
        if (category == null || field == null || every == null || text == null) {
            return;
        }
        if (every > Times.LONGEST_MILLIS / Math.max(1, values.size())) {
            problems.error(text, "bad-value", "the series would last more than a hundred years", null);
            return;
        }
        Sender sender = new Sender(category, tags == null ? Map.of() : tags);
        List<String> known = fields.computeIfAbsent(sender, key -> new ArrayList<>());
        if (known.contains(field.value())) {
            problems.error(
                    field,
                    "duplicate-value",
                    "a series above gives \"" + field.value() + "\" of the same category and tags already",
                    "put the values into one series");
            return;
        }
        known.add(field.value());
        add(sender, field.value(), every, values);
    }

    private void add(Sender sender, String field, long every, List<@Nullable Double> values) {
        SortedMap<Long, Map<String, Double>> ofSender = samples.computeIfAbsent(sender, key -> new TreeMap<>());
        for (int i = 0; i < values.size(); i++) {
            Double value = values.get(i);
            if (value != null) {
                ofSender.computeIfAbsent(i * every, at -> new LinkedHashMap<>()).put(field, value);
            }
        }
    }

    /** The events of all series, in the order of the file; not yet by time. */
    List<Arrival> arrivals(long start) {
        List<Arrival> arrivals = new ArrayList<>();
        samples.forEach((sender, ofSender) -> ofSender.forEach((offset, values) -> {
            Event.Builder event = Event.of(sender.category).at(start + offset);
            sender.tags.forEach(event::tag);
            values.forEach(event::field);
            arrivals.add(new Arrival(start + offset, event.build()));
        }));
        return arrivals;
    }
}
