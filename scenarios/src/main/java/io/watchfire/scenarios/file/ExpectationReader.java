package io.watchfire.scenarios.file;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.json.JsonNumber;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.evaluator.rule.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a scenario expects. */
final class ExpectationReader {
    private static final Map<String, List<String>> WORDS = Map.of(
            "state", Arrays.stream(AlertState.values()).map(AlertState::text).toList(),
            "from", Arrays.stream(AlertState.values()).map(AlertState::text).toList(),
            "to", Arrays.stream(AlertState.values()).map(AlertState::text).toList(),
            "level", Arrays.stream(Level.values()).map(Level::text).toList(),
            "reason", Arrays.stream(Reason.values()).map(Reason::text).toList(),
            "status", List.of("firing", "level", "resolved", "flapping", "repeat", "summary", "heartbeat"));

    /** Ids of the rules and names of the receivers that there are at some time; null if that is not known. */
    private final Map<String, @Nullable Set<String>> names;

    private final @Nullable Long until;
    private final Problems problems;
    private long last;

    ExpectationReader(Map<String, @Nullable Set<String>> names, @Nullable Long until, Problems problems) {
        this.names = names;
        this.until = until;
        this.problems = problems;
    }

    /** The greatest offset read so far, in milliseconds. */
    long last() {
        return last;
    }

    Expectations read(JsonObject object) {
        List<String> known = new ArrayList<>(Outcome.byText().keySet());
        known.add("exactly");
        ObjectReader reader = new ObjectReader(object, "\"expect\"", known, problems);
        Map<Outcome, List<Facts>> lists = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            List<JsonValue> elements = reader.array(outcome.text());
            List<Facts> entries = new ArrayList<>();
            for (JsonValue element : elements == null ? List.<JsonValue>of() : elements) {
                JsonObject entry = reader.asObject(element);
                if (entry != null) {
                    entries.add(entry(outcome, entry));
                }
            }
            lists.put(outcome, entries);
        }
        Set<Outcome> exactly = exactly(reader);
        if (exactly.isEmpty() && lists.values().stream().allMatch(List::isEmpty)) {
            problems.add(
                    Severity.WARNING,
                    object,
                    "expects-nothing",
                    "this expects nothing, so the scenario could not fail",
                    "name what must come of it, or what must not with \"exactly\"");
        }
        return new Expectations(lists, exactly);
    }

    private Set<Outcome> exactly(ObjectReader reader) {
        List<JsonText> texts = reader.texts("exactly");
        Set<Outcome> exactly = EnumSet.noneOf(Outcome.class);
        for (JsonText text : texts == null ? List.<JsonText>of() : texts) {
            Outcome outcome = Outcome.byText().get(text.value());
            if (outcome == null) {
                unknown(text, Outcome.byText().keySet());
            } else {
                exactly.add(outcome);
            }
        }
        return exactly;
    }

    private Facts entry(Outcome outcome, JsonObject object) {
        ObjectReader reader =
                new ObjectReader(object, "an entry of \"" + outcome.text() + "\"", outcome.keys(), problems);
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String key : outcome.keys()) {
            Object value = reader.has(key) ? value(reader, key) : null;
            if (value != null) {
                facts.put(key, value);
            }
        }
        if (object.keys().isEmpty()) {
            problems.error(object, "expects-nothing", "this entry names nothing", null);
        }
        if (outcome == Outcome.ALERTS && "inactive".equals(facts.get("state")) && !reader.has("at")) {
            problems.add(
                    Severity.WARNING,
                    object,
                    "missing-key",
                    "every alert is inactive at some time, so this always holds",
                    "name the time with \"at\"");
        }
        return Facts.of(facts);
    }

    private @Nullable Object value(ObjectReader reader, String key) {
        switch (key) {
            case "at":
                return at(reader);
            case "time", "since":
                return Times.instant(reader, key, problems);
            case "labels":
                return reader.stringMap(key);
            case "value":
                return number(reader, key);
            case "alerts", "sequence":
                Integer count = reader.count(key, key.equals("alerts") ? 0 : 1);
                return count == null ? null : (Object) count.doubleValue();
            default:
                return word(reader, key);
        }
    }

    private @Nullable Duration at(ObjectReader reader) {
        Long offset = Times.offset(reader, "at", problems);
        JsonValue value = reader.object().get("at");
        if (offset == null || value == null) {
            return null;
        }
        last = Math.max(last, offset);
        if (until != null && offset > until) {
            problems.add(
                    Severity.WARNING,
                    value,
                    "after-until",
                    "the scenario ends before this, at its \"until\"",
                    "only an event ahead of the clock can change something after it");
        }
        return Duration.ofMillis(offset);
    }

    private static @Nullable Double number(ObjectReader reader, String key) {
        JsonValue value = reader.object().get(key);
        if (value instanceof JsonNumber number) {
            return number.value();
        }
        if (value != null) {
            reader.wrongType(value, "a number");
        }
        return null;
    }

    private @Nullable String word(ObjectReader reader, String key) {
        JsonText text = reader.text(key);
        if (text == null) {
            return null;
        }
        List<String> words = WORDS.get(key);
        if (words != null && !words.contains(text.value())) {
            unknown(text, words);
        }
        Set<String> known = names.get(key);
        if (known != null && !known.contains(text.value())) {
            problems.add(
                    Severity.WARNING,
                    text,
                    "unknown-" + key,
                    "there is no " + key + " \"" + text.value() + "\" in this scenario",
                    Suggestion.help(text.value(), known));
        }
        return text.value();
    }

    private void unknown(JsonText text, Collection<String> known) {
        problems.error(
                text, "bad-value", "\"" + text.value() + "\" cannot stand here", Suggestion.help(text.value(), known));
    }
}
