package io.watchfire.evaluator.rulefile;

import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Snippet;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonValue;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.evaluator.rule.CompiledRules;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleCompiler;
import io.watchfire.evaluator.rule.RuleDefinition;
import io.watchfire.evaluator.rule.RuleProblem;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of single rules by their ids: some come, some go, some take the place of others, all of it at once or nothing.
 *
 * <pre>{@code
 * RuleEdit edit = new RuleEdit()
 *         .put(RuleDefinition.of("slow-orders").category("app_counter").condition("resp_time >= 2s").build())
 *         .put("from the web page", "{\"id\": \"busy\", \"category\": \"app_counter\", \"condition\": \"tps > 500\"}")
 *         .remove("old-rule");
 * LoadResult<RuleSet> next = edit.applyTo(rules);
 * }</pre>
 *
 * <p>Only what the change names is checked and compiled: all other rules, and the categories, are those of the set to which it
 * is applied. A rule that takes the place of another stands where that one stood; a new one stands last. No argument may be
 * null. Not thread-safe while it is put together; may then be applied by any thread, any number of times.
 */
public final class RuleEdit {
    private record Written(
            RuleDefinition definition, @Nullable WrittenRule inJson, boolean isNew) {
        String name() {
            String id = definition.effectiveId();
            return id == null ? "a rule" : "rule " + id;
        }

        String place() {
            return inJson == null ? name() : inJson.place();
        }

        void tell(RuleProblem problem, @Nullable String otherPlace, Problems problems) {
            if (inJson != null) {
                inJson.tell(problem, otherPlace, problems);
            } else {
                String text = problem.text() == null ? "" : problem.text();
                int offset = problem.span() == null ? 0 : problem.span().start();
                JsonDocument lines = JsonDocument.of("", text);
                problems.add(new FileProblem(
                        name(),
                        problem.key().isEmpty() ? "$" : "$." + problem.key(),
                        lines.line(offset),
                        lines.column(offset),
                        problem.severity(),
                        problem.code(),
                        problem.message() + (otherPlace == null ? "" : ", at " + otherPlace),
                        problem.help(),
                        problem.span() == null ? null : Snippet.of(text, problem.span(), problem.related())));
            }
        }
    }

    private final Problems read = new Problems();
    private final List<Written> written = new ArrayList<>();
    private final Set<String> removed = new LinkedHashSet<>();

    /** A new rule; an error if its id is taken. */
    public RuleEdit add(RuleDefinition rule) {
        written.add(new Written(rule, null, true));
        return this;
    }

    /**
     * As {@link #add(RuleDefinition)}, from JSON: one rule as it stands in a rule file.
     *
     * @param name what problems call the text
     */
    public RuleEdit add(String name, String json) {
        return read(name, json, true);
    }

    /** A rule in the place of the one of its id, or a new one if there is none. */
    public RuleEdit put(RuleDefinition rule) {
        written.add(new Written(rule, null, false));
        return this;
    }

    /**
     * As {@link #put(RuleDefinition)}, from JSON: one rule as it stands in a rule file.
     *
     * @param name what problems call the text
     */
    public RuleEdit put(String name, String json) {
        return read(name, json, false);
    }

    /** Takes a rule out; an error if there is none of that id. */
    public RuleEdit remove(String id) {
        removed.add(id);
        return this;
    }

    private RuleEdit read(String name, String json, boolean isNew) {
        JsonValue root = JsonDocument.of(name, json).parse(read);
        if (root instanceof JsonObject object) {
            WrittenRule rule = RuleReader.read(object, null, read);
            written.add(new Written(rule.definition(), rule, isNew));
        } else if (root != null) {
            read.error(root, "wrong-type", "a rule is an object { }; this is " + root.kind(), null);
        }
        return this;
    }

    /** The rules after the change; or all that is wrong with it. The rules that are given stay as they are. */
    public LoadResult<RuleSet> applyTo(RuleSet rules) {
        Problems problems = new Problems();
        read.sorted().forEach(problems::add);
        CompiledRules compiled = RuleCompiler.compile(
                written.stream().map(Written::definition).toList(),
                rules.categories().values());
        for (RuleProblem problem : compiled.problems()) {
            Integer other = problem.otherRule();
            written.get(problem.rule())
                    .tell(problem, other == null ? null : written.get(other).place(), problems);
        }
        Map<String, Rule> byId = new LinkedHashMap<>();
        rules.rules().forEach(rule -> byId.put(rule.id(), rule));
        checkIds(byId, problems);
        removed.forEach(byId::remove);
        compiled.rules().ifPresent(all -> all.rules().forEach(rule -> byId.put(rule.id(), rule)));
        return problems.result(new RuleSet(rules.categories(), List.copyOf(byId.values())));
    }

    private void checkIds(Map<String, Rule> byId, Problems problems) {
        for (int i = 0; i < written.size(); i++) {
            Written rule = written.get(i);
            String id = rule.definition().effectiveId();
            if (id != null && removed.contains(id)) {
                rule.tell(
                        idProblem(
                                i,
                                rule,
                                "duplicate-id",
                                "the change puts \"" + id + "\" and removes it",
                                "to replace a rule, put it"),
                        null,
                        problems);
            } else if (id != null && rule.isNew() && byId.containsKey(id)) {
                rule.tell(
                        idProblem(
                                i,
                                rule,
                                "duplicate-id",
                                "the id \"" + id + "\" is taken by another rule",
                                "give it another \"id\", or put it in the place of that rule"),
                        null,
                        problems);
            }
        }
        for (String id : removed) {
            if (!byId.containsKey(id)) {
                String help = Suggestion.closest(id, byId.keySet())
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse(null);
                problems.add(new FileProblem(
                        "rule " + id, "$", 1, 1, Severity.ERROR, "unknown-rule", "there is no such rule", help, null));
            }
        }
    }

    private static RuleProblem idProblem(int index, Written rule, String code, String message, String help) {
        String key = rule.definition().id() == null ? "name" : "id";
        return new RuleProblem(index, key, Severity.ERROR, code, message, help, null, null, null, null);
    }
}
