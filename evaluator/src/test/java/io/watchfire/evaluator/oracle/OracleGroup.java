package io.watchfire.evaluator.oracle;

import static io.watchfire.evaluator.oracle.Evidence.GROUP;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.oracle.Evidence.Left;
import io.watchfire.evaluator.oracle.Evidence.Seen;
import io.watchfire.evaluator.oracle.WindowHistory.Taken;
import io.watchfire.evaluator.rule.NoData.Then;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One group of a rule, from one alert to the next. */
final class OracleGroup {
    static final long NEVER = Long.MAX_VALUE;

    private final OracleRule rule;
    private final Edges edges;
    private final OracleAlert alert;
    private final GroupWindows windows;
    private final Evidence evidence;
    private final WindowTimes windowTimes;

    /**
     * When something was known of the group last, by the engine's time; for an expected one the start.
     */
    private @Nullable Long lastKnown;

    /** When time began the alert, by the engine's time; its clock of silence, if nothing was known before. */
    private @Nullable Long begunByTime;

    /** Whether nothing has been known since silence fired. */
    private boolean silenceWasTold;

    private boolean firedByNoData;

    /** Expected, and nothing was ever known of it. */
    private boolean awaited;

    /** Whether silence would have ended the alert, had it not been true by the windows alone. */
    private boolean overdue;

    private final List<Seen> recoveries = new ArrayList<>();

    OracleGroup(OracleRule rule, Edges edges, OracleAlert alert, GroupWindows windows) {
        this.rule = rule;
        this.edges = edges;
        this.alert = alert;
        this.windows = windows;
        this.evidence = new Evidence(rule.levels(), edges);
        this.windowTimes = new WindowTimes(rule, evidence, windows, edges.windows());
    }

    void expectSince(long start) {
        lastKnown = start;
        awaited = edges.awaitedGroupsFire();
    }

    /** N6: a group that is awaited and never came fires, whatever the rule says of those that came. */
    private Then then() {
        return awaited ? Then.FIRE : rule.noData().then();
    }

    int levelReached() {
        return alert.state().isOpen() ? alert.level() : -1;
    }

    /** An event of the group comes, late or not: from now on windows alone can be judged. */
    void isKnown() {
        if (!windows.isSeen()) {
            windows.see();
            windowTimes.begin();
        }
    }

    /** An event of the group. Gives its verdict. */
    Truth see(Labels series, Event event) {
        boolean asOne = rule.speaksForTheGroup() && edges.windows().groupIsJudgedAsOne();
        Seen seen = windows.judged(asOne ? GROUP : series, event, levelReached());
        see(seen);
        return seen.verdict();
    }

    /** Another event changed a window of the group. */
    void windowsChanged(Taken by) {
        if (windows.isSeen() && windows.isChangedBy(by)) {
            seeByTime(edges.windows().timeOfJudgement(by.event().time(), windows.time()));
        }
    }

    private void seeByTime(long time) {
        boolean stateless = !rule.stateful() && !edges.windows().judgesStatelessRules();
        boolean silence = firedByNoData && !edges.windows().endsWhatSilenceFired();
        if (!stateless && !silence) {
            boolean inactive = alert.state() == AlertState.INACTIVE;
            see(windows.judgedAlone(time, levelReached()));
            if (inactive && alert.state() != AlertState.INACTIVE) {
                begunByTime = windows.time();
            }
        }
    }

    private void see(Seen seen) {
        long time = seen.time();
        if (overdue && !evidence.isData(seen) && seen.verdict() != Truth.TRUE) {
            endOverdue(seen);
            return;
        }
        if (evidence.isData(seen)) {
            lastKnown = seen.heardAt();
            silenceWasTold = false;
            awaited = false;
            overdue = false;
        }
        if (!alert.state().isOpen() && !isActive(time)) {
            if (alert.state() == AlertState.PENDING) {
                alert.change(time, AlertState.INACTIVE, alert.level(), Reason.CONDITION, seen.event());
            }
            if (edges.closedTimeForgetsHoldsAndCounts()) {
                evidence.forget();
            } else {
                evidence.add(seen);
            }
            return;
        }
        if (alert.state().isOpen()) {
            seeWhileOpen(seen);
        } else {
            seeBefore(seen);
        }
    }

    /** All that was due until then is done. What silence should have ended by then is true by the windows alone. */
    void timeHasDone(long until) {
        overdue |= edges.windows().overdueSilenceEndsAtOnce()
                && then() == Then.RESOLVE
                && alert.state() != AlertState.INACTIVE
                && heard() != null
                && edges.silentAt(heard(), rule.noData().afterMillis()) <= until;
    }

    private @Nullable Long heard() {
        return lastKnown == null && then() == Then.RESOLVE ? begunByTime : lastKnown;
    }

