package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.alert.Labels;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.oracle.Evidence.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    boolean nothingHeldYet() {
        return open.isEmpty() && recovered.isEmpty();
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
        Labels series = seen.series();
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
        List<Truth> levels = new ArrayList<>();
        for (int level = stood; level < rule.levels().size(); level++) {
            levels.add(recoveryFrom(level, seen));
        }
        Truth recovery = Condition.all(levels);
        return recovery == Truth.FALSE && !edges.neitherPutsBackToFiring() ? Truth.UNKNOWN : recovery;
    }

    private Truth recoveryFrom(int level, Seen seen) {
        Condition resolveWhen = resolveWhen(level);
        return resolveWhen == null ? seen.verdicts().get(level).not() : edges.verdict(resolveWhen.on(seen.event()));
    }

    private @Nullable Condition resolveWhen(int level) {
        Condition own = rule.levels().get(level).resolveWhen();
        return own == null ? rule.resolveWhen() : own;
    }

    /** The level at which a series stands after an event that did not show recovery. */
    private int level(Seen seen, @Nullable Integer stood) {
        int highest = seen.highest();
        if (stood == null) {
            return highest;
        }
        int end = highest < 0 ? rule.levels().size() : highest;
        for (int level = stood; level < end; level++) {
            if (keeps(level, seen, highest)) {
                return level;
            }
        }
        return highest < 0 ? stood : highest;
    }

    private boolean keeps(int level, Seen seen, int highest) {
        if (highest < 0) {
            return recoveryFrom(level, seen) != Truth.TRUE;
        }
        Condition own = rule.levels().get(level).resolveWhen();
        Event event = seen.event();
        return own != null
                ? edges.verdict(own.on(event)) != Truth.TRUE
                : edges.unknownHigherLevelKeeps() && seen.verdicts().get(level) == Truth.UNKNOWN;
    }
}
