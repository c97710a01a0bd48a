package io.watchfire.notifiers.policy;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a receiver is not told now.
 *
 * @param until when to look again, in epoch milliseconds; {@link Timeline#NEVER} if that has no time of its own
 * @param detail for people
 * @param waiting where it waits for an end that may come at any time; null if there is none
 */
record Hold(
        Decision.Kind kind,
        long until,
        @Nullable String detail,
        @Nullable Set<Standing> waiting) {
    static Hold until(Decision.Kind kind, long until, @Nullable String detail) {
        return new Hold(kind, until, detail, null);
    }

    /** Whether what happens once only is lost by it. Grouping puts it off, and no more. */
    boolean losesMatches() {
        return kind != Decision.Kind.GROUPED;
    }
}
