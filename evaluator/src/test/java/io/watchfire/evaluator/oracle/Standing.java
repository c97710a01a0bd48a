package io.watchfire.evaluator.oracle;

import static io.watchfire.evaluator.oracle.Evidence.GROUP;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.oracle.Evidence.Seen;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** At which levels the series of an alert stand, worked out from all the evidence. */
final class Standing {
    private final OracleRule rule;
    private final Edges edges;

    /** The series that held and did not recover, and at which level each stands. */
    private final Map<Labels, Integer> open = new LinkedHashMap<>();

    /** The series that held and did recover, and at which level each stood. */
    private final Map<Labels, Integer> recovered = new LinkedHashMap<>();

    Standing(OracleRule rule, Evidence evidence, Edges edges) {
        this.rule = rule;
        this.edges = edges;
        for (Evidence.Entry entry : evidence.entries()) {
            if (entry instanceof Seen seen) {
                follow(seen);
            } else {
                open.remove(entry.series());
                recovered.remove(entry.series());
            }
        }
    }

    Map<Labels, Integer> open() {
        return open;
    }

    /** All series that held in this alert. */
    Set<Labels> held() {
        Set<Labels> held = new LinkedHashSet<>(open.keySet());
        held.addAll(recovered.keySet());
        return held;
    }

    /** Where a series stands or stood; the alternative if it never held. */
    int stoodAt(Labels series, int otherwise) {
        return open.getOrDefault(series, recovered.getOrDefault(series, otherwise));
    }

    /** The most severe level at which a series stands. */
    int highest() {
        return open.values().stream().min(Integer::compare).orElseThrow();
    }

    private void follow(Seen seen) {
        if (seen.byTime() && edges.windows().speaksForEverySeries()) {
            followByTime(seen);
            return;
        }
        follow(seen, seen.series());
        // What windows alone began is ended by the next event of any series that says so.
        if (!seen.series().equals(GROUP) && held().contains(GROUP)) {
            follow(seen, GROUP);
        }
    }

    /** What windows alone say is so for each series that held; if there is none, the group itself holds. */
    private void followByTime(Seen seen) {
        Set<Labels> held = held();
        (held.isEmpty() ? Set.of(GROUP) : held).forEach(series -> follow(seen, series));
    }

    private void follow(Seen seen, Labels series) {
        if (!edges.otherSeriesHoldTheAlert() && seen.verdict() == Truth.FALSE) {
            open.keySet().retainAll(List.of(series));
        }
        Integer stood = open.containsKey(series) ? open.get(series) : recovered.get(series);
        if (stood == null && seen.highest() < 0) {
            return;
        }
        Truth recovery = stood == null ? Truth.FALSE : recovery(seen, stood);
        if (recovery == Truth.TRUE) {
            open.remove(series);
            recovered.put(series, stood);
        } else if (recovery == Truth.FALSE || open.containsKey(series)) {
            recovered.remove(series);
            open.put(series, level(seen, stood));
        }
    }

    /** Whether an event shows recovery to a series that stood at a level. */
    Truth recovery(Seen seen, int stood) {
        if (seen.verdict() == Truth.TRUE
                && (edges.conditionWinsOverResolveWhen() || resolveWhen(seen.highest()) == null)) {
            return Truth.FALSE;
        }
        // A level that the alert did not reach yet has nothing to recover from.
        Condition resolveWhen = resolveWhen(Math.max(stood, seen.alertLevel()));
        Truth recovery = resolveWhen == null ? seen.verdict().not() : edges.verdict(resolveWhen.on(seen.event()));
        return recovery == Truth.FALSE && !edges.neitherPutsBackToFiring() ? Truth.UNKNOWN : recovery;
    }

    private @Nullable Condition resolveWhen(int level) {
        Condition own = rule.levels().get(level).resolveWhen();
        return own == null ? rule.resolveWhen() : own;
    }

    /** The level at which a series stands after an event that did not show recovery. */
    private int level(Seen seen, @Nullable Integer stood) {
        int highest = seen.highest();
        if (highest < 0 && stood != null) {
            return stood;
        }
        if (stood == null || seen.alertLevel() < 0) {
            return highest;
        }
        for (int level = stood; level < highest; level++) {
            if (keeps(level, seen, stood)) {
                return level;
            }
        }
        return highest;
    }

    /** Whether a series stays at a level though only a milder one is known to hold. */
    private boolean keeps(int level, Seen seen, int stood) {
        Condition own = rule.levels().get(level).resolveWhen();
        if (own != null && level == Math.max(stood, seen.alertLevel())) {
            return edges.verdict(own.on(seen.event())) != Truth.TRUE;
        }
        return edges.unknownHigherLevelKeeps() && seen.verdicts().get(level) == Truth.UNKNOWN;
    }
}
