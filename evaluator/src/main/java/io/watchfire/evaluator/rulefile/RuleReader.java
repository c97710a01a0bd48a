package io.watchfire.evaluator.rulefile;

import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Occurrences;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleDefinition.LevelDefinition;
import io.watchfire.evaluator.rule.RuleDefinitionBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one rule. What it leaves out comes from the defaults of its file, as far as they may say it. */
final class RuleReader {
    private static final List<String> KEYS = List.of(
            "id",
            "name",
            "category",
            "enabled",
            "target",
            "condition",
            "when",
            "level",
            "levels",
            "groupBy",
            "for",
            "occurrences",
            "resolveWhen",
            "resolveAfter",
            "resolveOccurrences",
            "noData",
            "flap",
            "stateful",
            "pause",
            "activeTime",
            "receiverTags",
            "notify",
            "notifyResolved",
            "title",
            "message",
            "links",
            "labels",
            "annotations");
    private static final List<String> DEFAULT_KEYS = List.of(
            "level",
            "groupBy",
            "for",
            "occurrences",
            "resolveAfter",
            "resolveOccurrences",
            "noData",
            "flap",
            "pause",
            "activeTime",
            "receiverTags",
            "notify",
            "notifyResolved",
            "links",
            "labels",
            "annotations");
    private static final List<String> LEVEL_KEYS = List.of("when", "resolveWhen", "for", "occurrences");
    private static final Map<String, Level> LEVELS = levels();
    private static final Map<String, Boolean> NOTIFY = notifying();

    private final ObjectReader own;
    private final @Nullable ObjectReader defaults;
    private final Problems problems;
    private final Map<String, JsonValue> parts = new LinkedHashMap<>();
    private final RuleDefinitionBuilder rule = RuleDefinition.builder();

    private RuleReader(ObjectReader own, @Nullable ObjectReader defaults, Problems problems) {
        this.own = own;
        this.defaults = defaults;
        this.problems = problems;
    }

    /** Checks the defaults of a file by themselves, and gives what rules are to be read with. */
    static ObjectReader defaults(JsonObject defaults, Problems problems) {
        ObjectReader reader = new ObjectReader(defaults, "the defaults", DEFAULT_KEYS, problems);
        new RuleReader(reader, null, problems).settings();
        return reader;
    }

    static WrittenRule read(JsonObject rule, @Nullable ObjectReader defaults, Problems problems) {
        RuleReader reader = new RuleReader(new ObjectReader(rule, "a rule", KEYS, problems), defaults, problems);
        reader.body();
        reader.settings();
        return new WrittenRule(reader.rule.build(), rule, reader.parts);
    }

    private void body() {
        rule.id(string("id"))
                .name(string("name"))
                .category(string("category"))
                .enabled(own.bool("enabled", true))
                .stateful(own.bool("stateful", true))
                .target(expression(own, "target", "target"))
                .condition(expression(own, "condition", "condition"))
                .when(expression(own, "when", "when"))
                .resolveWhen(expression(own, "resolveWhen", "resolveWhen"))
                .title(string("title"))
                .message(string("message"));
        JsonObject levels = own.object("levels");
        if (levels != null) {
            part("levels", levels);
            levels.keys().forEach(name -> level(levels, name));
            if (levels.keys().isEmpty()) {
                problems.error(levels, "bad-value", "there is no level here", Suggestion.help("", LEVELS.keySet()));
            }
        }
    }

