package io.watchfire.evaluator.slot;

import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.dsl.syntax.Expression;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the names of one category stand in {@link EventSlots}. Grows while rules are bound, is only read afterwards. */
public final class SlotLayout implements SlotResolver {
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<String, Integer> aggregates = new HashMap<>();

    @Override
    public int slotOf(String name) {
        return slots.computeIfAbsent(name, unused -> size());
    }

    @Override
    public int slotOf(Expression.Aggregate aggregate) {
        return aggregates.computeIfAbsent(Canonical.text(aggregate), unused -> size());
    }

    /** The slot of a name that some rule reads, or null. */
    @Nullable
    Integer find(String name) {
        return slots.get(name);
    }

    /** The name or the canonical text of the aggregate that stands in a slot. */
    String nameOf(int slot) {
        return Stream.concat(slots.entrySet().stream(), aggregates.entrySet().stream())
                .filter(entry -> entry.getValue() == slot)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    int size() {
        return slots.size() + aggregates.size();
    }
}
