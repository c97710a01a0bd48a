package io.watchfire.dsl;

import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An expression that passed all checks. Immutable, thread-safe. Two are equal if their canonical texts and types are. */
public interface CheckedExpression {
    /** The text as it was written. */
    String source();

    /** The one canonical layout of the expression: equal for texts that mean the same tree. */
    String canonical();

    Expression tree();

    ValueType type();

    /** All names that the expression reads, those inside aggregates too; not those that stand only after {@code by}. */
    Set<String> names();

    /** The aggregates over time in the expression, without those inside another's argument, in order of the text. */
    List<Expression.Aggregate> aggregates();

    /** A node of {@link #tree} as an expression of its own, with the types that it has here. */
    CheckedExpression part(Expression node);

    /** The terms of the top-level conjunction, nested conjunctions flattened; the expression itself if it is none. */
    List<CheckedExpression> conjuncts();

    /** Some of these terms as one expression: {@code true} if they are none. */
    CheckedExpression conjunction(List<CheckedExpression> terms);

    /** Left side of the first numeric comparison (or {@code between}), in order of the text and outside of aggregates' arguments. */
    Optional<CheckedExpression> comparedValue();

    /** Right side of that comparison (of {@code between}: the lower bound), in the unit of the left side. */
    Optional<CheckedExpression> comparedThreshold();

    /**
     * What a comparison, {@code between}, {@code in} or match compares, in order of the text, numbers in the one unit in which they are
     * compared; empty if the expression is none of these.
     */
    List<CheckedExpression> sides();

    /** The expression in the normal form that is run: what an index of conditions is made of. */
    Term normalForm(SlotResolver slots);

    /** Makes it runnable on events whose names stand in the slots that the resolver gives. */
    Evaluable bind(SlotResolver slots);

    /** Makes it runnable on events that are maps from name to value. Aggregates over time are unknown there. */
    MapEvaluable onMaps();
}
