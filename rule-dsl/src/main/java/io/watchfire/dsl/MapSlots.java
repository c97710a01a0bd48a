package io.watchfire.dsl;

import io.watchfire.dsl.syntax.Expression;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that are maps from name to value, read in place: nothing is copied, and no event costs memory.
 *
 * <pre>{@code
 * MapSlots event = new MapSlots();
 * Evaluable rule = expression.bind(event);
 * Truth verdict = rule.test(event.of(map));
 * }</pre>
 *
 * <p>Numbers are {@link Number}s of any kind, texts {@code String}s, booleans {@code Boolean}s; whatever else a map holds is taken
 * for missing, and so are aggregates over time. Not thread-safe: each thread that evaluates has its own {@link #copy()}.
 */
public final class MapSlots implements Slots, SlotResolver {
    private final Map<String, Integer> slots;
    private @Nullable String[] names;
    private Map<String, ?> event = Map.of();

    public MapSlots() {
        this(new HashMap<>(), new @Nullable String[8]);
    }

    private MapSlots(Map<String, Integer> slots, @Nullable String[] names) {
        this.slots = slots;
        this.names = names;
    }

    /** What was bound to these slots can be evaluated on the copy, too. */
    public MapSlots copy() {
        return new MapSlots(new HashMap<>(slots), names.clone());
    }

    /** These slots, from now on for that event. The map may be changed between two evaluations. */
    public MapSlots of(Map<String, ?> next) {
        event = next;
        return this;
    }

    @Override
    public int slotOf(String name) {
        // Interned, as the keys of most maps are: equal names are then the same name.
        return slots.computeIfAbsent(name.intern(), this::next);
    }

    private int next(String name) {
        int slot = slots.size();
        names = slot == names.length ? Arrays.copyOf(names, slot * 2) : names;
        names[slot] = name;
        return slot;
    }

    /** A slot that never holds anything: one map has no past. */
    @Override
    public int slotOf(Expression.Aggregate aggregate) {
        return Integer.MAX_VALUE;
    }

    private @Nullable Object value(int slot) {
        return slot < names.length ? event.get(names[slot]) : null;
    }

    @Override
    public double number(int slot) {
        Object value = value(slot);
        return value instanceof Double number
                ? number
                : value instanceof Number number ? number.doubleValue() : Double.NaN;
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
