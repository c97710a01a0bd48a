package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.oracle.Evidence.Seen;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When time has a group judged by its windows alone: they change, the active time begins, a hold that time began ends. */
final class WindowTimes {
    private static final long NEVER = Long.MAX_VALUE;

    private final OracleRule rule;
    private final Evidence evidence;
    private final GroupWindows windows;
    private final WindowEdges edges;

    /** Until when time has done what it does to windows. */
    private long doneUntil;

    /** Until when time has completed holds, by their beginnings: several levels may have one in common. */
    private final Map<Seen, Long> holdsDone = new IdentityHashMap<>();

    WindowTimes(OracleRule rule, Evidence evidence, GroupWindows windows, WindowEdges edges) {
        this.rule = rule;
        this.evidence = evidence;
        this.windows = windows;
        this.edges = edges;
    }

    /** The group is known: the timers of this instant are still to come. */
    void begin() {
        doneUntil = windows.time() - 1;
    }

    /**
     * The next of them.
     *
     * @param recovery where the recovery began; null if the alert does not recover
     */
    long due(@Nullable Seen recovery) {
        long due = Math.min(windows.nextChange(doneUntil), windows.nextOpening(doneUntil));
        for (int level = 0; level < rule.levels().size(); level++) {
            due = Math.min(
                    due, end(evidence.holdBegun(level), rule.levels().get(level).forMillis()));
        }
        return Math.min(due, end(recovery, rule.resolveAfter()));
    }

    private long end(@Nullable Seen begun, long length) {
        if (begun == null || !begun.byTime() || length == 0 || !edges.holdsEndByTime()) {
            return NEVER;
        }
        long end = begun.time() + length;
        return end > holdsDone.getOrDefault(begun, Long.MIN_VALUE) ? end : NEVER;
    }

    /** All of them that are due are done. */
    void passed(@Nullable Seen recovery) {
        doneUntil = windows.time();
        List<@Nullable Seen> begun = new ArrayList<>();
        begun.add(recovery);
        for (int level = 0; level < rule.levels().size(); level++) {
            begun.add(evidence.holdBegun(level));
        }
        begun.forEach(seen -> {
            if (seen != null) {
                holdsDone.put(seen, doneUntil);
            }
        });
    }
}
