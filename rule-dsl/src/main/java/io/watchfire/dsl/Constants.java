package io.watchfire.dsl;

import io.watchfire.dsl.check.Types;
import io.watchfire.dsl.normal.Normalizer;
import io.watchfire.dsl.plan.Planner;
import io.watchfire.dsl.syntax.Expression;
import org.jspecify.annotations.Nullable;

/** Evaluates what reads nothing of an event. */
final class Constants implements SlotResolver, Slots {
    private static final Constants NOTHING = new Constants();

    private Constants() {}

    static Truth verdict(Expression constant, Types types) {
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
