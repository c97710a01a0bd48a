package io.watchfire.evaluator.slot;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Slots;
import io.watchfire.dsl.Truth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One event, read once more by a condition that came out as unknown: remembers which slots were asked in vain. They hold
 * nothing, or another kind of value than the condition needs. Not thread-safe.
 */
public final class ObservedSlots implements Slots {
    private final EventSlots event;
    private final boolean[] inVain;
    private final boolean[] served;

    ObservedSlots(EventSlots event, int size) {
        this.event = event;
        inVain = new boolean[size];
        served = new boolean[size];
    }

    /** Forgets what was asked so far. */
    public void begin() {
        Arrays.fill(inVain, false);
        Arrays.fill(served, false);
    }

    /** The first slot at or after that one which was only asked in vain; -1 if there is none. */
    public int nextInVain(int from) {
        for (int slot = from; slot < inVain.length; slot++) {
            if (inVain[slot] && !served[slot]) {
                return slot;
            }
        }
        return -1;
    }

    @Override
    public double number(int slot) {
        Evaluable shared = event.shared(slot);
        if (shared != null) {
            return shared.number(this); // It is what it is made of that may be missing.
        }
        double number = event.number(slot);
        asked(slot, !Double.isNaN(number));
        return number;
    }

    @Override
    public @Nullable String text(int slot) {
        String text = event.text(slot);
        asked(slot, text != null);
        return text;
    }

    @Override
    public Truth truth(int slot) {
        Truth truth = event.truth(slot);
        asked(slot, truth != Truth.UNKNOWN);
        return truth;
    }

    private void asked(int slot, boolean answered) {
        inVain[slot] |= !answered;
        served[slot] |= answered;
    }
}
