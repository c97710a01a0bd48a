package io.watchfire.evaluator.rule;

import io.watchfire.dsl.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks definitions of rules and makes them ready to run. Rule files and Java programs go the same way. Stateless.
 */
public final class RuleCompiler {
    private RuleCompiler() {}

    /** Compiles rules whose categories are not declared: types of names are inferred within each rule. */
    public static CompiledRules compile(List<RuleDefinition> definitions) {
        return compile(definitions, List.of());
    }

    /**
     * Compiles rules.
     *
     * @param categories if there are any, every rule has to be of one of them, and names, types and units are checked
     * @throws IllegalArgumentException if a key or title is used by two categories
     */
    public static CompiledRules compile(List<RuleDefinition> definitions, Collection<Category> categories) {
        return compile(definitions, categories, WindowOptions.DEFAULT);
    }

    /**
     * As {@link #compile(List, Collection)}.
     *
     * @param windows how much a window may keep; a rule that is expected to need more is refused
     */
    public static CompiledRules compile(
            List<RuleDefinition> definitions, Collection<Category> categories, WindowOptions windows) {
        DeclaredCategories declared = new DeclaredCategories(categories);
        List<RuleProblem> problems = new ArrayList<>();
        Map<String, Integer> ruleOfId = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            RuleDefinition definition = definitions.get(i);
            RuleChecker checker = new RuleChecker(i, definition, declared, windows);
            checker.check().ifPresent(rules::add);
            problems.addAll(checker.problems());
            String id = definition.effectiveId();
            Integer first = id == null ? null : ruleOfId.putIfAbsent(id, i);
            if (first != null) {
                problems.add(new RuleProblem(
                        i,
                        definition.id() == null ? "name" : "id",
                        Severity.ERROR,
                        "duplicate-id",
                        "the id \"" + id + "\" is taken by another rule",
                        "give one of them another \"id\"",
                        null,
                        null,
                        null,
                        first));
            }
        }
        if (problems.stream().anyMatch(RuleProblem::isError)) {
            return new CompiledRules(Optional.empty(), problems);
        }
        Map<String, Category> byKey = new LinkedHashMap<>();
        categories.forEach(category -> byKey.put(category.key(), category));
        return new CompiledRules(Optional.of(new RuleSet(byKey, rules)), problems);
    }
}
