package io.watchfire.evaluator;

import io.watchfire.dsl.syntax.Expression;
import io.watchfire.evaluator.index.RuleAccess;
import io.watchfire.evaluator.rule.Category;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A warning of a rule that every event of its category has to be shown to, where that counts: there are many such rules, or very
 * many rules of which an event is shown but a few. In small sets of rules it costs nothing worth a word. Immutable.
 *
 * @param rule the rule, or the first of many
 * @param message what it costs, in one sentence without a full stop
 * @param help how to write it
 */
public record CostlyRule(Rule rule, String message, String help) {
    /** Stable name of the kind of problem. */
    public static final String CODE = "looks-at-every-event";

    /** So many rules of a category may look at every event. */
    private static final int MANY_AT_ALL = 100;

    /** With so many rules in a category a single one that looks at every event is seldom meant. */
    private static final int MANY_RULES = 1_000;

    /** So many are told one by one. */
    private static final int SINGLY = 10;

    /** Those among all rules. */
    public static List<CostlyRule> among(RuleSet rules) {
        return among(rules.rules(), rules);
    }

    /**
     * Those among some of the rules.
     *
     * @param some rules of the set, such as those that are new in it: only these are looked at, however many others there are
     */
    public static List<CostlyRule> among(Collection<Rule> some, RuleSet rules) {
        Map<String, Integer> sizes = sizes(rules);
        List<Rule> crowded =
                some.stream().filter(rule -> isCrowded(rule, sizes)).toList();
        return crowded.isEmpty()
                ? List.of()
                : of(
                        new AlertEngine(new RuleSet(rules.categories(), crowded), EngineOptions.DEFAULT),
                        sizes,
                        rules.categories());
    }

    /** As {@link #among(RuleSet)}, for an engine that has these rules. */
    public static List<CostlyRule> among(AlertEngine engine, RuleSet rules) {
        Map<String, Integer> sizes = sizes(rules);
        return rules.rules().stream().anyMatch(rule -> isCrowded(rule, sizes))
                ? of(engine, sizes, rules.categories())
                : List.of();
    }

    private static Map<String, Integer> sizes(RuleSet rules) {
        Map<String, Integer> sizes = new HashMap<>();
        rules.rules().stream().filter(Rule::enabled).forEach(rule -> sizes.merge(rule.category(), 1, Integer::sum));
        return sizes;
    }

    private static boolean isCrowded(Rule rule, Map<String, Integer> sizes) {
        return sizes.getOrDefault(rule.category(), 0) > MANY_AT_ALL;
    }

    private static List<CostlyRule> of(
            AlertEngine engine, Map<String, Integer> sizes, Map<String, Category> categories) {
        Map<String, List<Rule>> byCategory = new LinkedHashMap<>();
        engine.ruleAccess().stream()
                .filter(access -> !access.never())
                .filter(access -> access.looksAtAll()
                        || access.looksAtAllUnlessOfTags()
                                && readsMoreThanTags(
                                        access.rule(),
                                        categories.get(access.rule().category())))
                .map(RuleAccess::rule)
                .forEach(rule -> byCategory
                        .computeIfAbsent(rule.category(), key -> new ArrayList<>())
                        .add(rule));
        List<CostlyRule> costly = new ArrayList<>();
        byCategory.forEach((category, looking) -> {
            int size = sizes.getOrDefault(category, 0);
            if (looking.size() > SINGLY && (looking.size() > MANY_AT_ALL || size >= MANY_RULES)) {
                costly.add(together(looking, size));
            } else if (size >= MANY_RULES) {
                looking.forEach(rule -> costly.add(single(rule, size)));
            }
        });
        return costly;
    }

    private static boolean readsMoreThanTags(Rule rule, @Nullable Category category) {
        return rule.levels().stream()
                .map(LevelCondition::condition)
                .anyMatch(condition -> category == null
                        ? !asksForTexts(condition.tree())
                        : !category.tags().containsAll(condition.names()));
    }

    /** Whether all of it asks for given texts, as is done of tags: where no category is declared, nothing else tells. */
    private static boolean asksForTexts(Expression node) {
        if (node instanceof Expression.And || node instanceof Expression.Or || node instanceof Expression.Not) {
            return node.operands().stream().allMatch(CostlyRule::asksForTexts);
        }
        return node instanceof Expression.PatternMatch
                || node.operands().stream().anyMatch(Expression.TextLiteral.class::isInstance);
    }

    private static CostlyRule single(Rule rule, int size) {
        return new CostlyRule(
                rule,
                String.format(
                        Locale.ROOT,
                        "looks at every event of %s, of the %,d rules there mostly few: each event pays for it",
                        rule.category(),
                        size),
                help(Set.of(rule)));
    }

    private static CostlyRule together(List<Rule> looking, int size) {
        String first =
                String.join(", ", looking.stream().limit(SINGLY).map(Rule::id).toList());
        return new CostlyRule(
                looking.get(0),
                String.format(
                        Locale.ROOT,
                        "%,d of the %,d rules of %s look at every event, and each event pays for all of them: %s and %,d more",
                        looking.size(),
                        size,
                        looking.get(0).category(),
                        first,
                        looking.size() - SINGLY),
                help(new HashSet<>(looking)));
    }

    private static String help(Set<Rule> rules) {
        String tag = "name a tag that it is about, as in \"target\": \"okindName == 'x'\"";
        return rules.stream().allMatch(Rule::readsWindows)
                ? tag + ": a window alone does not tell events apart"
                : tag + ", or compare a field with a number (resp_time >= 2000) beside the rest";
    }

    /** The warning for people, with the help below it. */
    @Override
    public String toString() {
        return "rule " + rule.id() + ": warning[" + CODE + "]: " + message + "\n  help: " + help;
    }
}
