package io.watchfire.dsl.plan;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.operation.Values;
import org.jspecify.annotations.Nullable;

/** Makes a term runnable as a tree of closures. */
public final class Planner {
    private Planner() {}

    /** Plans a term. The depth of the term is the depth of the recursion. */
    public static Evaluable plan(Term term) {
        return switch (term.type()) {
            case BOOLEAN -> new OfCondition(Conditions.of(term));
            case NUMBER -> new OfNumber(Numerics.of(term));
            case TEXT -> new OfText(Textuals.of(term));
            case ANY -> new OfAny(Anything.of(term));
        };
    }

    /** Unknown in every way in which its kind does not say otherwise. */
    private interface Typed extends Evaluable {
        @Override
        default Truth test(Slots event) {
            return Truth.UNKNOWN;
        }

        @Override
        default double number(Slots event) {
            return Double.NaN;
        }

        @Override
        default @Nullable String text(Slots event) {
            return null;
        }
    }

    private record OfCondition(Closures.Condition condition) implements Typed {
        @Override
        public Truth test(Slots event) {
            return condition.of(event);
        }
    }

    private record OfNumber(Closures.Number number) implements Typed {
        @Override
        public double number(Slots event) {
            return number.of(event);
        }
    }

    private record OfText(Closures.Text text) implements Typed {
        @Override
        public @Nullable String text(Slots event) {
            return text.of(event);
        }
    }

    private record OfAny(Closures.Value value) implements Evaluable {
        @Override
        public Truth test(Slots event) {
            return Values.truth(value.of(event));
        }

        @Override
        public double number(Slots event) {
            return Values.number(value.of(event));
        }

        @Override
        public @Nullable String text(Slots event) {
            return Values.text(value.of(event));
        }
    }
}
