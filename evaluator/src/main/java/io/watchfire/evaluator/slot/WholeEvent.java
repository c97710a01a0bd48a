package io.watchfire.evaluator.slot;

import io.watchfire.evaluator.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event of which everything has been read. Used anew for each event. */
public final class WholeEvent implements EventView {
    private Event event;

    @SuppressWarnings("NullAway") // Set before each use.
    public WholeEvent() {}

    public WholeEvent of(Event newEvent) {
        event = newEvent;
        return this;
    }

    @Override
    public long time() {
        return event.time();
    }

    @Override
    public double number(String name, int slot) {
        return event.fields().get(name) instanceof Double number ? number : Double.NaN;
    }

    @Override
    public void layFields(EventSlots slots) {
        slots.putFields(event);
    }

    @Override
    public Map<String, Object> variables() {
        Map<String, Object> variables = new LinkedHashMap<>(event.fields());
        variables.putAll(event.tags());
        return variables;
    }
}
