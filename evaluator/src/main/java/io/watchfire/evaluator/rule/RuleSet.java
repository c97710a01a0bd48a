package io.watchfire.evaluator.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules that were loaded together, in their order, and the categories that they were checked against.
 *
 * @param categories declared categories by key; empty if none were declared
 */
public record RuleSet(Map<String, Category> categories, List<Rule> rules) {
    public RuleSet {
        categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
        rules = List.copyOf(rules);
    }
}
