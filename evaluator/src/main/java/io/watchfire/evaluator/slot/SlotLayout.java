package io.watchfire.evaluator.slot;

import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.dsl.syntax.Expression;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the names of one category stand in {@link EventSlots}. Grows while rules are bound, is only read afterwards. */
public final class SlotLayout implements SlotResolver {
    private final Map<String, Integer> slots = new HashMap<>();
    private int size;

    @Override
    public int slotOf(String name) {
        return slots.computeIfAbsent(name, unused -> size++);
    }

    /** Windows belong to rules; names alone have none. */
    @Override
    public int slotOf(Expression.Aggregate aggregate) {
        throw new IllegalStateException("an aggregate where no window can be: " + Canonical.text(aggregate));
    }

    /** Keeps the next slot free for something that is not a name. */
    public int reserve() {
        return size++;
    }

    /** The slot of a name that some rule reads, or null. */
    @Nullable
    Integer find(String name) {
        return slots.get(name);
    }

    public int size() {
        return size;
    }
}
