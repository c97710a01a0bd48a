package io.watchfire.fuzzing;

import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event in which every name holds something, by its hash: a number, a text, a boolean or nothing, all as odd as can be. */
final class StrangeEvent implements Slots {
    private static final Object NOTHING = new Object();
    private static final List<Object> VALUES = List.of(
            NOTHING,
            0.0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            2000.0,
            0.1,
            "",
            "btf-order",
            "주문 🔥",
            "a*b?\\",
            "\n\0",
            "\ud83d",
            true,
            false);

    private final Names names;
    private final int number;

    private StrangeEvent(Names names, int number) {
        this.names = names;
        this.number = number;
    }

    /** The names of an expression, each in a slot of its own. */
    static final class Names implements SlotResolver {
        private final List<Integer> hashes = new ArrayList<>();

        @Override
        public int slotOf(String name) {
            return add(name.hashCode());
        }

        @Override
        public int slotOf(Expression.Aggregate aggregate) {
            return add(aggregate.function().hashCode());
        }

        private int add(int hash) {
            hashes.add(hash);
            return hashes.size() - 1;
        }

        /** As many events as there are values: each name holds each of them once. */
        Stream<StrangeEvent> events() {
            return IntStream.range(0, VALUES.size()).mapToObj(number -> new StrangeEvent(this, number));
        }
    }

    private Object value(int slot) {
        return VALUES.get(Math.floorMod(names.hashes.get(slot) + number, VALUES.size()));
    }

    @Override
    public double number(int slot) {
        return value(slot) instanceof Double number ? number : Double.NaN;
    }

    @Override
    public @Nullable String text(int slot) {
        return value(slot) instanceof String text ? text : null;
    }

    @Override
    public Truth truth(int slot) {
        return value(slot) instanceof Boolean truth ? Truth.of(truth) : Truth.UNKNOWN;
    }
}
