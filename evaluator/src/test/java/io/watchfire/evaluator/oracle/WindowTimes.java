package io.watchfire.evaluator.oracle;

import io.watchfire.evaluator.oracle.Evidence.Seen;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When time has a group judged by its windows alone: they change, the active time begins, a hold that time began ends. */
final class WindowTimes {
    private final OracleRule rule;
    private final Evidence evidence;
    private final GroupWindows windows;
    private final WindowEdges edges;

    /** Until when time has done what it does to windows. */
    private long doneUntil;

    /** A hold whose end has come, while its count was met or was not. */
    private record End(int level, boolean oftenEnough) {}

    private static final int RECOVERY = -1;

    /** By the beginnings of the holds; several levels may have one in common. */
    private final Map<Seen, Set<End>> ended = new IdentityHashMap<>();

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

    /** The next of them, given the recovery that is going on: none is empty. */
    long due(List<Seen> recovery) {
        long due = Math.min(windows.nextChange(doneUntil), windows.nextOpening(doneUntil));
        for (int level = RECOVERY; level < rule.levels().size(); level++) {
            Seen begun = begun(level, recovery);
            if (begun != null && !ended(begun).contains(end(level, recovery))) {
                due = Math.min(due, begun.time() + length(level));
            }
        }
        return due;
    }

    /** Where a hold of some length began that time is to complete. */
    private @Nullable Seen begun(int level, List<Seen> recovery) {
        List<Seen> hold = level == RECOVERY ? recovery : evidence.hold(level);
        boolean byTime = !hold.isEmpty() && hold.get(0).byTime() && length(level) > 0 && edges.holdsEndByTime();
        return byTime ? hold.get(0) : null;
    }

    private long length(int level) {
        return level == RECOVERY
                ? rule.resolveAfter()
                : rule.levels().get(level).forMillis();
    }

    private End end(int level, List<Seen> recovery) {
        return new End(level, level == RECOVERY ? evidence.recoversOften(recovery, rule) : evidence.oftenEnough(level));
    }

    private Set<End> ended(Seen begun) {
        return ended.computeIfAbsent(begun, unused -> new HashSet<>());
    }

    /** All of them that are due are done. */
    void passed(List<Seen> recovery) {
        doneUntil = windows.time();
        for (int level = RECOVERY; level < rule.levels().size(); level++) {
            Seen begun = begun(level, recovery);
            if (begun != null && begun.time() + length(level) <= doneUntil) {
                ended(begun).add(end(level, recovery));
            }
        }
    }
}
