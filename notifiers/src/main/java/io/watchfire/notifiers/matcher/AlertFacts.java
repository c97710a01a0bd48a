package io.watchfire.notifiers.matcher;

import io.watchfire.dsl.ValueType;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Category;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.AbstractMap;
import java.util.ArrayList;
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

    static final AlertFacts NOTHING = new AlertFacts("", "", "", List.of());

    private final String rule;
    private final String level;
    private final String tags;
    /** Names and values of what else is known, in turn; few, and made anew for each look, so they stand in no table. */
    private final List<String> others;

    private final Map<String, Object> byName = new ByName();

    private AlertFacts(String rule, String level, String tags, List<String> others) {
        this.rule = rule;
        this.level = level;
        this.tags = tags;
        this.others = others;
    }

    public static AlertFacts of(Transition transition) {
        List<String> others = new ArrayList<>();
        addTo(others, transition.labels());
        transition.variables().forEach((name, value) -> {
            if (value instanceof String text) {
                others.add(name);
                others.add(text);
            }
        });
        return of(transition.rule(), transition.level(), others);
    }

    public static AlertFacts of(Rule rule, Level level, Map<String, String> labels) {
        List<String> others = new ArrayList<>();
        addTo(others, Labels.of(labels));
        return of(rule, level, others);
    }

    private static AlertFacts of(Rule rule, Level level, List<String> others) {
        List<String> tags = rule.notices().receiverTags();
        return new AlertFacts(rule.id(), level.text(), tags.size() == 1 ? tags.get(0) : String.join(",", tags), others);
    }

    /** An alert of which only texts are known. */
    public static AlertFacts of(String rule, String level, String tags, Map<String, String> labels) {
        List<String> others = new ArrayList<>();
        addTo(others, Labels.of(labels));
        return new AlertFacts(rule, level, tags, others);
    }

    private static void addTo(List<String> others, Labels labels) {
        labels.forEach((name, value) -> {
            others.add(name);
            others.add(value);
        });
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
        return switch (name) {
            case RULE -> rule;
            case LEVEL -> level;
            case TAGS -> tags;
            default -> other(name);
        };
    }

    private @Nullable String other(String name) {
        for (int i = 0; i < others.size(); i += 2) {
            if (others.get(i).equals(name)) {
                return others.get(i + 1);
            }
        }
        return null;
    }

    /** For conditions, which look names up and do nothing else. */
    Map<String, Object> byName() {
        return byName;
    }

    private final class ByName extends AbstractMap<String, Object> {
        @Override
        public @Nullable Object get(@Nullable Object name) {
            return name instanceof String text ? text(text) : null;
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return get(name) != null;
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            throw new UnsupportedOperationException("names are only looked up");
        }
    }
}
