package io.watchfire.evaluator.rule;

import io.watchfire.dsl.Analysis;
import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.Scope;
import io.watchfire.dsl.Span;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.evaluator.rule.RuleDefinition.LevelDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the expressions of one definition in one scope: what one says of a name's type holds in the others. */
final class ConditionChecker {
    private static final RuleLanguage LANGUAGE = RuleLanguage.standard();

    private final RuleDefinition definition;
    private final DeclaredCategories.@Nullable Declared declared;
    private final RuleProblems problems;
    private final Scope scope;
    private final DeclaredCategories categories;
    private final boolean unknownCategory;
    private final WindowOptions windows;

    /**
     * @param declared null if no category is declared, or if the rule's is not known
     * @param categories all that are declared; if there are some and {@code declared} is null, the rule's is none of them
     */
    ConditionChecker(
            RuleDefinition definition,
            DeclaredCategories.@Nullable Declared declared,
            DeclaredCategories categories,
            WindowOptions windows,
            RuleProblems problems) {
        this.windows = windows;
        this.definition = definition;
        this.declared = declared;
        this.categories = categories;
        this.unknownCategory = declared == null && !categories.isEmpty();
        this.problems = problems;
        this.scope = (declared == null ? Schema.undeclared() : declared.schema()).newScope();
    }

    Optional<CheckedConditions> check() {
        checkForm();
        Target target = target();
        List<LevelCondition> levels = new ArrayList<>();
        if (definition.when() != null) {
            CheckedExpression when = condition("when", definition.when());
            if (when != null) {
                Target split = declared == null ? new Target.Split(when.conjuncts()) : targetOf(when);
                target = split;
                levels.add(single(split instanceof Target.Split ? when : restOf(when)));
            }
        } else if (definition.condition() != null) {
            CheckedExpression condition = condition("condition", definition.condition());
            if (condition != null) {
                levels.add(single(condition));
            }
        }
        definition.levels().forEach(level -> level(level).ifPresent(levels::add));
        levels.sort(Comparator.comparing(LevelCondition::level).reversed());
        CheckedExpression resolveWhen = optional("resolveWhen", definition.resolveWhen());
        return problems.hasErrors()
                ? Optional.empty()
                : Optional.of(new CheckedConditions(target, List.copyOf(levels), resolveWhen));
    }

    /** Exactly one of {@code condition}, {@code levels} and {@code when}. */
    private void checkForm() {
        boolean hasLevels = !definition.levels().isEmpty();
        if (definition.when() != null && (definition.condition() != null || definition.target() != null)) {
            problems.error(
                    "when",
                    "conflicting-keys",
                    "\"when\" stands for target and condition together",
                    "remove \"when\", or else \"target\" and \"condition\"");
        }
        if (hasLevels && (definition.when() != null || definition.condition() != null)) {
            problems.error(
                    definition.when() != null ? "when" : "condition",
                    "conflicting-keys",
                    "\"levels\" has the conditions of this rule already",
                    "remove this, or \"levels\"");
        }
        if (hasLevels && definition.level() != null) {
            problems.error(
                    "level", "conflicting-keys", "\"levels\" says the levels of this rule already", "remove \"level\"");
        }
        if (!hasLevels && definition.condition() == null && definition.when() == null) {
            problems.error(
                    "condition",
                    "missing-key",
                    "a rule has to have \"condition\", \"levels\" or \"when\"",
                    "it says what to look for");
        }
        Set<Level> seen = new HashSet<>();
        for (LevelDefinition level : definition.levels()) {
            if (!seen.add(level.level())) {
                problems.error(
                        "levels", "duplicate-key", "the level " + level.level().text() + " is there twice", null);
            }
        }
    }

    private Target target() {
        CheckedExpression target = optional("target", definition.target());
        if (target == null) {
            return new Target.All();
        }
        if (!target.aggregates().isEmpty()) {
            Span place = target.aggregates().get(0).span();
            problems.errorInside(
                    "target",
                    target.source(),
                    place,
                    "aggregate-in-target",
                    "a target judges single events; it cannot look at a stretch of time",
                    "aggregates belong in the condition");
        }
        return new Target.When(target);
    }

    private LevelCondition single(CheckedExpression condition) {
        Level level = definition.level() == null ? Level.WARNING : definition.level();
        return new LevelCondition(level, condition, null, definition.forMillis(), definition.occurrences());
    }

    private Optional<LevelCondition> level(LevelDefinition level) {
        String key = "levels." + level.level().text();
        CheckedExpression when = condition(key + ".when", level.when());
        CheckedExpression resolveWhen = optional(key + ".resolveWhen", level.resolveWhen());
        if (when == null) {
            return Optional.empty();
        }
        return Optional.of(new LevelCondition(
                level.level(),
                when,
                resolveWhen,
                level.forMillis() == null ? definition.forMillis() : level.forMillis(),
                level.occurrences() == null ? definition.occurrences() : level.occurrences()));
    }

