package io.watchfire.scenarios.file;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scenarios of a file: JSON, UTF-8, as {@code scenario-file.schema.json} describes it.
 *
 * <p>All that is wrong with the file is found in one go, each problem with its place. What is wrong with the rules or
 * receivers of a scenario makes that scenario fail, unless it expects just that, and is no problem of the file.
 *
 * @param scenarios in the order of the file
 * @param included the rule and receiver files that were read
 */
public record ScenarioFile(List<Scenario> scenarios, List<Path> included) {
    public ScenarioFile {
        scenarios = List.copyOf(scenarios);
        included = List.copyOf(included);
    }

    /** @param environment what <code>${env:NAME}</code> stands for in receivers; mostly {@link System#getenv()} */
    public static LoadResult<ScenarioFile> load(Path file, Map<String, String> environment) {
        Problems problems = new Problems();
        JsonDocument document = JsonDocument.read(file, problems);
        Path folder = file.toAbsolutePath().getParent();
        return document == null
                ? LoadResult.failed(problems.sorted())
                : read(document, folder == null ? file : folder, environment, problems);
    }

    /**
     * Parses the text of a scenario file.
     *
     * @param name what problems call the file
     * @param folder where the paths in it begin
     */
    public static LoadResult<ScenarioFile> parse(
            String name, String json, Path folder, Map<String, String> environment) {
        return read(JsonDocument.of(name, json), folder, environment, new Problems());
    }

    private static LoadResult<ScenarioFile> read(
            JsonDocument document, Path folder, Map<String, String> environment, Problems problems) {
        JsonValue root = document.parse(problems);
        if (root == null) {
            return LoadResult.failed(problems.sorted());
        }
        if (!(root instanceof JsonObject object)) {
            problems.error(root, "wrong-type", "a scenario file is an object { }; this is " + root.kind(), null);
            return LoadResult.failed(problems.sorted());
        }
        if (isOfAnotherKind(object)) {
            problems.error(
                    root,
                    "not-a-scenario-file",
                    "this is a rule or receiver file, not a scenario file",
                    "a scenario names it: {\"scenarios\": [{\"name\": .., \"rules\": \"rules.json\", \"expect\": {..}}]}");
            return LoadResult.failed(problems.sorted());
        }
        Included included = new Included(folder, environment, problems);
        List<Scenario> scenarios = scenarios(object, included, problems);
        return problems.result(new ScenarioFile(scenarios, included.files()));
    }

    /** Whether a file is a rule or receiver file, as they lie beside scenario files. False if it cannot be read. */
    public static boolean isOfAnotherKind(Path file) {
        Problems leftToLoader = new Problems();
        JsonDocument document = JsonDocument.read(file, leftToLoader);
        return document != null
                && document.withoutSnippets().parse(leftToLoader) instanceof JsonObject object
                && isOfAnotherKind(object);
    }

    private static boolean isOfAnotherKind(JsonObject root) {
        return root.get("scenarios") == null && (root.get("rules") != null || root.get("receivers") != null);
    }

    private static List<Scenario> scenarios(JsonObject object, Included included, Problems problems) {
        ObjectReader file = new ObjectReader(object, "a scenario file", List.of("$schema", "scenarios"), problems);
        file.string("$schema");
        if (!file.has("scenarios")) {
            file.missing("scenarios", "\"scenarios\": [{\"name\": .., \"rules\": .., \"expect\": {..}}]");
        }
        List<JsonValue> elements = file.array("scenarios");
        if (elements != null && elements.isEmpty()) {
            problems.error(object, "no-scenarios", "there is no scenario in this file, so nothing could fail", null);
        }
        List<Scenario> scenarios = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (JsonValue element : elements == null ? List.<JsonValue>of() : elements) {
            JsonObject written = file.asObject(element);
            if (written == null) {
                continue;
            }
            if (written.get("name") instanceof JsonText name && !names.add(name.value())) {
                problems.add(
                        Severity.WARNING,
                        name,
                        "duplicate-value",
                        "another scenario of this file has the same name",
                        null);
            }
            Scenario scenario = new ScenarioReader(written, included, problems).read();
            if (scenario != null) {
                scenarios.add(scenario);
            }
        }
        return scenarios;
    }
}
