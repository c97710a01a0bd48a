package io.watchfire.evaluator;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression.Aggregate;
import io.watchfire.dsl.syntax.Expression.Name;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.slot.TargetGate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By which tags the events of each category are shared out, and which rules can be judged so.
 *
 * <p>Events of equal values of the key go to one shard. So a rule can be judged by shards if no alert of it and no window that it reads
 * spans several values of the key: if its {@code groupBy}, and the {@code by} of its windows, contain the key. All other rules, and
 * those that share a window with one of them, are common: one engine beside the shards sees all events of their categories.
 */
final class Partition {
    /** Of an event that no shard takes. */
    static final int NONE = -1;

    private final int shards;
    private final RuleSet sharedOut;
    private final RuleSet common;

    /** The keys of the categories of which a rule is shared out. */
    private final Map<String, Key> keys;

    /** The categories of which a rule is common. */
    private final Set<String> commonCategories;

    /** @param tags sorted; null: all */
    private record Key(@Nullable List<String> tags) {
        int hashOf(Labels labels) {
            return tags == null ? labels.hashCode() : labels.hashOf(tags);
        }
    }

    /** What makes rules share a window, or more. */
    private record SharedWindow(
            String category,
            String target,
            String argument,
            ValueType type,
            @Nullable List<String> tags,
            long overMillis,
            long offsetMillis) {}

    /**
     * A rule.
     *
     * @param tags by which series may be told apart without parting any alert of the rule or any of its windows; null: all tags
     */
    private record Candidate(Rule rule, @Nullable Set<String> tags, List<SharedWindow> windows) {
        static Candidate of(Rule rule) {
            List<SharedWindow> windows = windowsOf(rule);
            Set<String> tags = setOf(rule.groupBy());
            for (SharedWindow window : windows) {
                tags = inBoth(tags, setOf(window.tags()));
            }
            return new Candidate(rule, tags, windows);
        }

        boolean has(String tag) {
            return tags == null || tags.contains(tag);
        }
    }

    private Partition(int shards, RuleSet rules, List<Candidate> common, Map<String, Key> keys) {
        Set<String> ids = new HashSet<>();
        this.shards = shards;
        this.keys = keys;
        this.commonCategories = new HashSet<>();
        for (Candidate candidate : common) {
            ids.add(candidate.rule().id());
            commonCategories.add(candidate.rule().category());
        }
        this.sharedOut = only(rules, rule -> !ids.contains(rule.id()));
        this.common = only(rules, rule -> ids.contains(rule.id()));
    }

    static Partition of(RuleSet rules, int shards) {
        Map<String, List<Candidate>> byCategory = new TreeMap<>();
        for (Rule rule : rules.rules()) {
            if (rule.enabled()) {
                byCategory
                        .computeIfAbsent(rule.category(), unused -> new ArrayList<>())
                        .add(Candidate.of(rule));
            }
        }
        List<Candidate> common = new ArrayList<>();
        Map<String, Key> keys = new HashMap<>();
        byCategory.forEach((category, all) -> {
            List<Candidate> left = shareOut(all, common);
            if (!left.isEmpty()) {
                keys.put(category, new Key(tagsInAll(left)));
            }
        });
        return new Partition(shards, rules, common, keys);
    }

    /** The same list of rules, so that each keeps its place; those that do not belong are disabled. */
    private static RuleSet only(RuleSet rules, Predicate<Rule> belongs) {
        return new RuleSet(
                rules.categories(),
                rules.rules().stream()
                        .map(rule -> belongs.test(rule) ? rule : rule.disabled())
                        .toList());
    }

    /** Of the rules of one category those that can be shared out; the others become common. */
    private static List<Candidate> shareOut(List<Candidate> rules, List<Candidate> common) {
        List<Candidate> left = havingMostInCommon(rules);
        Set<SharedWindow> commonWindows = new HashSet<>();
        for (List<Candidate> others = without(rules, left); !others.isEmpty(); ) {
            common.addAll(others);
            others.forEach(rule -> commonWindows.addAll(rule.windows()));
            others = left.stream()
                    .filter(rule -> rule.windows().stream().anyMatch(commonWindows::contains))
                    .toList();
            left = without(left, others);
        }
        return left;
    }

