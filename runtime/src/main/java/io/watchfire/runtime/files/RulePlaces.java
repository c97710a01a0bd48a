package io.watchfire.runtime.files;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.CostlyRule;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonArray;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.routing.RoutingProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the places in rule files of problems that know only the rule. */
final class RulePlaces {
    private RulePlaces() {}

    /**
     * The problems with their places.
     *
     * @param rules as loaded from the files, without an error: so they stand in the same order in both
     */
    static List<FileProblem> locate(
            List<RoutingProblem> problems, RuleSet rules, List<Path> ruleFiles, List<Path> receiverFiles) {
        if (problems.isEmpty()) {
            return List.of();
        }
        Map<String, JsonValue> byId = byId(rules, ruleFiles);
        Problems located = new Problems();
        for (RoutingProblem problem : problems) {
            if (problem.of() == RoutingProblem.Subject.RECEIVER) {
                locateReceiver(problem, receiverFiles, located);
                continue;
            }
            JsonValue rule = byId.get(problem.name());
            if (rule == null) {
                throw new IllegalArgumentException("no such rule: " + problem.name());
            }
            JsonValue tags = rule instanceof JsonObject object ? object.get("receiverTags") : null;
            located.add(
                    problem.severity(),
                    tags == null ? rule : tags,
                    problem.code(),
                    "rule " + problem.name() + ": " + problem.message(),
                    problem.help());
        }
        return located.sorted();
    }

    /**
     * The rules that cost every event much.
     *
     * @param rules as loaded from the files, without an error
     */
    static List<FileProblem> locateCostly(RuleSet rules, List<Path> ruleFiles) {
        List<CostlyRule> costly = CostlyRule.among(rules);
        if (costly.isEmpty()) {
            return List.of();
        }
        Map<String, JsonValue> byId = byId(rules, ruleFiles);
        Problems located = new Problems();
        for (CostlyRule found : costly) {
            JsonValue rule = byId.get(found.rule().id());
            if (rule != null) {
                located.add(
                        Severity.WARNING,
                        rule instanceof JsonObject object && object.get("condition") instanceof JsonText text
                                ? text
                                : rule,
                        CostlyRule.CODE,
                        "rule " + found.rule().id() + ": " + found.message(),
                        found.help());
            }
        }
        return located.sorted();
    }

    private static Map<String, JsonValue> byId(RuleSet rules, List<Path> ruleFiles) {
        List<JsonValue> written = new ArrayList<>();
        ruleFiles.forEach(file -> written.addAll(elementsOf(file, "rules")));
        Map<String, JsonValue> byId = new HashMap<>();
        for (int i = 0; i < rules.rules().size(); i++) {
            byId.put(rules.rules().get(i).id(), written.get(i));
        }
        return byId;
    }

    private static void locateReceiver(RoutingProblem problem, List<Path> files, Problems located) {
        for (Path file : files) {
            for (JsonValue element : elementsOf(file, "receivers")) {
                // Not the receiver itself: the line on which it stands may hold its URL.
                JsonValue name = element instanceof JsonObject object ? object.get("name") : null;
                if (name instanceof JsonText text && text.value().equals(problem.name())) {
                    located.add(
                            problem.severity(),
                            text,
                            problem.code(),
                            "receiver " + problem.name() + ": " + problem.message(),
                            problem.help());
                }
            }
        }
    }

    private static List<JsonValue> elementsOf(Path file, String key) {
        Problems none = new Problems();
        JsonDocument read = JsonDocument.read(file, none);
        // Receiver files hold secrets: nothing of them is shown.
        JsonDocument document = read == null || key.equals("rules") ? read : read.withoutSnippets();
        JsonValue root = document == null ? null : document.parse(none);
        JsonValue rules = root instanceof JsonObject object ? object.get(key) : null;
        return rules instanceof JsonArray array ? array.elements() : List.of();
    }
}
