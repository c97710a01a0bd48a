package io.watchfire.evaluator.rulefile;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.NoticeSettings;
import io.watchfire.evaluator.rule.Occurrences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads those settings of a rule that are objects of their own. */
final class SettingsReader {
    private static final Map<String, NoData.Then> THEN = new LinkedHashMap<>();

    static {
        THEN.put("resolve", NoData.Then.RESOLVE);
        THEN.put("keep", NoData.Then.KEEP);
        THEN.put("fire", NoData.Then.FIRE);
    }

    private final Problems problems;

    SettingsReader(Problems problems) {
        this.problems = problems;
    }

    @Nullable
    Occurrences occurrences(ObjectReader rule) {
        ObjectReader reader = reader(rule, "occurrences", List.of("count", "within"));
        if (reader == null) {
            return null;
        }
        Integer count = reader.count("count", 1);
        Long within = reader.duration("within", 1);
        if (!reader.has("count")) {
            reader.missing("count", "it says how many matches it takes");
        }
        return count == null ? null : new Occurrences(count, within == null ? 0 : within);
    }

    NoticeSettings.@Nullable Flap flap(ObjectReader rule) {
        ObjectReader reader = reader(rule, "flap", List.of("changes", "within"));
        if (reader == null) {
            return null;
        }
        Integer changes = reader.count("changes", 1);
        Long within = reader.duration("within", 1);
        if (!reader.has("changes")) {
            reader.missing("changes", "it says how many changes are too many");
        }
        if (!reader.has("within")) {
            reader.missing("within", "it says in which time, as \"10m\"");
        }
        return changes == null || within == null ? null : new NoticeSettings.Flap(changes, within);
    }

    @Nullable
    ActiveTime activeTime(ObjectReader rule) {
        JsonObject object = rule.object("activeTime");
        return object == null ? null : new ActiveTimeReader(object, problems).read();
    }

    /**
     * The rule's words, and for those it lacks the words of the defaults.
     *
     * @param parts is told where each expected group stands
     */
    NoData noData(ObjectReader rule, @Nullable ObjectReader defaults, BiConsumer<String, JsonValue> parts) {
        NoData base = defaults == null ? NoData.DEFAULT : noData(defaults, null, parts);
        ObjectReader reader = reader(rule, "noData", List.of("after", "then", "expect"));
        if (reader == null) {
            return base;
        }
        Long after = reader.duration("after", 1);
        NoData.Then then = reader.choice("then", THEN);
        List<JsonValue> expect = reader.array("expect");
        List<Labels> groups = new ArrayList<>();
        for (JsonValue element : expect == null ? List.<JsonValue>of() : expect) {
            JsonObject group = reader.asObject(element);
            if (group != null) {
                parts.accept("noData.expect[" + groups.size() + "]", group);
                groups.add(group(reader, group));
            }
        }
        return new NoData(
                after == null ? base.afterMillis() : after,
                then == null ? base.then() : then,
                expect == null ? base.expect() : List.copyOf(groups));
    }

    private static Labels group(ObjectReader reader, JsonObject group) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String tag : group.keys()) {
            JsonValue value = group.get(tag);
            if (value instanceof JsonText text) {
                labels.put(tag, text.value());
            } else if (value != null) {
                reader.wrongType(value, "a text");
            }
        }
        return Labels.of(labels);
    }

    private @Nullable ObjectReader reader(ObjectReader rule, String key, List<String> known) {
        JsonObject object = rule.object(key);
        return object == null ? null : new ObjectReader(object, "\"" + key + "\"", known, problems);
    }
}