    private static List<Candidate> without(List<Candidate> rules, List<Candidate> others) {
        Set<String> ids = new HashSet<>();
        others.forEach(other -> ids.add(other.rule().id()));
        return rules.stream().filter(rule -> !ids.contains(rule.rule().id())).toList();
    }

    /** As many rules as possible that have a tag in common; of equally many those that have more tags in common. */
    private static List<Candidate> havingMostInCommon(List<Candidate> rules) {
        Set<String> tags = new TreeSet<>();
        rules.forEach(rule -> tags.addAll(rule.tags() == null ? Set.of() : rule.tags()));
        List<Candidate> best =
                rules.stream().filter(rule -> rule.tags() == null).toList();
        for (String tag : tags) {
            List<Candidate> having =
                    rules.stream().filter(rule -> rule.has(tag)).toList();
            if (having.size() > best.size() || (having.size() == best.size() && size(having) > size(best))) {
                best = having;
            }
        }
        return best;
    }

    private static int size(List<Candidate> rules) {
        List<String> tags = tagsInAll(rules);
        return tags == null ? Integer.MAX_VALUE : tags.size();
    }

    /** The tags that all of the rules have in common, sorted; null: all tags. */
    private static @Nullable List<String> tagsInAll(List<Candidate> rules) {
        Set<String> tags = null;
        for (Candidate rule : rules) {
            tags = inBoth(tags, rule.tags());
        }
        return tags == null ? null : List.copyOf(new TreeSet<>(tags));
    }

    private static @Nullable Set<String> inBoth(@Nullable Set<String> some, @Nullable Set<String> others) {
        if (some == null || others == null) {
            return some == null ? others : some;
        }
        Set<String> both = new HashSet<>(some);
        both.retainAll(others);
        return both;
    }

    private static @Nullable Set<String> setOf(@Nullable List<String> tags) {
        return tags == null ? null : new HashSet<>(tags);
    }

    private static List<SharedWindow> windowsOf(Rule rule) {
        List<SharedWindow> windows = new ArrayList<>();
        for (CheckedExpression expression : rule.expressions()) {
            for (Aggregate aggregate : expression.aggregates()) {
                CheckedExpression argument = expression.part(
                        aggregate.arguments().get(aggregate.arguments().size() - 1));
                List<Name> by = aggregate.by();
                windows.add(new SharedWindow(
                        rule.category(),
                        TargetGate.canonical(rule.target()),
                        argument.canonical(),
                        argument.type(),
                        by == null
                                ? rule.groupBy()
                                : by.stream()
                                        .map(Name::name)
                                        .distinct()
                                        .sorted()
                                        .toList(),
                        aggregate.overMillis(),
                        aggregate.offsetMillis()));
            }
        }
        return windows;
    }

    /** The rules that shards judge. */
    RuleSet sharedOut() {
        return sharedOut;
    }

    /** The rules that are judged beside the shards. */
    RuleSet common() {
        return common;
    }

    boolean hasCommonRules() {
        return !commonCategories.isEmpty();
    }

    boolean hasCommonRules(String category) {
        return commonCategories.contains(category);
    }

    /** The categories whose events are shared out. */
    Set<String> sharedOutCategories() {
        return keys.keySet();
    }

    /** The shard of a series, or of a group of series that an alert or a window of a rule that is shared out gathers. */
    int shardOf(String category, Labels labels) {
        Key key = keys.get(category);
        if (key == null) {
            return NONE;
        }
        int hash = key.hashOf(labels) * 0x9E3779B9;
        return Math.floorMod(hash ^ hash >>> 15, shards);
    }

    private static Stream<Rule> enabledIn(RuleSet rules, String category) {
        return rules.rules().stream()
                .filter(rule -> rule.enabled() && rule.category().equals(category));
    }

    /** What stands where, for people. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        new TreeMap<>(keys).forEach((category, key) -> {
            List<String> tags = key.tags();
            long rules = enabledIn(sharedOut, category).count();
            out.append(category).append(" by ").append(tags == null ? "all tags" : String.join(", ", tags));
            out.append(": ").append(rules).append(rules == 1 ? " rule\n" : " rules\n");
        });
        for (String category : new TreeSet<>(commonCategories)) {
            out.append(category).append(" not shared out: ");
            out.append(enabledIn(common, category).map(Rule::id).collect(Collectors.joining(", ", "", "\n")));
        }
        return out.toString();
    }
}
