package io.watchfire.notifiers.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The repeat ladder: each step counts from the firing notice; the last step goes on. */
final class Repeats {
    private Repeats() {}

    /** The first time of the ladder after an instant; never if there is no ladder. */
    static long next(@Nullable List<Long> steps, long from, long after) {
        if (steps == null || steps.isEmpty() || from == Long.MIN_VALUE) {
            return Timeline.NEVER;
        }
        for (long step : steps) {
            if (from + step > after) {
                return from + step;
            }
        }
        long last = steps.get(steps.size() - 1);
        return from + ((after - from) / last + 1) * last;
    }
}
