package io.watchfire.dsl;

import io.watchfire.dsl.code.GeneratedCode;
import io.watchfire.dsl.plan.Planner;
import io.watchfire.dsl.plan.Term;
import org.jspecify.annotations.Nullable;

/**
 * An expression bound to slots: what is run on each event. Immutable, thread-safe, does not allocate for conditions on
 * numbers and tags, never throws.
 */
public interface Evaluable {
    /** What runs a term: generated code, or closures where there is none. */
    static Evaluable of(Term term) {
        return GeneratedCode.of(term).orElseGet(() -> Planner.plan(term));
    }

    /** The verdict of a boolean expression; {@link Truth#UNKNOWN} for an expression of another type. */
    Truth test(Slots event);

    /** The value of a numeric expression in its own unit; NaN if it is unknown or not a number. */
    double number(Slots event);

    /** The value of a text expression; null if it is unknown or not a text. */
    @Nullable
    String text(Slots event);
}
