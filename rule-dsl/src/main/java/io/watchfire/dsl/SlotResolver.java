package io.watchfire.dsl;

import io.watchfire.dsl.plan.Term;
import io.watchfire.dsl.syntax.Expression;

/** Says in which slot of {@link Slots} a name or an aggregate is found. Asked when an expression is bound, never later. */
public interface SlotResolver {
    /** No slot. */
    int NONE = -1;

    /** The slot of a tag or field. A resolver that has not seen the name yet assigns the next free slot. */
    int slotOf(String name);

    /** The slot in which the result of an aggregate over time is found; equal aggregates share one. */
    int slotOf(Expression.Aggregate aggregate);

    /** The slot in which a number is found that several expressions reckon; {@link #NONE} if it is to be reckoned in its place. */
    default int slotOf(Term number) {
        return NONE;
    }

    /** Whether there may be such numbers. */
    default boolean sharesNumbers() {
        return false;
    }
}
