package io.watchfire.evaluator.rule;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.FieldType;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.check.AggregateFunction;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.evaluator.template.MessageTemplate;
import io.watchfire.evaluator.template.ParsedTemplate;
import io.watchfire.evaluator.template.TemplateNames;
import io.watchfire.evaluator.template.TemplateParser;
import io.watchfire.evaluator.template.ValueKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the templates of one rule: its title, its message and its links. */
final class TemplateChecker {
    /** Slack shows at most so many buttons. */
    private static final int MOST_LINKS = 25;

    /** The scheme and at least one character of a host: what is filled in cannot change where a link leads. */
    private static final String LINK = "(?i)https?://[^/?#\\s\\\\]+.*";

    private final RuleDefinition definition;
    private final @Nullable Category category;
    private final RuleProblems problems;
    private final ValueKind value;

    /**
     * @param category null if it is not declared
     * @param conditions what {@code value} and {@code threshold} are taken from; empty if they have errors
     */
    TemplateChecker(
            RuleDefinition definition,
            @Nullable Category category,
            Optional<CheckedConditions> conditions,
            RuleProblems problems) {
        this.definition = definition;
        this.category = category;
        this.problems = problems;
        this.value = conditions.map(this::valueKind).orElse(ValueKind.ANY);
    }

    MessageTemplates check() {
        if (definition.links().isEmpty() && definition.title() == null && definition.message() == null) {
            return new MessageTemplates(null, null, Map.of(), scales());
        }
        Map<String, MessageTemplate> links = new LinkedHashMap<>();
        TemplateNames inLinks = names(false);
        definition.links().forEach((name, text) -> links.put(name, link(name, text, inLinks)));
        if (links.size() > MOST_LINKS) {
            problems.error(
                    "links",
                    "too-many-links",
                    "a rule has at most " + MOST_LINKS + " links; these are " + links.size(),
                    null);
        }
        TemplateNames all = names(true);
        return new MessageTemplates(
                template("title", definition.title(), all),
                template("message", definition.message(), all),
                links,
                scales());
    }

    private Map<String, Double> scales() {
        Map<String, Double> scales = new HashMap<>();
        known().forEach((name, kind) -> {
            if (kind.scale() != 1) {
                scales.put(name, kind.scale());
            }
        });
        return scales;
    }

    private MessageTemplate link(String name, String text, TemplateNames names) {
        String key = "links." + name;
        if (name.isBlank()) {
            problems.error(key, "bad-link", "a link needs a name: buttons show it", null);
        }
        int begin = text.indexOf("${");
        String fixed = begin < 0 ? text : text.substring(0, begin);
        if (!fixed.matches("(?is)" + LINK)) {
            problems.errorInside(
                    key,
                    text,
                    new Span(0, Math.max(1, Math.min(text.length(), fixed.length()))),
                    "bad-link",
                    "a link begins with https:// or http:// and a host, before any ${}",
                    "such as \"https://wiki.example.com/${okindName}\"");
        }
        MessageTemplate template = template(key, text, names);
        return template == null ? new MessageTemplate(text, List.of()) : template;
    }

    private @Nullable MessageTemplate template(String key, @Nullable String text, TemplateNames names) {
        if (text == null) {
            return null;
        }
        ParsedTemplate parsed = TemplateParser.parse(text, names);
        for (ParsedTemplate.Problem problem : parsed.problems()) {
            problems.errorInside(key, text, problem.span(), problem.code(), problem.message(), problem.help());
        }
        return parsed.template();
    }

    private Map<String, ValueKind> known() {
        Map<String, ValueKind> known = ofEvent();
        known.putAll(AlertNames.kinds(value));
        return known;
    }

    private Map<String, ValueKind> ofEvent() {
        Map<String, ValueKind> known = new LinkedHashMap<>();
        if (category != null) {
            category.tags().forEach(tag -> known.put(tag, ValueKind.TEXT));
            category.fields().forEach((field, type) -> known.put(field, ValueKind.of(type)));
        }
        definition.labels().keySet().forEach(label -> known.put(label, ValueKind.TEXT));
        return known;
    }

    private TemplateNames names(boolean withLinks) {
        Map<String, ValueKind> ofEvent = ofEvent();
        Map<String, ValueKind> known = known();
        if (withLinks) {
            definition.links().keySet().forEach(link -> known.put(AlertNames.LINK + link, ValueKind.TEXT));
        }
        String unknown = category == null
                ? "not a link of this rule"
                : "neither a tag nor a field of the category " + category.key();
        return new TemplateNames(known, name -> other(name, ofEvent), unknown);
    }

    private Optional<ValueKind> other(String name, Map<String, ValueKind> ofEvent) {
        if (name.isEmpty() || name.startsWith(AlertNames.LINK)) {
            return Optional.empty();
        }
        String own = name.startsWith(AlertNames.EVENT) ? name.substring(AlertNames.EVENT.length()) : name;
        ValueKind kind = ofEvent.get(own);
        return category == null ? Optional.of(kind == null ? ValueKind.ANY : kind) : Optional.ofNullable(kind);
    }

    /** The kind of the values that all levels compare; a plain number if they differ. */
    private ValueKind valueKind(CheckedConditions conditions) {
        List<ValueKind> kinds = conditions.levels().stream()
                .flatMap(level -> level.condition().comparedValue().stream())
                .map(CheckedExpression::tree)
                .map(this::kindOf)
                .distinct()
                .toList();
        return kinds.size() == 1 ? kinds.get(0) : ValueKind.NUMBER;
    }

    private ValueKind kindOf(Expression compared) {
        Expression looked = compared;
        if (looked instanceof Expression.Aggregate aggregate
                && AggregateFunction.ofName(aggregate.function())
                        .filter(AggregateFunction::keepsType)
                        .isPresent()) {
            looked = aggregate.arguments().get(aggregate.arguments().size() - 1);
        }
        FieldType type = looked instanceof Expression.Name name && category != null
                ? category.fields().get(name.name())
                : null;
        return type == null ? ValueKind.NUMBER : ValueKind.of(type);
    }
}
