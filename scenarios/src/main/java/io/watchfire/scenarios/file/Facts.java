package io.watchfire.scenarios.file;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.watchfire.dsl.DurationText;
import io.watchfire.evaluator.json.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is expected, or what happened, by the keys of a scenario file. Immutable.
 *
 * <p>Values are texts, Doubles, Instants, maps of labels, and Durations since the scenario's start.
 */
public final class Facts {
    public static final Facts NOTHING = of(Map.of());

    private final Map<String, Object> values;

    private Facts(Map<String, Object> values) {
        this.values = values;
    }

    public static Facts of(Map<String, ?> values) {
        return new Facts(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    public @Nullable Object get(String key) {
        return values.get(key);
    }

    /** The offset from the scenario's start; null if none is given. */
    public @Nullable Duration at() {
        return (Duration) values.get("at");
    }

    /** True if the actual facts have everything that these have; of labels, each that is given. */
    public boolean fit(Facts actual) {
        return shared(actual) == values.size();
    }

    /** True if the actual facts agree in those of the keys that these have. */
    public boolean fitIn(List<String> keys, Facts actual) {
        return keys.stream().allMatch(key -> !values.containsKey(key) || agrees(key, actual));
    }

    /** How many of these facts the actual ones have, too. */
    public int shared(Facts actual) {
        return (int) values.keySet().stream().filter(key -> agrees(key, actual)).count();
    }

    /** The keys in which the actual facts differ from these. */
    public List<String> differing(Facts actual) {
        return values.keySet().stream().filter(key -> !agrees(key, actual)).toList();
    }

    private boolean agrees(String key, Facts actual) {
        Object wanted = values.get(key);
        Object got = actual.values.get(key);
        if (wanted instanceof Map<?, ?> labels && got instanceof Map<?, ?> all) {
            return all.entrySet().containsAll(labels.entrySet());
        }
        return Objects.equals(wanted, got);
    }

    /** These facts without those of the keys that the others do not have. */
    public Facts without(List<String> keys, Facts unlessIn) {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        keys.stream().filter(key -> !unlessIn.values.containsKey(key)).forEach(rest::remove);
        return of(rest);
    }

    /** As it would stand in a scenario file. */
    @Override
    public String toString() {
        List<String> members = new ArrayList<>();
        values.forEach((key, value) -> members.add(quoted(key) + ": " + json(value)));
        return "{" + String.join(", ", members) + "}";
    }

    private static String json(Object value) {
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Duration offset) {
            return quoted(DurationText.format(offset.toMillis()));
        }
        if (value instanceof Map<?, ?> labels) {
            List<String> members = new ArrayList<>();
            labels.forEach((name, label) -> members.add(quoted(name.toString()) + ": " + quoted(label.toString())));
            return "{" + String.join(", ", members) + "}";
        }
        return quoted(value.toString());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Numbers.shortest(value);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        return out.append('"').toString();
    }
}
