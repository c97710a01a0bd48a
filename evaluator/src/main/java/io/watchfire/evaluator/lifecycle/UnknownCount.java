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

    private long verdicts;

    /** The names seen missing so far: mostly one or two, so they are searched one by one. */
    private String[] names = {};

    private int[] slots = {};
    private long[] counts = {};

    /**
     * Counts the judgement of an event that came out as unknown.
     *
     * @return the first name that was missing, or of another kind than needed; null if that was not the reason
     */
    @Nullable
    String add(RuleProgram program, Judgement judgement, EventSlots event) {
        verdicts++;
        ObservedSlots observed = event.observed();
        program.observe(judgement, event, observed);
        String first = null;
        for (int slot = observed.nextInVain(0); slot >= 0; slot = observed.nextInVain(slot + 1)) {
            int place = placeOf(slot, event);
            counts[place]++;
            first = first == null ? names[place] : first;
        }
        return first;
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
        int added = slots.length;
        slots = Arrays.copyOf(slots, added + 1);
        names = Arrays.copyOf(names, added + 1);
        counts = Arrays.copyOf(counts, added + 1);
        slots[added] = slot;
        names[added] = event.nameOf(slot);
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

    /** Tells a snapshot the counts, or learns them from there. Slots are found anew, by their names. */
    void exchange(SnapshotStream state) {
        verdicts = state.number(verdicts);
        int count = state.number(names.length);
        if (state.isReading()) {
            names = new String[count];
            slots = new int[count];
            counts = new long[count];
            Arrays.fill(names, "");
            Arrays.fill(slots, NOT_FOUND);
        }
        for (int i = 0; i < count; i++) {
            names[i] = state.text(names[i]);
            counts[i] = state.number(counts[i]);
        }
    }
}
