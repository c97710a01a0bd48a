package io.watchfire.evaluator.rule;

import io.watchfire.dsl.CheckedExpression;
import java.util.List;

/** Which events of its category a rule concerns. */
public sealed interface Target {
    /** Every event. */
    record All() implements Target {}

    /** The events for which the condition is true. */
    record When(CheckedExpression condition) implements Target {}

    /**
     * Decided event by event: those conjuncts whose names are all tags of the event are the target, the others are the
     * condition. A conjunct without names, or with an aggregate, is condition.
     */
    record Split(List<CheckedExpression> conjuncts) implements Target {}
}
