package io.watchfire.notifiers.matcher;

import io.watchfire.dsl.ValueType;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Category;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An alert as conditions see it: {@code rule} (the rule's id), {@code level}, {@code tags} (the rule's receiver tags, with
 * commas between them), the labels, and the other tags and texts of the event behind the alert's last change. Where names
 * are the same, the first of these counts. Immutable.
 */
public final class AlertFacts {
    public static final String RULE = "rule";
    public static final String LEVEL = "level";
    public static final String TAGS = "tags";

    static final AlertFacts NOTHING = new AlertFacts(Map.of());

    private final Map<String, Object> byName;

    private AlertFacts(Map<String, Object> byName) {
        this.byName = byName;
    }

    public static AlertFacts of(Transition transition) {
        AlertFacts facts = of(transition.rule(), transition.level(), Map.of());
        transition.labels().forEach(facts.byName::putIfAbsent);
        transition.variables().forEach((name, value) -> {
            if (value instanceof String) {
                facts.byName.putIfAbsent(name, value);
            }
        });
        return facts;
    }

    public static AlertFacts of(Rule rule, Level level, Map<String, String> labels) {
        return of(rule.id(), level.text(), String.join(",", rule.notices().receiverTags()), labels);
    }

    /** An alert of which only texts are known. */
    public static AlertFacts of(String rule, String level, String tags, Map<String, String> labels) {
        Map<String, Object> byName = new HashMap<>();
        byName.put(RULE, rule);
        byName.put(LEVEL, level);
        byName.put(TAGS, tags);
        labels.forEach(byName::putIfAbsent);
        return new AlertFacts(byName);
    }

    /**
     * The names that alerts of these rules can have; empty if nobody can tell, since some rule's category is not declared or there is no
     * rule.
     */
    public static Optional<Set<String>> namesOf(RuleSet rules) {
        Set<String> names = new LinkedHashSet<>(List.of(RULE, LEVEL, TAGS));
        for (Rule rule : rules.rules()) {
            Category category = rules.categories().get(rule.category());
            if (category == null) {
                return Optional.empty();
            }
            names.addAll(category.tags());
            names.addAll(rule.labels().keySet());
            category.fields().forEach((name, type) -> {
                if (type.valueType() == ValueType.TEXT) {
                    names.add(name);
                }
            });
        }
        return rules.rules().isEmpty() ? Optional.empty() : Optional.of(names);
    }

    /** The value of a name; null if the alert has none. */
    public @Nullable String text(String name) {
        return (String) byName.get(name);
    }

    Map<String, Object> byName() {
        return byName;
    }
}
