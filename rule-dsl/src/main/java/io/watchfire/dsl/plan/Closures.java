package io.watchfire.dsl.plan;

import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What terms become in this package: a function of an event, one kind for each type. */
final class Closures {
    private Closures() {}

    interface Condition {
        Truth of(Slots event);
    }

    interface Number {
        double of(Slots event);
    }

    interface Text {
        @Nullable
        String of(Slots event);
    }

    /** Of any type: a {@code Double}, a {@code String}, a {@code Boolean}, or null. */
    interface Value {
        @Nullable
        Object of(Slots event);
    }

    /** Which branch a choice takes: its index, or {@link #UNKNOWN}. */
    interface Branch {
        int UNKNOWN = -1;

        int of(Slots event);
    }

    static Condition[] conditions(List<Term> terms) {
        return terms.stream().map(Conditions::of).toArray(Condition[]::new);
    }

    static Number[] numbers(List<Term> terms) {
        return terms.stream().map(Numerics::of).toArray(Number[]::new);
    }

    static Text[] texts(List<Term> terms) {
        return terms.stream().map(Textuals::of).toArray(Text[]::new);
    }

    static Value[] values(List<Term> terms) {
        return terms.stream().map(Anything::of).toArray(Value[]::new);
    }
}
