package io.watchfire.notifiers.matcher;

import io.watchfire.dsl.Analysis;
import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.MapEvaluable;
import io.watchfire.dsl.Problem;
import io.watchfire.dsl.RuleLanguage;
import io.watchfire.dsl.Schema;
import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.syntax.ComparisonOperator;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.evaluator.rule.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A condition of the rule language over an alert; see {@link AlertFacts} for the names. What is unknown does not match. Two
 * are equal if their canonical texts are. Immutable, thread-safe.
 */
public final class AlertCondition {
    /** The code of the problem of a name that no alert has. */
    public static final String UNKNOWN_LABEL = "unknown-label";

    private static final List<String> LEVELS =
            Arrays.stream(Level.values()).map(Level::text).toList();

    private final CheckedExpression expression;
    /** Made once: conditions are keys of what is looked up for each alert. */
    private final String canonical;

    private final MapEvaluable evaluable;
    private final Optional<Equality> equality;

    private AlertCondition(CheckedExpression expression) {
        this.expression = expression;
        this.canonical = expression.canonical();
        this.evaluable = expression.onMaps();
        this.equality = expression.conjuncts().stream()
                .flatMap(term -> equality(term.tree()).stream())
                .findFirst();
    }

    /** One term that has to hold: a name equals a text. */
    record Equality(String name, String value) {}

    /**
     * What came of a text.
     *
     * @param condition present if and only if no problem is an error
     */
    public record Parsed(Optional<AlertCondition> condition, List<Problem> problems) {
        public Parsed {
            problems = List.copyOf(problems);
        }
    }

    /** Checks a text. Never throws for what it holds. */
    public static Parsed parse(String text) {
        Analysis analysis =
                RuleLanguage.standard().analyze(text, Schema.undeclared().newScope());
        List<Problem> problems = new ArrayList<>(analysis.problems());
        analysis.expression().ifPresent(expression -> {
            if (expression.type() != ValueType.BOOLEAN) {
                problems.add(wrong(
                        text, expression.tree(), Severity.ERROR, "not-a-condition", "this is neither true nor false"));
            }
            expression
                    .aggregates()
                    .forEach(aggregate -> problems.add(wrong(
                            text,
                            aggregate,
                            Severity.ERROR,
                            "aggregate-over-time",
                            "an alert has labels, and no samples over time")));
            addUnknownLevels(text, expression.tree(), problems);
        });
        boolean bad = problems.stream().anyMatch(Problem::isError);
        return new Parsed(bad ? Optional.empty() : analysis.expression().map(AlertCondition::new), problems);
    }

    /**
     * The condition of a text.
     *
     * @throws IllegalArgumentException if it has errors; the message tells them
     */
    public static AlertCondition of(String text) {
        Parsed parsed = parse(text);
        return parsed.condition()
                .orElseThrow(() -> new IllegalArgumentException(String.join(
                        "\n",
                        parsed.problems().stream()
                                .filter(Problem::isError)
                                .map(problem -> problem.render(text))
                                .toList())));
    }

    public boolean matches(AlertFacts alert) {
        return evaluable.test(alert.byName()) == Truth.TRUE;
    }

    /** The names that it reads. */
    public Set<String> names() {
        return expression.names();
    }

    /** A warning for each name that is not among those that alerts can have: what reads it is unknown, and never matches. */
    public List<Problem> unknownNames(Set<String> known) {
        List<Problem> problems = new ArrayList<>();
        addUnknownNames(expression.tree(), known, problems);
        return problems;
    }

    private void addUnknownNames(Expression node, Set<String> known, List<Problem> problems) {
        if (node instanceof Expression.Name name && !known.contains(name.name())) {
            problems.add(wrong(source(), name, Severity.WARNING, UNKNOWN_LABEL, noSuchLabel(name.name()))
                    .withHelp(knownLabel(name.name(), known)));
        }
        node.operands().forEach(operand -> addUnknownNames(operand, known, problems));
    }

    /** What is wrong with a name that no alert has. */
    public static String noSuchLabel(String name) {
        return "no alert of these rules has '" + name + "': it is no tag or text of a category, and no label of a rule";
    }

    /** What to do about a name that no alert has. */
    public static String knownLabel(String name, Set<String> known) {
        return Suggestion.closest(name, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("if events bear it, declare it among the tags of their category");
    }

    /** Whether it holds for every alert, whatever its labels. */
    public boolean isAlwaysTrue() {
        return expression.names().isEmpty() && matches(AlertFacts.NOTHING);
    }

    /** A term without which it cannot hold; what is to be asked of many alerts can be filed under it. */
    Optional<Equality> equality() {
        return equality;
    }

    /** The text as it was written. */
    public String source() {
        return expression.source();
    }

    private static Optional<Equality> equality(Expression term) {
        return term instanceof Expression.Comparison comparison
                        && comparison.operator() == ComparisonOperator.EQUAL
                        && comparison.left() instanceof Expression.Name name
                        && comparison.right() instanceof Expression.TextLiteral text
                ? Optional.of(new Equality(name.name(), text.value()))
                : Optional.empty();
    }

    /** {@code level == 'critcal'} would never match, and nobody would notice. */
    private static void addUnknownLevels(String text, Expression node, List<Problem> problems) {
        List<Expression> literals = List.of();
        if (node instanceof Expression.Comparison comparison && isLevel(comparison.left())) {
            literals = List.of(comparison.right());
        } else if (node instanceof Expression.In in && isLevel(in.value())) {
            literals = in.elements();
        }
        for (Expression literal : literals) {
            if (literal instanceof Expression.TextLiteral level && !LEVELS.contains(level.value())) {
                problems.add(
                        wrong(text, level, Severity.ERROR, "unknown-level", "there is no level '" + level.value() + "'")
                                .withHelp(Suggestion.help(level.value(), LEVELS)));
            }
        }
        node.operands().forEach(operand -> addUnknownLevels(text, operand, problems));
    }

    private static boolean isLevel(Expression node) {
        return node instanceof Expression.Name name && name.name().equals(AlertFacts.LEVEL);
    }

    private static Problem wrong(String text, Expression node, Severity severity, String code, String message) {
        int start = node.span().start();
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        int line = 1
                + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        return new Problem(
                severity, code, message, null, node.span(), null, line, text.codePointCount(lineStart, start) + 1);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof AlertCondition other && canonical.equals(other.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return expression.source();
    }
}
