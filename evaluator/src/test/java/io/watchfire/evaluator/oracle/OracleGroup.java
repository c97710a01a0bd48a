package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.oracle.Evidence.Left;
import io.watchfire.evaluator.oracle.Evidence.Seen;
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
    private final Evidence evidence;

    /**
     * When something was known of the group last; for an expected one the start. Where silence does not fire, what was
     * known before the alert began is nothing to it.
     */
    private @Nullable Long lastKnown;

    /** Whether nothing has been known since silence fired. */
    private boolean silenceWasTold;

    private boolean firedByNoData;
    private final List<Long> recoveries = new ArrayList<>();

    OracleGroup(OracleRule rule, Edges edges, OracleAlert alert) {
        this.rule = rule;
        this.edges = edges;
        this.alert = alert;
        this.evidence = new Evidence(rule.levels(), edges);
    }

    void expectSince(long start) {
        lastKnown = start;
    }

    int levelReached() {
        return alert.state().isOpen() ? alert.level() : -1;
    }

    void see(Seen seen) {
        long time = seen.time();
        if (edges.isData(seen.verdict())) {
            boolean anew = !isAtWork() && rule.noData().then() != Then.FIRE;
            lastKnown = lastKnown == null || anew ? time : Math.max(lastKnown, time);
            silenceWasTold = false;
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
                alert.change(time, AlertState.FIRING, ready, reason(ready), seen.event());
                if (!rule.stateful() && edges.countRestartsAfterEachStatelessFiring()) {
                    evidence.forget();
                }
            } else if (alert.state() == AlertState.INACTIVE && rule.stateful()) {
                alert.change(time, AlertState.PENDING, seen.highest(), Reason.CONDITION, seen.event());
            } else {
                alert.pendingAt(seen.highest());
            }
        } else if (seen.verdict() == Truth.FALSE && !evidence.isPending(time)) {
            end(time, AlertState.INACTIVE, Reason.CONDITION, seen);
        }
    }

    private Reason reason(int level) {
        if (alert.state() == AlertState.INACTIVE && rule.stateful()) {
            return Reason.CONDITION;
        }
        boolean hasFor = rule.levels().get(level).forMillis() > 0;
        boolean hasCount = rule.levels().get(level).occurrences().count() > 1;
        if (hasCount && (!hasFor || evidence.countWasMetLast(level))) {
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
            if (recovery(seen, before) == Truth.TRUE) {
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
        recoveries.add(time);
        boolean often = recoveries.size() >= rule.resolveOccurrences();
        if (often && edges.recoveredLongEnough(recoveries.get(0), time, rule.resolveAfter())) {
            end(time, AlertState.RESOLVED, Reason.RECOVERY, seen);
        } else if (alert.state() == AlertState.FIRING) {
            alert.change(time, AlertState.RECOVERING, alert.level(), Reason.RECOVERY, seen.event());
        }
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
    }

    // Time.

    /** When time alone may have something to do next. */
    long due(long now) {
        long due = groupSilentAt(now);
        for (Labels series : stayers()) {
            due = Math.min(due, leavesAt(series, now));
        }
        return alert.state() == AlertState.PENDING ? Math.min(due, evidence.matchesEnd()) : due;
    }

    private long groupSilentAt(long now) {
        Then then = rule.noData().then();
        if (lastKnown == null || then == Then.KEEP) {
            return NEVER;
        }
        long silent = edges.silentAt(lastKnown, rule.noData().afterMillis());
        if (then == Then.RESOLVE) {
            return isAtWork() ? silent : NEVER;
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
        boolean leave = rule.noData().then() != Then.KEEP && edges.silentSeriesLeave();
        return leave && isAtWork() ? standing().held() : Set.of();
    }

    private long leavesAt(Labels series, long now) {
        Long known = evidence.lastKnown(series);
        if (known == null || lastKnown == null) {
            return NEVER;
        }
        long after = rule.noData().afterMillis();
        long leaves = edges.silentAt(known, after);
        // Where silence fires, it leaves an alert as it is once the whole group is silent.
        boolean allSilent = Math.max(leaves, now) >= edges.silentAt(lastKnown, after);
        return allSilent && rule.noData().then() == Then.FIRE ? NEVER : leaves;
    }

    /** Does one of the things that are due. */
    void passTo(long now) {
        if (alert.state() == AlertState.PENDING && evidence.matchesEnd() <= now) {
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
        if (rule.noData().then() == Then.FIRE) {
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