    private @Nullable CheckedExpression optional(String key, @Nullable String text) {
        return text == null ? null : condition(key, text);
    }

    /** A checked boolean expression; null, and problems, if it is none. */
    private @Nullable CheckedExpression condition(String key, String text) {
        Analysis analysis = LANGUAGE.analyze(text, scope);
        for (Problem problem : analysis.problems()) {
            // Whether a unit is declared cannot be said of a category that is not known.
            if (!(unknownCategory && problem.code().equals("unit-not-declared"))) {
                problems.add(key, text, withOtherCategory(problem, text));
            }
        }
        CheckedExpression expression = analysis.expression().orElse(null);
        if (expression == null) {
            return null;
        }
        if (expression.type() == ValueType.NUMBER || expression.type() == ValueType.TEXT) {
            String kind = expression.type() == ValueType.NUMBER ? "a number" : "a text";
            problems.errorInside(
                    key,
                    text,
                    new Span(0, text.length()),
                    "not-a-condition",
                    "this is " + kind + "; a condition has to be true or false",
                    "compare it with something, as in resp_time >= 2000");
            return null;
        }
        for (Expression.Aggregate aggregate : expression.aggregates()) {
            refuseNested(key, text, aggregate);
            refuseTooLarge(key, expression, aggregate);
            refuseFinerThanAlerts(key, text, aggregate);
        }
        return expression;
    }

    /** A name that the rule's category does not have may be that of another. */
    private Problem withOtherCategory(Problem problem, String text) {
        boolean guessed = problem.help() != null && problem.help().startsWith("did you mean");
        if (!problem.code().equals("unknown-name") || guessed) {
            return problem;
        }
        String name = text.substring(problem.span().start(), problem.span().end());
        List<String> others = categories.having(name);
        String help =
                "it is a name of the " + (others.size() == 1 ? "category " : "categories ") + String.join(", ", others);
        return others.isEmpty() ? problem : problem.withHelp(help);
    }

    /** A window takes samples from events; what another window gives is no part of one. */
    private void refuseNested(String key, String text, Expression.Aggregate aggregate) {
        for (Expression operand : aggregate.operands()) {
            Expression inner = firstAggregate(operand);
            if (inner != null) {
                problems.errorInside(
                        key,
                        text,
                        inner.span(),
                        "nested-aggregate",
                        "an aggregate cannot stand inside another: its samples come of single events",
                        "write a condition for each, or the arithmetic outside, as in max(x) over 1h > 2 * (avg(x) over 1h)");
            }
        }
    }

    /** A window that is finer than the alerts has no one result for an alert. */
    private void refuseFinerThanAlerts(String key, String text, Expression.Aggregate aggregate) {
        List<String> groupBy = definition.groupBy();
        for (Expression.Name tag : aggregate.by() == null ? List.<Expression.Name>of() : aggregate.by()) {
            if (groupBy != null && !groupBy.contains(tag.name())) {
                problems.errorInside(
                        key,
                        text,
                        tag.span(),
                        "by-not-in-group-by",
                        "this window has a result for each " + tag.name() + ", but an alert of this rule has no "
                                + tag.name(),
                        "add \"" + tag.name() + "\" to \"groupBy\", or remove it here");
            }
        }
    }

    private void refuseTooLarge(String key, CheckedExpression expression, Expression.Aggregate aggregate) {
        WindowSize size = WindowSize.of(expression, aggregate, windows);
        if (size.bytes() > windows.mostBytes()) {
            problems.errorInside(
                    key,
                    expression.source(),
                    aggregate.span(),
                    "window-too-large",
                    "with a sample every 5s, each series would make this window keep about " + megabytes(size.bytes())
                            + "; " + megabytes(windows.mostBytes()) + " are allowed",
                    "a shorter \"offset\" keeps less; the bound is an option of the engine");
        }
    }

    private static String megabytes(long bytes) {
        return Math.max(1, bytes >> 20) + " MiB";
    }

    private static @Nullable Expression firstAggregate(Expression node) {
        if (node instanceof Expression.Aggregate) {
            return node;
        }
        return node.operands().stream()
                .map(ConditionChecker::firstAggregate)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Target targetOf(CheckedExpression when) {
        List<CheckedExpression> terms =
                when.conjuncts().stream().filter(this::isTarget).toList();
        return terms.isEmpty() ? new Target.All() : new Target.When(when.conjunction(terms));
    }

    private CheckedExpression restOf(CheckedExpression when) {
        return when.conjunction(
                when.conjuncts().stream().filter(term -> !isTarget(term)).toList());
    }

    /** True if the term names at least one tag, no field, and holds no aggregate. */
    private boolean isTarget(CheckedExpression term) {
        return declared != null
                && !term.names().isEmpty()
                && declared.category().tags().containsAll(term.names())
                && term.aggregates().isEmpty();
    }
}
