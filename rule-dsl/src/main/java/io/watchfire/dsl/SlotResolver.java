package io.watchfire.dsl;

import io.watchfire.dsl.syntax.Expression;

/** Says in which slot of {@link Slots} a name or an aggregate is found. Asked when an expression is bound, never later. */
public interface SlotResolver {
    /** The slot of a tag or field. A resolver that has not seen the name yet assigns the next free slot. */
    int slotOf(String name);

    /** The slot in which the result of an aggregate over time is found; equal aggregates share one. */
    int slotOf(Expression.Aggregate aggregate);
}
