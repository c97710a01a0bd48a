package io.watchfire.evaluator.trial;

import io.watchfire.dsl.DurationText;
import io.watchfire.dsl.SlotResolver;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.syntax.Expression;
import io.watchfire.evaluator.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as an expression reads it, which remembers what it was asked for and could not give: that is why a result is
 * unknown. A tag hides a field of its name. Not thread-safe.
 */
final class ObservedEvent implements SlotResolver, Slots {
    private static final String NUMBER = "a number";
    private static final String TEXT = "text";
    private static final String BOOLEAN = "a boolean";

    private final Event event;
    private final List<Slot> slots = new ArrayList<>();

    ObservedEvent(Event event) {
        this.event = event;
    }

    private static final class Slot {
        final String name;
        final @Nullable Object value;
        final boolean window;
        boolean served;

        /** What it was first asked for in vain; null if it never was. */
        @Nullable
        String wanted;

        Slot(String name, @Nullable Object value, boolean window) {
            this.name = name;
            this.value = value;
            this.window = window;
        }

        String whyUnknown() {
            if (window) {
                return name + " looks back in time, and there is one event only";
            }
            if (value == null) {
                return name + " is missing in the event";
            }
            return name + " is " + kind(value) + " in the event, where " + wanted + " is needed";
        }

        private static String kind(Object value) {
            return value instanceof String ? TEXT : value instanceof Double ? NUMBER : BOOLEAN;
        }
    }

    @Override
    public int slotOf(String name) {
        for (int i = 0; i < slots.size(); i++) {
            if (!slots.get(i).window && slots.get(i).name.equals(name)) {
                return i;
            }
        }
        String tag = event.tags().get(name);
        return add(new Slot(name, tag != null ? tag : event.fields().get(name), false));
    }

    @Override
    public int slotOf(Expression.Aggregate aggregate) {
        String name = aggregate.function() + "(..) over " + DurationText.format(aggregate.overMillis());
        return add(new Slot(name, null, true));
    }

    private int add(Slot slot) {
        slots.add(slot);
        return slots.size() - 1;
    }

    @Override
    public double number(int slot) {
        return ask(slot, NUMBER) instanceof Double number ? number : Double.NaN;
    }

    @Override
    public @Nullable String text(int slot) {
        return ask(slot, TEXT) instanceof String text ? text : null;
    }

    @Override
    public Truth truth(int slot) {
        return ask(slot, BOOLEAN) instanceof Boolean truth ? Truth.of(truth) : Truth.UNKNOWN;
    }

    private @Nullable Object ask(int index, String wanted) {
        Slot slot = slots.get(index);
        boolean fits = slot.value != null && wanted.equals(Slot.kind(slot.value));
        slot.served |= fits;
        if (!fits && slot.wanted == null) {
            slot.wanted = wanted;
        }
        return fits ? slot.value : null;
    }

    /** Why what was read so far may have come out as unknown; one sentence each, in the order of the expression. */
    List<String> whyUnknown() {
        List<String> reasons = slots.stream()
                .filter(slot -> slot.wanted != null && !slot.served)
                .map(Slot::whyUnknown)
                .distinct()
                .toList();
        return reasons.isEmpty() ? List.of("a division by zero, or a number too large") : reasons;
    }
}
