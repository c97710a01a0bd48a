package io.watchfire.evaluator.rule;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.json.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks one definition. All that is wrong with it is found in one go. */
final class RuleChecker {
    private final WindowOptions windows;

    private final RuleDefinition definition;
    private final DeclaredCategories categories;
    private final RuleProblems problems;

    RuleChecker(int index, RuleDefinition definition, DeclaredCategories categories, WindowOptions windows) {
        this.windows = windows;
        this.definition = definition;
        this.categories = categories;
        this.problems = new RuleProblems(index);
    }

    List<RuleProblem> problems() {
        return problems.found();
    }

    /** The rule, unless there are errors. */
    Optional<Rule> check() {
        String id = id();
        DeclaredCategories.@Nullable Declared declared = category();
        if (declared != null) {
            checkTags(declared.category());
        }
        checkLabels();
        Optional<CheckedConditions> conditions =
                new ConditionChecker(definition, declared, categories, windows, problems).check();
        MessageTemplates templates = new TemplateChecker(
                        definition, declared == null ? null : declared.category(), conditions, problems)
                .check();
        if (problems.hasErrors() || id == null || definition.category() == null || conditions.isEmpty()) {
            return Optional.empty();
        }
        IneffectiveKeys.warn(definition, conditions.get(), declared == null ? null : declared.category(), problems);
        String category =
                declared == null ? definition.category() : declared.category().key();
        return Optional.of(rule(id, category, conditions.get(), templates));
    }

    private @Nullable String id() {
        String id = definition.effectiveId();
        if (id == null) {
            problems.error(
                    "id",
                    "missing-key",
                    "a rule has to have \"id\" or \"name\"",
                    "without \"id\" the id is made from the name");
        }
        return id;
    }

    /** The declared category; null if it is not known, or if none are declared. */
    private DeclaredCategories.@Nullable Declared category() {
        String name = definition.category();
        if (name == null) {
            problems.error(
                    "category",
                    "missing-key",
                    "a rule has to have \"category\"",
                    "it names the events that are judged");
            return null;
        }
        DeclaredCategories.Declared declared = categories.find(name);
        if (declared == null && !categories.isEmpty()) {
            problems.error(
                    "category",
                    "unknown-category",
                    "there is no category \"" + name + "\"",
                    Suggestion.help(name, categories.names()));
        }
        return declared;
    }

    private void checkTags(Category category) {
        List<String> groupBy = definition.groupBy() == null ? List.of() : definition.groupBy();
        for (int i = 0; i < groupBy.size(); i++) {
            checkTag("groupBy[" + i + "]", groupBy.get(i), category);
        }
        List<Labels> expected = definition.noData().expect();
        for (int i = 0; i < expected.size(); i++) {
            for (String tag : expected.get(i).asMap().keySet()) {
                checkTag("noData.expect[" + i + "]", tag, category);
            }
        }
        for (String label : definition.labels().keySet()) {
            if (category.tags().contains(label)) {
                labelIsTag(label, "a tag of the category " + category.key());
            }
        }
    }

    private void checkTag(String key, String name, Category category) {
        if (category.tags().contains(name)) {
            return;
        }
        String message = category.fields().containsKey(name)
                ? "\"" + name + "\" is a field of the category " + category.key() + ", not a tag"
                : "the category " + category.key() + " has no tag \"" + name + "\"";
        problems.error(key, "unknown-tag", message, Suggestion.help(name, category.tags()));
    }

    private void checkLabels() {
        List<String> groupBy = definition.groupBy();
        if (groupBy == null) {
            return;
        }
        for (String label : definition.labels().keySet()) {
            if (groupBy.contains(label)) {
                labelIsTag(label, "one of the tags in \"groupBy\"");
            }
        }
        List<Labels> expected = definition.noData().expect();
        for (int i = 0; i < expected.size(); i++) {
            Set<String> names = expected.get(i).asMap().keySet();
            if (!names.equals(Set.copyOf(groupBy))) {
                problems.error(
                        "noData.expect[" + i + "]",
                        "bad-value",
                        "an expected group has to have the tags of \"groupBy\", no more and no less",
                        groupBy.isEmpty() ? "\"groupBy\" is empty" : "\"groupBy\" has: " + String.join(", ", groupBy));
            }
        }
    }

    private void labelIsTag(String label, String what) {
        problems.error(
                "labels." + label,
                "label-is-a-tag",
                "the label \"" + label + "\" has the name of " + what,
                "an alert has its tags as labels already; give this one another name");
    }

    private Rule rule(String id, String category, CheckedConditions conditions, MessageTemplates templates) {
        RuleDefinition d = definition;
        return new Rule(
                id,
                d.name() == null ? id : d.name(),
                category,
                d.enabled(),
                conditions.target(),
                conditions.levels(),
                d.groupBy() == null ? null : d.groupBy().stream().sorted().toList(),
                conditions.resolveWhen(),
                d.resolveAfterMillis(),
                d.resolveOccurrences(),
                d.noData(),
                d.stateful(),
                d.activeTime(),
                new NoticeSettings(
                        d.receiverTags(), d.notifyResolved(), templates, d.pauseMillis(), d.flap(), d.shadow()),
                d.labels(),
                d.annotations());
    }
}
