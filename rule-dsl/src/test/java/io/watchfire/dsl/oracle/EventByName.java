package io.watchfire.dsl.oracle;

import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An event whose values are looked up by name, whatever they are. */
final class EventByName implements SlotResolver, Slots {
    private final List<String> names = new ArrayList<>();
    private Map<String, Object> event = Map.of();

    void read(Map<String, Object> next) {
        event = next;
    }

    List<String> names() {
        return names;
    }

    @Override
    public int slotOf(String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name);
    }

    @Override
    public int slotOf(Expression.Aggregate aggregate) {
        throw new IllegalArgumentException("no windows here");
    }

    @Override
    public double number(int slot) {
        return event.get(names.get(slot)) instanceof Double number ? number : Double.NaN;
    }

    @Override
    public String text(int slot) {
        return event.get(names.get(slot)) instanceof String text ? text : null;
    }

    @Override
    public Truth truth(int slot) {
        return event.get(names.get(slot)) instanceof Boolean truth ? Truth.of(truth) : Truth.UNKNOWN;
    }
}