    /** What the defaults may say too. */
    private void settings() {
        if (own.has("level") || !own.has("levels")) {
            rule.level(in("level").choice("level", LEVELS));
            part("level", own.object().get("level"));
        }
        List<JsonText> groupBy = in("groupBy").texts("groupBy");
        if (groupBy != null) {
            rule.groupBy(strings(groupBy));
            for (int i = 0; i < groupBy.size(); i++) {
                part("groupBy[" + i + "]", groupBy.get(i));
            }
        }
        List<JsonText> receiverTags = in("receiverTags").texts("receiverTags");
        if (receiverTags != null) {
            rule.receiverTags(strings(receiverTags));
        }
        Boolean shadow = in("notify").choice("notify", NOTIFY);
        rule.shadow(shadow != null && shadow);
        rule.notifyResolved(in("notifyResolved").bool("notifyResolved", true));
        duration("for", rule::holdsFor);
        duration("resolveAfter", rule::resolveAfter);
        duration("pause", rule::pause);
        Integer resolveOccurrences = in("resolveOccurrences").count("resolveOccurrences", 1);
        if (resolveOccurrences != null) {
            rule.resolveOccurrences(resolveOccurrences);
        }
        SettingsReader settings = new SettingsReader(problems);
        Occurrences occurrences = settings.occurrences(in("occurrences"));
        if (occurrences != null) {
            rule.occurrences(occurrences);
        }
        rule.noData(settings.noData(own, defaults, this::part));
        rule.flap(settings.flap(in("flap")));
        rule.activeTime(settings.activeTime(in("activeTime")));
        texts("links", rule::link);
        texts("labels", rule::label);
        texts("annotations", rule::annotation);
    }

    private void level(JsonObject levels, String name) {
        Level level = LEVELS.get(name);
        JsonValue value = levels.get(name);
        if (level == null || value == null) {
            problems.errorAtKey(
                    levels,
                    name,
                    "unknown-key",
                    "\"" + name + "\" is not a level",
                    Suggestion.help(name, LEVELS.keySet()));
            return;
        }
        String key = "levels." + name;
        if (value instanceof JsonText when) {
            part(key + ".when", when);
            rule.level(level, when.value());
            return;
        }
        if (!(value instanceof JsonObject object)) {
            own.wrongType(value, "a condition, or an object with \"when\",");
            return;
        }
        ObjectReader reader = new ObjectReader(object, "a level", LEVEL_KEYS, problems);
        String when = expression(reader, "when", key + ".when");
        String resolveWhen = expression(reader, "resolveWhen", key + ".resolveWhen");
        Long forMillis = reader.duration("for", 0);
        Occurrences occurrences = new SettingsReader(problems).occurrences(reader);
        if (when != null) {
            rule.level(new LevelDefinition(level, when, resolveWhen, forMillis, occurrences));
        } else if (!reader.has("when")) {
            reader.missing("when", "it is the condition of the level");
        }
    }

    /** The object that says a key: the rule, or, if it does not, the defaults. */
    private ObjectReader in(String key) {
        return own.has(key) || defaults == null ? own : defaults;
    }

    private void part(String name, @Nullable JsonValue value) {
        if (value != null) {
            parts.put(name, value);
        }
    }

    private @Nullable String string(String key) {
        JsonText text = own.text(key);
        part(key, text);
        return text == null ? null : text.value();
    }

    private @Nullable String expression(ObjectReader reader, String key, String part) {
        JsonText text = reader.anyText(key);
        part(part, text);
        return text == null ? null : text.value();
    }

    private void duration(String key, Consumer<Duration> setter) {
        Long millis = in(key).duration(key, 0);
        if (millis != null) {
            setter.accept(Duration.ofMillis(millis));
        }
    }

    private void texts(String key, BiConsumer<String, String> setter) {
        for (ObjectReader reader : defaults == null ? List.of(own) : List.of(defaults, own)) {
            JsonObject members = reader.object(key);
            Map<String, String> texts = reader.stringMap(key);
            if (members != null && texts != null) {
                texts.forEach((name, value) -> {
                    setter.accept(name, value);
                    part(key + "." + name, members.get(name));
                });
            }
        }
    }

    private static String[] strings(List<JsonText> texts) {
        return texts.stream().map(JsonText::value).toArray(String[]::new);
    }

    /** Whether a rule is in the shadow: told to nobody. */
    private static Map<String, Boolean> notifying() {
        Map<String, Boolean> choices = new LinkedHashMap<>();
        choices.put("receivers", false);
        choices.put("shadow", true);
        return choices;
    }

    private static Map<String, Level> levels() {
        Map<String, Level> levels = new LinkedHashMap<>();
        for (Level level : Level.values()) {
            levels.put(level.text(), level);
        }
        return levels;
    }
}
