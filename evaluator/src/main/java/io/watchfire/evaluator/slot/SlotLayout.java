package io.watchfire.evaluator.slot;

import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the names of one category stand in {@link EventSlots}, and the numbers that several rules reckon of them. Grows while rules are
 * bound, is only read afterwards.
 */
public final class SlotLayout implements SlotResolver {
    private final Map<String, Integer> slots = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final SharedNumbers shared = new SharedNumbers(this);

    @Override
    public int slotOf(String name) {
        return slots.computeIfAbsent(name, this::reserve);
    }

    /** Windows belong to rules; names alone have none. */
    @Override
    public int slotOf(Expression.Aggregate aggregate) {
        throw new IllegalStateException("an aggregate where no window can be: " + Canonical.text(aggregate));
    }

    /** The numbers that several rules reckon. */
    public SharedNumbers shared() {
        return shared;
    }

    /** Keeps the next slot for something of which the text tells people. */
    public int reserve(String text) {
        names.add(text);
        return names.size() - 1;
    }

    /** The slot of a name that some rule reads, or null. */
    @Nullable
    Integer find(String name) {
        return slots.get(name);
    }

    /** Tells the names that some rule reads, and their slots. */
    public void forEachName(BiConsumer<String, Integer> name) {
        slots.forEach(name);
    }

    /** The name or the text of the aggregate that stands in a slot. */
    public String nameOf(int slot) {
        return names.get(slot);
    }

    public int size() {
        return names.size();
    }
}
