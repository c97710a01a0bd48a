package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.oracle.OracleRule.OracleLevel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one group since its holds and counts began anew. Keeps no result: every question goes through the
 * whole list again. Levels are meant by their place in the rule, the most severe being 0; that a level holds means "this
 * or above".
 */
final class Evidence {
    sealed interface Entry {
        Labels series();
    }

    /** What stands for all series: those of a rule that speaks for the group, or what windows alone say. */
    static final Labels GROUP = Labels.of(Map.of("", "the group"));

    /**
     * An event, or a judgement by windows alone.
     *
     * @param event what was judged: an event has the results of windows among its fields
     * @param verdicts {@code verdicts.get(i)} says whether level i or above holds
     * @param alertLevel the level at which the alert fired when the event came; -1 if it did not
     * @param heardAt the engine's time when it came: silence is counted from there
     */
    record Seen(Labels series, Event event, List<Truth> verdicts, int alertLevel, long heardAt) implements Entry {
        long time() {
            return event.time();
        }

        /** Whether windows alone were judged, without an event. */
        boolean byTime() {
            return GroupWindows.isAlone(event);
        }

        /** The verdict of the alert. */
        Truth verdict() {
            return verdicts.get(verdicts.size() - 1);
        }

        boolean holds(int level) {
            return verdicts.get(level) == Truth.TRUE;
        }

        /** The most severe level that holds; -1 if none does. */
        int highest() {
            return verdicts.indexOf(Truth.TRUE);
        }
    }

    /** A series was silent for too long. */
    record Left(Labels series) implements Entry {}

    private final List<OracleLevel> levels;
    private final Edges edges;
    private final List<Entry> entries = new ArrayList<>();

    Evidence(List<OracleLevel> levels, Edges edges) {
        this.levels = levels;
        this.edges = edges;
    }

