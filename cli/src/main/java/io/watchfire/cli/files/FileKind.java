package io.watchfire.cli.files;

import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.Problems;
import java.nio.file.Path;
import java.util.Optional;

/** What a JSON file is about, told by the keys at its top. */
enum FileKind {
    RULES,
    RECEIVERS,
    SCENARIOS;

    /**
     * Looks into a file. What is wrong in it is left to the loader of its kind, also if it is no JSON at all; only that it
     * is of no kind goes to the problems.
     */
    static Optional<FileKind> of(Path file, Problems problems) {
        Problems leftToLoader = new Problems();
        JsonDocument document = JsonDocument.read(file, leftToLoader);
        if (document == null) {
            return Optional.of(RULES);
        }
        // It may be a receiver file with a slip at its top, and those hold secrets.
        JsonValue root = document.withoutSnippets().parse(leftToLoader);
        if (root == null) {
            return Optional.of(document.text().contains("\"receivers\"") ? RECEIVERS : RULES);
        }
        Optional<FileKind> kind = root instanceof JsonObject object ? of(object) : Optional.empty();
        if (kind.isEmpty()) {
            problems.error(
                    root,
                    "unknown-file",
                    "this is neither a rule file nor a receiver file nor a scenario file",
                    "a rule file has \"rules\" at its top, a receiver file \"receivers\", a scenario file \"scenarios\"");
        }
        return kind;
    }

    private static Optional<FileKind> of(JsonObject root) {
        if (root.keys().contains("scenarios")) {
            return Optional.of(SCENARIOS);
        }
        if (root.keys().contains("receivers")) {
            return Optional.of(RECEIVERS);
        }
        boolean rules = root.keys().contains("rules")
                || root.keys().contains("categories")
                || root.keys().contains("defaults");
        return rules ? Optional.of(RULES) : Optional.empty();
    }
}
