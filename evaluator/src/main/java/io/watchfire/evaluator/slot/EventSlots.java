package io.watchfire.evaluator.slot;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One event laid out for the conditions of its category. Filled anew for each event, so that no event costs memory. */
public final class EventSlots implements Slots {
    private static final int[] NO_TURNS = {};

    private final SlotLayout layout;
    private final double[] numbers;
    private final @Nullable String[] texts;
    private final Truth[] truths;
    private final boolean[] tags;
    private @Nullable ObservedSlots observed;

    /** How often they were filled, and when each number that rules share was reckoned last. */
    private int turn;

    private final int[] reckonedIn;

    // Made once, so that no event makes them anew.
    private final BiConsumer<String, String> tagFiller = this::putTag;
    private final BiConsumer<String, Object> fieldFiller = this::putField;

    public EventSlots(SlotLayout layout) {
        this.layout = layout;
        int size = layout.size();
        numbers = new double[size];
        texts = new @Nullable String[size];
        truths = new Truth[size];
        tags = new boolean[size];
        reckonedIn = layout.shared().isEmpty() ? NO_TURNS : new int[size];
    }

    public int size() {
        return numbers.length;
    }

    /** Replaces what the slots hold by an event. A tag hides a field of the same name. */
    public void fill(Event event) {
        fillTags(event.labels());
        putFields(event);
    }

    void putFields(Event event) {
        event.fields().forEach(fieldFiller);
    }

    /** Replaces what the slots hold by tags alone. */
    public void fillTags(Labels values) {
        turn++;
        Arrays.fill(numbers, Double.NaN);
        Arrays.fill(texts, null);
        Arrays.fill(truths, Truth.UNKNOWN);
        Arrays.fill(tags, false);
        values.forEach(tagFiller);
    }

    private void putTag(String name, String value) {
        Integer slot = layout.find(name);
        if (slot != null) {
            texts[slot] = value;
            tags[slot] = true;
        }
    }

    private void putField(String name, Object value) {
        Integer slot = layout.find(name);
        if (slot != null && !tags[slot]) {
            put(slot, value);
        }
    }

    public void putNumber(int slot, double number) {
        numbers[slot] = number;
        texts[slot] = null;
        truths[slot] = Truth.UNKNOWN;
    }

    public void putText(int slot, String text) {
        putNothing(slot);
        texts[slot] = text;
    }

    public void putTruth(int slot, Truth truth) {
        putNothing(slot);
        truths[slot] = truth;
    }

    public void putNothing(int slot) {
        putNumber(slot, Double.NaN);
    }

    /** Puts a number, a text or a truth into a slot. */
    public void put(int slot, Object value) {
        putNothing(slot);
        if (value instanceof Double number) {
            numbers[slot] = number;
        } else if (value instanceof String text) {
            texts[slot] = text;
        } else {
            truths[slot] = Truth.of((Boolean) value);
        }
    }

    /** The same event for a condition that is to say why it is unknown. Always the same object, begun anew. */
    public ObservedSlots observed() {
        ObservedSlots slots = observed;
        if (slots == null) {
            slots = new ObservedSlots(this, numbers.length);
            observed = slots;
        }
        slots.begin();
        return slots;
    }

    /** The name, or the text of the aggregate, that a slot stands for. */
    public String nameOf(int slot) {
        return layout.nameOf(slot);
    }

    /** Whether the slot holds a tag of the event. */
    public boolean isTag(int slot) {
        return tags[slot];
    }

    @Override
    public double number(int slot) {
        double number = numbers[slot];
        return Double.isNaN(number) ? reckoned(slot) : number;
    }

    /** A number that rules share is reckoned when it is asked for first. */
    private double reckoned(int slot) {
        Evaluable number = layout.shared().at(slot);
        if (number == null || reckonedIn[slot] == turn) {
            return Double.NaN;
        }
        reckonedIn[slot] = turn;
        numbers[slot] = number.number(this);
        return numbers[slot];
    }

    /** What reckons the number of a slot; null if the event has it itself. */
    @Nullable
    Evaluable shared(int slot) {
        return layout.shared().at(slot);
    }

    @Override
    public @Nullable String text(int slot) {
        return texts[slot];
    }

    @Override
    public Truth truth(int slot) {
        return truths[slot];
    }
}
