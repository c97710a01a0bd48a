package io.watchfire.dsl;

import io.watchfire.dsl.operation.MapEvents;
import io.watchfire.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Slots that stand for names, so that what is bound to them can be run on maps. */
final class NamedSlots implements SlotResolver {
    private final List<String> names = new ArrayList<>();

    /** The names of the slots. */
    List<String> names() {
        return names;
    }

    @Override
    public int slotOf(String name) {
        int known = names.indexOf(name);
        if (known >= 0) {
            return known;
        }
        // Interned, as the keys of most maps are: equal names are then the same object.
        names.add(name.intern());
        return names.size() - 1;
    }

    /** Never the name of anything. */
    @Override
    public int slotOf(Expression.Aggregate aggregate) {
        return slotOf("\0window");
    }

    /** Runs on maps what was bound to these slots. */
    MapEvaluable onMaps(Evaluable evaluable) {
        String[] ofSlots = names.toArray(String[]::new);
        return new MapEvaluable() {
            @Override
            public Truth test(Map<String, ?> event) {
                return evaluable.test(new Event(ofSlots, event));
            }

            @Override
            public double number(Map<String, ?> event) {
                return evaluable.number(new Event(ofSlots, event));
            }

            @Override
            public @Nullable String text(Map<String, ?> event) {
                return evaluable.text(new Event(ofSlots, event));
            }
        };
    }

    private record Event(String[] names, Map<String, ?> event) implements Slots {
        @Override
        public double number(int slot) {
            return MapEvents.number(event, names[slot]);
        }

        @Override
        public @Nullable String text(int slot) {
            return MapEvents.text(event, names[slot]);
        }

        @Override
        public Truth truth(int slot) {
            return MapEvents.truth(event, names[slot]);
        }
    }
}
