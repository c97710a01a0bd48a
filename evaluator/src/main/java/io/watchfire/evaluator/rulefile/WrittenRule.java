package io.watchfire.evaluator.rulefile;

import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Tells what the compiler found, at its place in the file. */
    void tell(RuleProblem problem, @Nullable String otherPlace, Problems problems) {
        if (problem.code().equals("missing-key") && tried(problem.key())) {
            return; // It is there, but of a wrong type, which was told already.
        }
        if (problem.code().equals("no-effect") && !wrote(problem.key())) {
            return; // The defaults are for all rules, and others may obey them.
        }
        JsonValue at = part(problem.key());
        String message = problem.message() + (otherPlace == null ? "" : ", at " + otherPlace);
        if (problem.span() != null && at instanceof JsonText text) {
            problems.addInside(
                    text,
                    problem.severity(),
                    problem.code(),
                    message,
                    problem.help(),
                    problem.span(),
                    problem.related());
        } else {
            problems.add(problem.severity(), at, problem.code(), message, problem.help());
        }
    }

    /** Where its id stands: file, line and column. */
    String place() {
        JsonValue id = idPart();
        return id.document().name() + ":" + id.document().line(id.offset()) + ":"
                + id.document().column(id.offset());
    }
}
