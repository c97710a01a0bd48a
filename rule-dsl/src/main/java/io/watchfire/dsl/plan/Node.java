package io.watchfire.dsl.plan;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import org.jspecify.annotations.Nullable;

/** A node of a plan; unknown in every way in which its kind does not say otherwise. */
abstract class Node implements Evaluable {
    @Override
    public Truth test(Slots event) {
        return Truth.UNKNOWN;
    }

    @Override
    public double number(Slots event) {
        return Double.NaN;
    }

    @Override
    public @Nullable String text(Slots event) {
        return null;
    }

    /** Whether the node is unknown on an event, whatever its type. */
    boolean isUnknown(Slots event) {
        return test(event) == Truth.UNKNOWN && Double.isNaN(number(event)) && text(event) == null;
    }

    /** A node that gives a condition only. */
    abstract static class Condition extends Node {
        @Override
        public abstract Truth test(Slots event);
    }

    /** A node that gives a number only. */
    abstract static class Numeric extends Node {
        @Override
        public abstract double number(Slots event);

        /** What is not finite is unknown. */
        static double known(double number) {
            return Math.abs(number) <= Double.MAX_VALUE ? number : Double.NaN;
        }
    }

    /** A node that gives a text only. */
    abstract static class Textual extends Node {
        @Override
        public abstract @Nullable String text(Slots event);
    }
}
