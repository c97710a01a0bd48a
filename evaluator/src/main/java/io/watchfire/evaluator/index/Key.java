package io.watchfire.evaluator.index;

import io.watchfire.dsl.operation.Glob;
import io.watchfire.dsl.syntax.ComparisonOperator;

/** A simple thing that has to be true of one slot of an event: what rules are filed under. */
sealed interface Key {
    int slot();

    /** The slot holds that text. */
    record Text(int slot, String value) implements Key {}

    /** The slot holds a text that fits the glob. */
    record Pattern(int slot, Glob glob) implements Key {}

    /** The slot holds a number that compares so with the bound, which is finite and not -0.0. */
    record Threshold(int slot, ComparisonOperator operator, double bound) implements Key {
        boolean holds(double number) {
            return switch (operator) {
                case EQUAL -> number == bound;
                case NOT_EQUAL -> number < bound || number > bound;
                case LESS -> number < bound;
                case LESS_OR_EQUAL -> number <= bound;
                case GREATER -> number > bound;
                case GREATER_OR_EQUAL -> number >= bound;
            };
        }
    }
}
