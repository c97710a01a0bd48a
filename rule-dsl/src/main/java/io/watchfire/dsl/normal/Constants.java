package io.watchfire.dsl.normal;

import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.plan.Planner;
import io.watchfire.dsl.syntax.Expression;
import org.jspecify.annotations.Nullable;

/** Evaluates what reads nothing of an event. */
public final class Constants implements SlotResolver, Slots {
    static final Constants NOTHING = new Constants();

    private Constants() {}

    /** The verdict of a condition that reads no name. */
    public static Truth verdict(Expression constant, Types types) {
        return Planner.plan(Normalizer.normalize(constant, types, null, NOTHING))
                .test(NOTHING);
    }

    @Override
    public int slotOf(String name) {
        return 0;
    }

    @Override
    public int slotOf(Expression.Aggregate aggregate) {
        return 0;
    }

    @Override
    public double number(int slot) {
        return Double.NaN;
    }

    @Override
    public @Nullable String text(int slot) {
        return null;
    }

    @Override
    public Truth truth(int slot) {
        return Truth.UNKNOWN;
    }
}
