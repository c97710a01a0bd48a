package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.ObservedSlots;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How often the verdict of one rule was unknown, and for want of which names. Costs nothing while verdicts are known. */
final class UnknownCount {
    /** Stands for the slot of a name that is known from a snapshot only. */
    private static final int NOT_FOUND = -1;

    private static final String[] NO_NAMES = {};
    private static final int[] NO_SLOTS = {};
    private static final long[] NO_COUNTS = {};

    private long verdicts;

    /** The names seen missing so far: mostly one or two, so they are searched one by one. */
    private String[] names = NO_NAMES;

    private int[] slots = NO_SLOTS;
    private long[] counts = NO_COUNTS;

    /**
     * Counts the judgement of an event that came out as unknown.
     *
     * @param isNew false if it is counted elsewhere
     * @return a name that was missing, or of another kind than needed: of several the first by the alphabet; null if that was not the reason
     */
    @Nullable
    String add(RuleProgram program, Judgement judgement, EventSlots event, boolean isNew) {
        verdicts += isNew ? 1 : 0;
        ObservedSlots observed = event.observed();
        program.observe(judgement, event, observed);
        String first = null;
        for (int slot = observed.nextInVain(0); slot >= 0; slot = observed.nextInVain(slot + 1)) {
            int place = placeOf(slot, event);
            counts[place] += isNew ? 1 : 0;
            first = first == null || names[place].compareTo(first) < 0 ? names[place] : first;
        }
        return first;
    }

    /** Counts events that were not judged because they could only have come out as unknown, for want of a name. */
    void add(long events, String name) {
        verdicts += events;
        int place = placeOf(name);
        counts[place] += events;
    }

    long verdicts() {
        return verdicts;
    }

    private int placeOf(String name) {
        int known = Arrays.asList(names).indexOf(name);
        return known >= 0 ? known : append(NOT_FOUND, name);
    }

    private int placeOf(int slot, EventSlots event) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == slot) {
                return i;
            }
        }
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == NOT_FOUND && names[i].equals(event.nameOf(slot))) {
                slots[i] = slot;
                return i;
            }
        }
        return append(slot, event.nameOf(slot));
    }

    private int append(int slot, String name) {
        int added = slots.length;
        slots = Arrays.copyOf(slots, added + 1);
        names = Arrays.copyOf(names, added + 1);
        counts = Arrays.copyOf(counts, added + 1);
        slots[added] = slot;
        names[added] = name;
        return added;
    }

    /** What was counted so far; null if nothing was. */
    @Nullable
    UnknownVerdicts snapshot(String rule) {
        if (verdicts == 0) {
            return null;
        }
        SortedMap<String, Long> byName = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            byName.put(names[i], counts[i]);
        }
        return new UnknownVerdicts(rule, verdicts, byName);
    }

    /** Tells a snapshot the counts, or adds to them those that are there. Slots are found anew, by their names. */
    void exchange(SnapshotStream state) {
        boolean writes = !state.isReading();
        long read = state.number(verdicts);
        verdicts = writes ? verdicts : verdicts + read;
        int count = state.number(names.length);
        for (int i = 0; i < count; i++) {
            String name = state.text(writes ? names[i] : "");
            long missed = state.number(writes ? counts[i] : 0);
            if (!writes) {
                int place = placeOf(name);
                counts[place] += missed;
            }
        }
    }
}