    private void endOverdue(Seen seen) {
        boolean open = alert.state().isOpen();
        if (open && standing().recovery(seen, alert.level()) == Truth.TRUE) {
            end(seen.time(), AlertState.RESOLVED, Reason.RECOVERY, seen);
        } else if (!open && seen.verdict() == Truth.FALSE) {
            end(seen.time(), AlertState.INACTIVE, Reason.CONDITION, seen);
        } else {
            end(seen.time(), open ? AlertState.RESOLVED : AlertState.INACTIVE, Reason.NO_DATA, null);
        }
    }

    /** A stateless rule holds and counts while its alert is inactive. */
    private boolean isAtWork() {
        return alert.state() != AlertState.INACTIVE
                || (!rule.stateful() && edges.silenceForgetsCountsOfStatelessRules() && evidence.holdsMatches());
    }

    private boolean isActive(long time) {
        return rule.activeTime() == null || rule.activeTime().contains(Instant.ofEpochMilli(time));
    }

    private void seeBefore(Seen seen) {
        evidence.add(seen);
        long time = seen.time();
        if (seen.verdict() == Truth.TRUE) {
            int ready = evidence.ready(seen);
            if (ready >= 0) {
                alert.change(time, AlertState.FIRING, ready, reason(ready, seen.byTime()), seen.event());
                if (!rule.stateful() && edges.countRestartsAfterEachStatelessFiring()) {
                    evidence.forget();
                }
            } else if (seen.byTime() && !evidence.isPending(time)) {
                alert.pendingAt(seen.highest());
            } else if (alert.state() == AlertState.INACTIVE && rule.stateful()) {
                alert.change(time, AlertState.PENDING, seen.highest(), Reason.CONDITION, seen.event());
            } else {
                alert.pendingAt(seen.highest());
                if (rule.stateful() && !seen.byTime()) {
                    alert.remember(seen.event());
                }
            }
        } else if (seen.verdict() == Truth.FALSE && !evidence.isPending(time)) {
            end(time, AlertState.INACTIVE, Reason.CONDITION, seen);
        }
    }

    private Reason reason(int level, boolean byTime) {
        if (alert.state() == AlertState.INACTIVE && rule.stateful()) {
            return Reason.CONDITION;
        }
        boolean hasFor = rule.levels().get(level).forMillis() > 0;
        boolean hasCount = rule.levels().get(level).occurrences().count() > 1;
        if (hasCount && (!hasFor || evidence.countWasMetLast(level) && !byTime)) {
            return Reason.OCCURRENCES;
        }
        return hasFor ? Reason.FOR : Reason.CONDITION;
    }

    private void seeWhileOpen(Seen seen) {
        Standing before = standing();
        evidence.add(seen);
        firedByNoData &= seen.verdict() != Truth.TRUE;
        Standing after = standing();
        if (after.open().isEmpty()) {
            boolean byTime = seen.byTime() && !before.open().isEmpty();
            if (byTime || recovery(seen, before) == Truth.TRUE) {
                recover(seen);
            }
        } else {
            int level = level(seen, after);
            boolean relapsed = alert.state() == AlertState.RECOVERING;
            if (relapsed || level != alert.level()) {
                alert.change(
                        seen.time(),
                        AlertState.FIRING,
                        level,
                        relapsed ? Reason.CONDITION : Reason.LEVEL,
                        seen.event());
            }
            if (edges.relapseForgetsRecovery()) {
                recoveries.clear();
            }
        }
    }

    private Standing standing() {
        return new Standing(rule, evidence, edges);
    }

    private Truth recovery(Seen seen, Standing before) {
        if (firedByNoData) {
            return seen.verdict() == Truth.FALSE ? Truth.TRUE : Truth.UNKNOWN;
        }
        return before.recovery(seen, before.stoodAt(seen.series(), alert.level()));
    }

    private int level(Seen seen, Standing standing) {
        int ready = evidence.ready(seen);
        if (ready >= 0 && ready < alert.level()) {
            return ready;
        }
        return fallenLevel(standing);
    }

    private int fallenLevel(Standing standing) {
        return edges.fallsAtOnce() ? Math.max(alert.level(), standing.highest()) : alert.level();
    }

    private void recover(Seen seen) {
        long time = seen.time();
        recoveries.add(seen);
        if (!seen.byTime()) {
            alert.remember(seen.event());
        }
        if (evidence.recoversOften(recoveries, rule)
                && mayCompleteRecovery(seen)
                && edges.recoveredLongEnough(recoveries.get(0).time(), time, rule.resolveAfter())) {
            end(time, AlertState.RESOLVED, Reason.RECOVERY, seen);
        } else if (alert.state() == AlertState.FIRING) {
            alert.change(time, AlertState.RECOVERING, alert.level(), Reason.RECOVERY, seen.event());
        }
    }

