package io.watchfire.cli.files;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonArray;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.routing.RoutingProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the places in rule files that a routing problem, which knows only the rule, is about. */
final class RoutingPlaces {
    private RoutingPlaces() {}

    /**
     * The problems with their places.
     *
     * @param rules as loaded from the files, without an error: so they stand in the same order in both
     */
    static List<FileProblem> locate(List<RoutingProblem> problems, RuleSet rules, List<Path> files) {
        if (problems.isEmpty()) {
            return List.of();
        }
        List<JsonValue> written = new ArrayList<>();
        files.forEach(file -> written.addAll(rulesOf(file)));
        Map<String, JsonValue> byId = new HashMap<>();
        for (int i = 0; i < rules.rules().size(); i++) {
            byId.put(rules.rules().get(i).id(), written.get(i));
        }
        Problems located = new Problems();
        for (RoutingProblem problem : problems) {
            JsonValue rule = byId.get(problem.rule());
            if (rule == null) {
                throw new IllegalArgumentException("no such rule: " + problem.rule());
            }
            JsonValue tags = rule instanceof JsonObject object ? object.get("receiverTags") : null;
            located.add(
                    problem.severity(),
                    tags == null ? rule : tags,
                    problem.code(),
                    "rule " + problem.rule() + ": " + problem.message(),
                    problem.help());
        }
        return located.sorted();
    }

    private static List<JsonValue> rulesOf(Path file) {
        Problems none = new Problems();
        JsonDocument document = JsonDocument.read(file, none);
        JsonValue root = document == null ? null : document.parse(none);
        JsonValue rules = root instanceof JsonObject object ? object.get("rules") : null;
        return rules instanceof JsonArray array ? array.elements() : List.of();
    }
}
