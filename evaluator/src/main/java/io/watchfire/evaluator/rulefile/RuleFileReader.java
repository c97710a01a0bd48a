package io.watchfire.evaluator.rulefile;

import io.watchfire.evaluator.json.JsonNumber;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.ObjectReader;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.CompiledRules;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleProblem;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** Reads rule files one after the other, then compiles the rules of all of them together. */
final class RuleFileReader {
    private static final List<String> KEYS = List.of("$schema", "version", "categories", "defaults", "rules");

    private final Problems problems;
    private final CategoryReader categories;
    private final List<WrittenRule> rules = new ArrayList<>();

    RuleFileReader(Problems problems) {
        this.problems = problems;
        this.categories = new CategoryReader(problems);
    }

    void read(JsonValue root) {
        if (!(root instanceof JsonObject object)) {
            problems.error(root, "wrong-type", "a rule file is an object { }; this is " + root.kind(), null);
            return;
        }
        ObjectReader file = new ObjectReader(object, "a rule file", KEYS, problems);
        file.string("$schema");
        version(file);
        JsonObject declared = file.object("categories");
        if (declared != null) {
            categories.read(declared);
        }
        JsonObject defaultValues = file.object("defaults");
        ObjectReader defaults = defaultValues == null ? null : RuleReader.defaults(defaultValues, problems);
        List<JsonValue> elements = file.array("rules");
        if (!file.has("rules")) {
            file.missing("rules", "\"rules\": [] is a file without rules");
        }
        for (JsonValue element : elements == null ? List.<JsonValue>of() : elements) {
            if (element instanceof JsonObject rule) {
                rules.add(RuleReader.read(rule, defaults, problems));
            } else {
                file.wrongType(element, "an object { }");
            }
        }
    }

    private void version(ObjectReader file) {
        JsonValue version = file.object().get("version");
        if (version == null) {
            file.missing("version", "write \"version\": 1");
        } else if (!(version instanceof JsonNumber number && number.value() == 1)) {
            problems.error(version, "unsupported-version", "the version of a rule file is 1", null);
        }
    }

    LoadResult<RuleSet> result() {
        CompiledRules compiled =
                RuleCompiler.compile(rules.stream().map(WrittenRule::definition).toList(), categories.declared());
        for (RuleProblem problem : compiled.problems()) {
            Integer other = problem.otherRule();
            rules.get(problem.rule())
                    .tell(problem, other == null ? null : rules.get(other).place(), problems);
        }
        return compiled.rules().map(problems::result).orElseGet(() -> LoadResult.failed(problems.sorted()));
    }
}
