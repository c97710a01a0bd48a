package io.watchfire.evaluator.rule;

import java.util.List;
import java.util.Map;

/**
 * Rules that were loaded together, in their order, and the categories that they were checked against.
 *
 * @param categories declared categories by key; empty if none were declared
 */
public record RuleSet(Map<String, Category> categories, List<Rule> rules) {
    public RuleSet {
        categories = Map.copyOf(categories);
        rules = List.copyOf(rules);
    }
}
