package io.watchfire.evaluator.rulefile;

import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.rule.RuleDefinition;
import java.util.List;
import java.util.Map;

/**
 * A rule of a file.
 *
 * @param parts where its parts stand, by their names in {@link io.watchfire.evaluator.rule.RuleProblem#key}; those that
 *     come from the file's defaults stand there
 */
record WrittenRule(RuleDefinition definition, JsonObject object, Map<String, JsonValue> parts) {
    /** Keys of which one is enough. */
    private static final Map<String, List<String>> ALTERNATIVES =
            Map.of("id", List.of("id", "name"), "condition", List.of("condition", "levels", "when"));

    JsonValue part(String key) {
        JsonValue part = parts.getOrDefault(key, object.get(key));
        return part == null ? object : part;
    }

    /** Whether the rule itself has the part, and not only the file's defaults. */
    boolean wrote(String key) {
        return object.keys().contains(key.replaceFirst("[.\\[].*", ""));
    }

    /** Where the rule gets its id from. */
    JsonValue idPart() {
        return part(parts.containsKey("id") ? "id" : "name");
    }

    /** True if the rule has that key, or another in its place, with whatever value. */
    boolean tried(String key) {
        return ALTERNATIVES.getOrDefault(key, List.of(key)).stream().anyMatch(object.keys()::contains);
    }
}