    List<Entry> entries() {
        return entries;
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    void forget() {
        entries.clear();
    }

    /** The series that hold a level by their latest known verdicts. */
    Set<Labels> holders(int level) {
        Set<Labels> holders = new LinkedHashSet<>();
        for (Entry entry : entries) {
            follow(entry, level, holders);
        }
        return holders;
    }

    private void follow(Entry entry, int level, Set<Labels> holders) {
        if (!(entry instanceof Seen seen)) {
            holders.remove(entry.series());
        } else if (seen.holds(level)) {
            if (!seen.byTime() || holders.isEmpty()) {
                holders.add(seen.series());
            }
        } else if (seen.verdicts().get(level) == Truth.FALSE) {
            holders.remove(seen.series());
            holders.remove(GROUP);
            boolean ofAll = seen.byTime() && edges.windows().speaksForEverySeries();
            if (ofAll || !edges.otherSeriesHoldTheAlert()) {
                holders.clear();
            }
        }
    }

    /** The events in which the level held, from the last time on at which it began to be held without a break. */
    List<Seen> hold(int level) {
        List<Seen> hold = new ArrayList<>();
        Set<Labels> holders = new LinkedHashSet<>();
        for (Entry entry : entries) {
            follow(entry, level, holders);
            if (holders.isEmpty()) {
                hold.clear();
            }
            if (entry instanceof Seen seen && seen.holds(level) && holdsOn(level, seen)) {
                if (isOver(hold, level, seen.time())) {
                    hold.clear();
                }
                hold.add(seen);
            }
        }
        return hold;
    }

    /** Where matches are counted within a time, only they make a hold. */
    private boolean holdsOn(int level, Seen seen) {
        return isMatch(seen) || levels.get(level).occurrences().withinMillis() == 0;
    }

    boolean isMatch(Seen seen) {
        return !seen.byTime() || edges.windows().isMatch();
    }

    /** Where matches are counted within a time, the hold is over when the last of them has left. */
    private boolean isOver(List<Seen> hold, int level, long time) {
        long within = levels.get(level).occurrences().withinMillis();
        return within > 0 && hold.stream().noneMatch(match -> edges.isWithin(match.time(), time, within));
    }

    /** All events in which the level held. */
    private List<Seen> matches(int level) {
        List<Seen> matches = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Seen seen && seen.holds(level) && isMatch(seen)) {
                matches.add(seen);
            }
        }
        return matches;
    }

    /** The most severe level that may fire on an event, which is the last entry; -1 if none may. */
    int ready(Seen now) {
        for (int level = 0; level < levels.size(); level++) {
            if (now.holds(level)
                    && mayComplete(level, now)
                    && edges.forAndCountBothMet(longEnough(level, now), oftenEnough(level))) {
                return level;
            }
        }
        return -1;
    }

    private boolean longEnough(int level, Seen now) {
        long forMillis = levels.get(level).forMillis();
        List<Seen> hold = hold(level);
        return hold.isEmpty()
                ? forMillis == 0
                : edges.heldLongEnough(hold.get(0).time(), now.time(), forMillis);
    }

    boolean oftenEnough(int level) {
        int often = levels.get(level).occurrences().count();
        return often == 1 || count(level) >= often;
    }

    /** Windows alone complete neither a count nor a hold that an event began. */
    private boolean mayComplete(int level, Seen now) {
        List<Seen> hold = hold(level);
        boolean holdsByTime = levels.get(level).forMillis() > 0
                && !hold.isEmpty()
                && (hold.get(0).byTime() || edges.windows().completesHoldsThatEventsBegan());
        boolean once = levels.get(level).forMillis() == 0
                && levels.get(level).occurrences().count() == 1;
        return isMatch(now) || once || holdsByTime;
    }

    /** Whether a recovery has lasted for as many events as a rule asks for. */
    boolean recoversOften(List<Seen> recovery, OracleRule rule) {
        int often = rule.resolveOccurrences();
        return often == 1 || recovery.stream().filter(this::isMatch).count() >= often;
    }

    private int count(int level) {
        long within = levels.get(level).occurrences().withinMillis();
        if (within == 0) {
            return (int) hold(level).stream().filter(this::isMatch).count();
        }
        // A slow sender's match may be older than the last one of another series.
        long end = lastMatch(level);
        int count = 0;
        for (Seen match : matches(level)) {
            if (edges.isWithin(match.time(), end, within)) {
                count++;
            }
        }
        return count;
    }

    /** Whether the count of a level that is ready was not met before its last event. */
    boolean countWasMetLast(int level) {
        return count(level) == levels.get(level).occurrences().count();
    }

    /** Whether the condition held at all. */
    boolean holdsMatches() {
        return !matches(levels.size() - 1).isEmpty();
    }

    /** Whether anything still speaks for an alert that is pending. */
    boolean isPending(long time) {
        for (int level = 0; level < levels.size(); level++) {
            long within = levels.get(level).occurrences().withinMillis();
            boolean byMatches = within > 0 && edges.pendingLastsAsLongAsItsMatches();
            if (byMatches ? lastMatch(level) + within > time : !holders(level).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** When the last match will have left; the end of time if matches alone do not decide. */
    long matchesEnd() {
        long end = Long.MIN_VALUE;
        for (int level = 0; level < levels.size(); level++) {
            long within = levels.get(level).occurrences().withinMillis();
            if (within == 0 && !holders(level).isEmpty()) {
                return Long.MAX_VALUE;
            }
            if (within > 0 && edges.pendingLastsAsLongAsItsMatches()) {
                end = Math.max(end, lastMatch(level) + within);
            }
        }
        return end == Long.MIN_VALUE ? Long.MAX_VALUE : end;
    }

    /** Half the beginning of time if there was none, so that a duration can be added. */
    private long lastMatch(int level) {
        long last = Long.MIN_VALUE / 2;
        for (Seen match : matches(level)) {
            last = Math.max(last, match.time());
        }
        return last;
    }

    /** N3; what windows alone say is no data. */
    boolean isData(Seen seen) {
        return edges.isData(seen.verdict())
                && (!seen.byTime() || edges.windows().isData());
    }

    /** When a series was last known to be one thing or the other; null if it was not. */
    @Nullable
    Long lastKnown(Labels series) {
        Long last = null;
        for (Entry entry : entries) {
            if (entry instanceof Seen seen && seen.series().equals(series) && isData(seen)) {
                last = seen.heardAt();
            }
        }
        return last;
    }
}