    /** Windows alone complete neither a count nor a recovery that an event began. */
    private boolean mayCompleteRecovery(Seen seen) {
        if (evidence.isMatch(seen)) {
            return true;
        }
        return rule.resolveAfter() == 0
                ? rule.resolveOccurrences() == 1
                : recoveries.get(0).byTime() || edges.windows().completesHoldsThatEventsBegan();
    }

    private void end(long time, AlertState state, Reason reason, @Nullable Seen seen) {
        if (alert.state() != AlertState.INACTIVE) {
            alert.change(time, state, alert.level(), reason, seen == null ? null : seen.event());
        }
        if (edges.endForgetsHoldsAndCounts()) {
            evidence.forget();
        }
        recoveries.clear();
        firedByNoData = false;
        overdue = false;
        begunByTime = null;
    }

    // Time.

    /** When time alone may have something to do next. */
    long due(long now) {
        long due = Math.min(windowsDue(), groupSilentAt(now));
        for (Labels series : stayers()) {
            due = Math.min(due, leavesAt(series, now));
        }
        return alert.state() == AlertState.PENDING ? Math.min(due, evidence.matchesEnd()) : due;
    }

    private long windowsDue() {
        if (!windows.isSeen() || rule.windows().isEmpty()) {
            return NEVER;
        }
        return windowTimes.due(recoveries);
    }

    private void passByWindows(long now) {
        windowTimes.passed(recoveries);
        seeByTime(now);
    }

    private boolean windowsHold() {
        return edges.windows().silenceWaitsForWindows()
                && rule.stateful()
                && !rule.windows().isEmpty()
                && windows.isSeen()
                && windows.judgedAlone(windows.time(), -1).verdict() == Truth.TRUE;
    }

    private long groupSilentAt(long now) {
        Then then = then();
        Long heard = heard();
        if (heard == null || then == Then.KEEP) {
            return NEVER;
        }
        long silent = edges.silentAt(heard, rule.noData().afterMillis());
        if (then == Then.RESOLVE) {
            return !isAtWork() || windowsHold() ? NEVER : silent;
        }
        if (alert.state().isOpen() || silenceWasTold) {
            return NEVER;
        }
        Instant silence = Instant.ofEpochMilli(Math.max(silent, now));
        Instant active = rule.activeTime() == null ? silence : rule.activeTime().nextActive(silence);
        return active == null ? NEVER : active.toEpochMilli();
    }

    /** The series that would leave if they were silent. */
    private Set<Labels> stayers() {
        boolean leave = then() != Then.KEEP && edges.silentSeriesLeave();
        return leave && isAtWork() ? standing().held() : Set.of();
    }

    private long leavesAt(Labels series, long now) {
        Long known = evidence.lastKnown(series);
        if (known == null || lastKnown == null || windowsHold()) {
            return NEVER;
        }
        long after = rule.noData().afterMillis();
        long leaves = edges.silentAt(known, after);
        // Where silence fires, it leaves an alert as it is once the whole group is silent.
        boolean allSilent = Math.max(leaves, now) >= edges.silentAt(lastKnown, after);
        return allSilent && then() == Then.FIRE ? NEVER : leaves;
    }

    /** Does one of the things that are due. */
    void passTo(long now) {
        if (windowsDue() <= now) {
            passByWindows(now);
        } else if (alert.state() == AlertState.PENDING && evidence.matchesEnd() <= now) {
            end(now, AlertState.INACTIVE, Reason.CONDITION, null);
        } else if (groupSilentAt(now) <= now) {
            fallSilent(now);
        } else {
            leave(now);
        }
    }

    private void leave(long now) {
        boolean wasOpen = !standing().open().isEmpty();
        stayers().stream()
                .filter(series -> leavesAt(series, now) <= now)
                .toList()
                .forEach(series -> evidence.add(new Left(series)));
        if (!alert.state().isOpen()) {
            if (!evidence.isPending(now)) {
                end(now, AlertState.INACTIVE, Reason.NO_DATA, null);
            }
        } else if (standing().open().isEmpty()) {
            if (wasOpen) {
                end(now, AlertState.RESOLVED, Reason.NO_DATA, null);
            }
        } else if (fallenLevel(standing()) != alert.level()) {
            alert.change(now, AlertState.FIRING, fallenLevel(standing()), Reason.LEVEL, null);
        }
    }

    private void fallSilent(long now) {
        if (then() == Then.FIRE) {
            evidence.forget();
            firedByNoData = true;
            silenceWasTold = true;
            int level = edges.noDataFiresAtTheHighestLevel() ? 0 : rule.levels().size() - 1;
            alert.change(now, AlertState.FIRING, level, Reason.NO_DATA, null);
        } else {
            end(
                    now,
                    alert.state() == AlertState.PENDING ? AlertState.INACTIVE : AlertState.RESOLVED,
                    Reason.NO_DATA,
                    null);
        }
    }
}
