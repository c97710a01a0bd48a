package io.watchfire.evaluator.lifecycle;

import static io.watchfire.evaluator.alert.AlertState.FIRING;
import static io.watchfire.evaluator.alert.AlertState.INACTIVE;
import static io.watchfire.evaluator.alert.AlertState.PENDING;
import static io.watchfire.evaluator.alert.AlertState.RECOVERING;
import static io.watchfire.evaluator.alert.AlertState.RESOLVED;

import io.watchfire.dsl.DurationText;
import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.timer.Timer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One alert and its life, as the table in docs/alert-life-cycle.md says: what an event does ({@link #onEvent}) and what
 * the passing of time does ({@link #onTime}).
 */
final class AlertMachine extends Timer {
    private final RuleAlerts owner;
    private final RuleProgram program;
    private final Rule rule;
    private final Labels identity;
    private final Labels labels;
    private final @Nullable HoldClock[] clocks = new @Nullable HoldClock[Judgement.LEVELS];
    private final Contributions contributions = new Contributions();

    private AlertState state = INACTIVE;
    private int level = Judgement.NONE;
    private long since;
    private long firingSince;
    private double value = Double.NaN;
    private double threshold = Double.NaN;
    private Map<String, Object> variables = Map.of();

    private String id = "";
    private long sequence;
    private long told;
    private int sameInstant;
    private long lastStart = Long.MIN_VALUE;
    private long lastTransition = Long.MIN_VALUE;

    /**
     * The engine's time at the last event of the group with a known verdict; that of the start for a group that is expected. Not
     * the event's own time: a sender whose events come late is not silent.
     */
    private long lastKnown;

    /** Whether anything was ever known of the group; false for one that is expected and has not come yet. */
    private boolean seen;

    /** Fires because nothing is known, and no condition has held since. */
    private boolean firesForSilence;

    private long recoveringSince;
    private int recoveries;
    private boolean recoversWithoutEvent;

    /** What stands for the group as a whole, where windows speak for it. */
    private @Nullable Series group;

    /** Whether the condition held by the windows alone when they were last asked. */
    private boolean standsByWindows;

    /** Whether it held at the last judgement, so that windows alone may say so, too. */
    private boolean mayStandByWindows;

    private long askedWindowsAt = Long.MIN_VALUE;

    /** Whether events have shown recovery often enough since windows were last asked. */
    private boolean recoveredSinceAsked;

    /** The turn of time at which windows were last asked: several of them may change at one instant, which is one judgement. */
    private long askedInTurn;

    /** Whether it could not start at the last judgement because the active time had not come. */
    private boolean shutOut;

    /** Whether it is pending or recovering and its rule has changed since: what is held then begins at the next event that shows it. */
    private boolean beginsAnew;
    /** When windows that have lost something are asked, and not by time alone before; {@link Long#MAX_VALUE} if they have lost nothing. */
    private long windowsQuietUntil = Long.MAX_VALUE;

    /** Whether any event of the group was seen, be it that only windows took it in. */
    private boolean sawEvent;

    /** Whether an event has ever told something of the group. */
    private boolean everKnown;

    /** The engine's time at the last event of the group, or at the last transition. */
    private long lastTouched = Long.MIN_VALUE;

    /** Why the last event of the group could not be judged; null if it could. */
    private @Nullable String unknown;

    /** Stands for what is held and counted, as a store was told. */
    private long held;

    /** Its place among the alerts of its group that see every event; -1 if it is none of them. */
    int workPlace = -1;

    /** The series whose events need not be looked at as long as they say the same; null while it is at work. */
    private @Nullable Series restsOn;

    AlertMachine(RuleAlerts owner, RuleProgram program, Labels identity, long lastKnown, boolean seen) {
        this.owner = owner;
        this.program = program;
        this.rule = program.rule();
        this.identity = identity;
        this.labels = identity.with(rule.labels());
        this.lastKnown = lastKnown;
        this.seen = seen;
        this.everKnown = seen;
        for (LevelCondition condition : rule.levels()) {
            clocks[condition.level().ordinal()] = HoldClock.of(condition);
        }
    }

    /** An alert of a group that has to be there and is waited for since {@code start}. */
    static AlertMachine expected(RuleAlerts owner, RuleProgram program, Labels identity, long start) {
        return new AlertMachine(owner, program, identity, start, false);
    }

    /** An alert of which no event has told anything yet, but windows do. */
    static AlertMachine begunByWindows(RuleAlerts owner, RuleProgram program, Labels identity, long now) {
        AlertMachine machine = new AlertMachine(owner, program, identity, now, true);
        machine.everKnown = false;
        return machine;
    }

    /** What stands for the group as a whole, where windows speak for it. */
    Series group() {
        Series known = group;
        if (known == null) {
            known = Series.ofGroup(rule.category(), identity);
            group = known;
        }
        return known;
    }

    /** Whether windows have kept it up for the group as a whole. */
    private boolean isHeldByWindows() {
        return group != null && contributions.find(group) != null;
    }

    RuleAlerts owner() {
        return owner;
    }

    Labels identity() {
        return identity;
    }

    /**
     * Whether it may be forgotten: nothing is open, held, counted or waited for, and nothing came since that time of the
     * engine. What is lost then is only the time of the last transition.
     */
    boolean isIdleSince(long time) {
        return state == INACTIVE && !isScheduled() && !anyClockRunsAt(time) && lastTouched < time;
    }

    /**
     * Whether nothing is open, held, counted or waited for, so that one begun anew would do the same but for two times: that at which
     * something was known last, and that of the last transition.
     */
    boolean isBlank() {
        return !isAtWork()
                && level == Judgement.NONE
                && contributions.isEmpty()
                && !isScheduled()
                && !firesForSilence
                && seen
                && !(shutOut && mayStandByWindows)
                && unknown == null
                && (lastStart < lastTransition || lastTransition == Long.MIN_VALUE);
    }

    /** When something was known of the group last, by the engine's time; {@link Long#MIN_VALUE} if nothing ever was. */
    long lastKnown() {
        return everKnown ? lastKnown : Long.MIN_VALUE;
    }

    /** Time of the last transition; {@link Long#MIN_VALUE} if there was none. */
    long lastTransition() {
        return lastTransition;
    }

    /** Goes on from another one of the group, whose last transition was then. */
    void followFrom(long time) {
        lastTransition = time;
    }

    /** An event of the group was judged; {@code missing} names what it lacked if the verdict is unknown. */
    void wasJudged(long now, Truth verdict, @Nullable String missing) {
        lastTouched = now;
        unknown = verdict != Truth.UNKNOWN ? null : missing != null ? missing : "division by zero";
    }

    // ---- rest

    /**
     * Lets it rest if it fires, holds, and an event that says the same as the last one would change nothing but what {@link #catchUp}
     * makes up for.
     *
     * @param mayRest whether the index tells of the next event that says something else
     */
    boolean rest(Series series, Judgement judgement, boolean mayRest) {
        boolean rests = mayRest
                && state == FIRING
                && judgement.holds()
                && level == judgement.highest()
                && !firesForSilence
                && !beginsAnew
                && !program.countsWithinByLevel()
                && contributions.isOnly(series, level);
        restsOn = rests ? series : null;
        return rests;
    }

    boolean isResting() {
        return restsOn != null;
    }

    /** Takes in what the events said that were not looked at: all of them the same. */
    void catchUp() {
        Series series = restsOn;
        if (series == null) {
            return;
        }
        lastKnown = Math.max(lastKnown, series.judgedAt());
        lastTouched = Math.max(lastTouched, lastKnown);
        contributions.of(series, false).lastKnown = lastKnown;
        value = program.value(level, owner.lastSlotsOf(series));
    }

    /** Ends the rest: the next event of the group is looked at. What was passed over has been made up for. */
    void wake() {
        restsOn = null;
    }

    /** The series that hold, as they stand now. */
    List<Series> series() {
        return contributions.all().stream().map(each -> each.series).toList();
    }

    /** How often it has told something, to see whether it has again. */
    long told() {
        return told;
    }

    // ---- events

    void onEvent(Series series, Occasion event, Judgement judgement, EventSlots slots, TransitionSink sink) {
        sawEvent = true;
        mayStandByWindows = judgement.holds() && program.mayHoldByWindows();
        if (event.isByWindows()) {
            standsByWindows = judgement.holds();
            windowsAreAskedAt(event.time());
            if (firesForSilence) {
                return;
            }
            // Until an event tells something, silence is counted from where windows began the alert.
            lastKnown = seen && !everKnown && state == INACTIVE ? event.now() : lastKnown;
        } else {
            standsByWindows = program.isJudgedByWindows() && program.conditionsReadWindowsOnly() && judgement.holds();
            if (judgement.condition() != Truth.UNKNOWN) {
                lastKnown = event.now();
                seen = true;
                everKnown = true;
                firesForSilence &= state.isOpen();
            }
        }
        if (endsForSilence(event, judgement, slots, sink)) {
            return;
        }
        boolean closed = !state.isOpen() && !isActiveAt(event.time());
        shutOut = closed && !isActiveAt(event.now());
        if (state.isOpen()) {
            whileOpen(series, event, judgement, slots, sink);
        } else if (closed) {
            abandon(event, slots, sink);
        } else if (!rule.stateful()) {
            eachMatch(series, event, judgement, slots, sink);
        } else {
            beforeFiring(series, event, judgement, slots, sink);
        }
    }

    private void windowsAreAskedAt(long time) {
        askedWindowsAt = time;
        recoveredSinceAsked = false;
        for (HoldClock clock : clocks) {
            if (clock != null) {
                clock.asked();
            }
        }
    }

    /** Begins a turn of time; false if windows were asked in it already. */
    boolean isFirstIn(long turn) {
        boolean isFirst = turn != askedInTurn;
        askedInTurn = turn;
        return isFirst;
    }

    /** Turns are counted by another engine than that which asked last. */
    void beginTurnsAnew() {
        askedInTurn = 0;
    }

    /** What windows alone kept up beyond its time of silence ends with the first judgement that does not keep it up. */
    private boolean endsForSilence(Occasion event, Judgement judgement, EventSlots slots, TransitionSink sink) {
        if (!program.isJudgedByWindows()) {
            return false; // A slow series is behind, not silent: its timer decides.
        }
        boolean shown = event.isByWindows() ? !judgement.holds() : judgement.condition() == Truth.UNKNOWN;
        boolean runOut = event.now() - rule.noData().afterMillis() > lastKnown;
        if (!shown || !runOut || state == INACTIVE || onSilence() != NoData.Then.RESOLVE) {
            return false;
        }
        if (state == PENDING) {
            if (judgement.condition() == Truth.FALSE) {
                remember(event, slots);
                end(INACTIVE, Reason.CONDITION, event.time(), sink);
            } else {
                endForSilence(event.time(), sink);
            }
        } else if (program.recovery(level, judgement, slots) == Truth.TRUE) {
            remember(event, slots);
            end(RESOLVED, Reason.RECOVERY, event.time(), sink);
        } else {
            endForSilence(event.time(), sink);
        }
        return true;
    }

    /** Inactive or pending: counts and holds, until a level is ready. */
    private void beforeFiring(
            Series series, Occasion event, Judgement judgement, EventSlots slots, TransitionSink sink) {
        if (beginsAnew && judgement.holds()) {
            since = Math.max(event.time(), lastTransition);
            beginsAnew = false;
        }
        if (judgement.holds()) {
            contribute(series, event, judgement, slots);
        } else {
            Truth recovery = program.recovery(Math.max(0, levelOf(series)), judgement, slots);
            update(series, event, judgement, recovery, slots);
        }
        tickClocks(judgement, event);
        if (judgement.holds()) {
            int ready = highestReady(judgement, event);
            level = ready == Judgement.NONE ? judgement.highest() : ready;
            boolean begins = state == INACTIVE && (!event.isByWindows() || anyClockRunsAt(event.time()));
            if (ready != Judgement.NONE || begins || !event.isByWindows()) {
                remember(event, slots);
            }
            if (ready != Judgement.NONE) {
                to(FIRING, holdReason(ready, event), event.time(), sink);
            } else if (begins) {
                to(PENDING, Reason.CONDITION, event.time(), sink);
            }
        } else if (state == PENDING && judgement.condition() == Truth.FALSE && !anyClockRunsAt(event.time())) {
            remember(event, slots);
            end(INACTIVE, Reason.CONDITION, event.time(), sink);
        }
    }

    /** Which of {@code for} and {@code occurrences} was the last to be met. */
    private Reason holdReason(int ready, Occasion event) {
        HoldClock clock = clocks[ready];
        if (clock == null) {
            return Reason.CONDITION;
        }
        if (event.isByWindows() && clock.hasDuration()) {
            return Reason.FOR;
        }
        return clock.countJustMet() || !clock.hasDuration() ? Reason.OCCURRENCES : Reason.FOR;
    }

    /** A stateless rule: each match, or each N-th, is a firing of its own. */
    private void eachMatch(Series series, Occasion event, Judgement judgement, EventSlots slots, TransitionSink sink) {
        if (judgement.holds()) {
            contribute(series, event, judgement, slots);
        } else {
            update(series, event, judgement, Truth.UNKNOWN, slots);
        }
        tickClocks(judgement, event);
        if (judgement.condition() == Truth.FALSE && !anyClockRunsAt(event.time())) {
            forget();
        }
        int ready = judgement.holds() ? highestReady(judgement, event) : Judgement.NONE;
        if (ready != Judgement.NONE) {
            level = ready;
            remember(event, slots);
            to(FIRING, holdReason(ready, event), event.time(), sink);
            forget();
        }
    }

    /** Outside the active time nothing starts, and what was about to start is given up. */
    private void abandon(Occasion event, EventSlots slots, TransitionSink sink) {
        if (state == PENDING) {
            remember(event, slots);
            end(INACTIVE, Reason.CONDITION, event.time(), sink);
        }
        contributions.clear();
        resetClocks();
    }

    /** Firing or recovering. */
    private void whileOpen(Series series, Occasion event, Judgement judgement, EventSlots slots, TransitionSink sink) {
        Truth recovery = firesForSilence
                ? judgement.condition().not()
                : event.isByWindows() && !contributions.isEmpty()
                        ? recoveryOfAll(judgement, slots)
                        : program.recovery(Math.min(level, levelOf(series)), judgement, slots);
        if (judgement.holds()) {
            firesForSilence = false;
            contribute(series, event, judgement, slots);
        } else {
            update(series, event, judgement, recovery, slots);
        }
        tickClocks(judgement, event);
        if (!judgement.holds() && recovery == Truth.TRUE && !contributions.anyOpen()) {
            recover(event, slots, sink);
        } else {
            goOn(event, judgement, recovery, slots, sink);
        }
    }

    /** All series have recovered: once more, and for as long as the rule asks. */
    private void recover(Occasion event, EventSlots slots, TransitionSink sink) {
        if (state == FIRING || beginsAnew) {
            recoveringSince = event.time();
            recoveries = 0;
            recoversWithoutEvent = event.isByWindows();
            beginsAnew = false;
        }
        recoveries += event.isByWindows() ? 0 : 1;
        recoveredSinceAsked |= !event.isByWindows() && recoveries == rule.resolveOccurrences();
        boolean lasted = rule.resolveAfterMillis() == 0
                || (event.time() - recoveringSince >= rule.resolveAfterMillis()
                        && (recoversWithoutEvent || !event.isByWindows()));
        boolean enough = recoveredOftenEnough();
        if ((lasted && enough) || state == FIRING || !event.isByWindows()) {
            remember(event, slots);
        }
        if (lasted && enough) {
            end(RESOLVED, Reason.RECOVERY, event.time(), sink);
        } else if (state == FIRING) {
            to(RECOVERING, Reason.RECOVERY, event.time(), sink);
        }
    }

    /** Some series has not recovered, or it is not known: the alert stays open, perhaps at another level. */
    private void goOn(Occasion event, Judgement judgement, Truth recovery, EventSlots slots, TransitionSink sink) {
        int before = level;
        level = nextLevel(judgement, event);
        boolean relapsed =
                state == RECOVERING && (judgement.holds() || (recovery == Truth.FALSE && contributions.anyOpen()));
        if (relapsed) {
            beginsAnew = false;
            remember(event, slots);
            to(FIRING, Reason.CONDITION, event.time(), sink);
        } else if (level != before) {
            remember(event, slots);
            to(FIRING, Reason.LEVEL, event.time(), sink);
        } else if (judgement.holds()) {
            value = program.value(level, slots);
        }
    }

    /** A fall is at once; a rise waits until the higher level is ready. */
    private int nextLevel(Judgement judgement, Occasion event) {
        if (!program.hasLevel(level) && judgement.holds()) {
            return judgement.highest(); // The rule had another level when it began to fire.
        }
        int standing = contributions.highestOpenLevel();
        if (standing != Judgement.NONE && standing < level) {
            return standing;
        }
        return judgement.holds() ? Math.max(level, highestReady(judgement, event)) : level;
    }

    private void contribute(Series series, Occasion event, Judgement judgement, EventSlots slots) {
        if (event.isByWindows() && !contributions.isEmpty()) {
            contributions.all().forEach(each -> holdsOn(each, judgement, slots));
            return;
        }
        Contribution contribution = contributions.of(series, series == group);
        holdsOn(contribution, judgement, slots);
        Contribution ofGroup = group == null ? null : contributions.find(group);
        if (ofGroup != null && ofGroup != contribution) {
            holdsOn(ofGroup, judgement, slots);
        }
        contribution.lastKnown = event.isByWindows() ? lastKnown : event.now();
    }

    private void holdsOn(Contribution contribution, Judgement judgement, EventSlots slots) {
        contribution.level = standing(contribution.level, judgement, slots);
        contribution.holding = judgement.holding(contribution.holding);
        contribution.recovered = false;
    }

    /** Whether windows show every series to have recovered from where it stands. */
    private Truth recoveryOfAll(Judgement judgement, EventSlots slots) {
        Truth recovery = Truth.TRUE;
        for (Contribution each : contributions.all()) {
            recovery = recovery.and(recoveryOf(each, judgement, slots));
        }
        return recovery;
    }

    private Truth recoveryOf(Contribution contribution, Judgement judgement, EventSlots slots) {
        int from = state.isOpen() ? Math.min(level, contribution.level) : contribution.level;
        return program.recovery(Math.max(0, from), judgement, slots);
    }

    /** What an occasion at which the condition does not hold says of the series, or of all. */
    private void update(Series series, Occasion event, Judgement judgement, Truth recovery, EventSlots slots) {
        if (event.isByWindows()) {
            contributions.updateAll(judgement, each -> recoveryOf(each, judgement, slots));
        } else {
            contributions.update(series, event.now(), judgement, recovery);
            if (isHeldByWindows()) {
                contributions.update(group(), event.now(), judgement, recovery);
            }
        }
    }

    /** Where a series stands that stood at {@code before} and for which a level holds now. */
    private int standing(int before, Judgement judgement, EventSlots slots) {
        if (!state.isOpen() || before <= judgement.highest()) {
            return judgement.highest();
        }
        for (int i = before; i > judgement.highest(); i--) {
            boolean ownRecovery = i == Math.min(before, level) && program.hasRecovery(i);
            boolean stays =
                    ownRecovery ? program.isHeldUp(i, judgement, slots) : judgement.atOrAbove(i) == Truth.UNKNOWN;
            if (stays && program.hasLevel(i)) {
                return i;
            }
        }
        return judgement.highest();
    }

    private int levelOf(Series series) {
        Contribution contribution = contributions.find(series);
        return contribution == null ? level : contribution.level;
    }

    private boolean isActiveAt(long time) {
        ActiveTime activeTime = rule.activeTime();
        return activeTime == null || activeTime.contains(Instant.ofEpochMilli(time));
    }

    // ---- clocks

    private void tickClocks(Judgement judgement, Occasion event) {
        for (int i = 0; i < clocks.length; i++) {
            HoldClock clock = clocks[i];
            if (clock == null) {
                continue;
            }
            Truth verdict = judgement.atOrAbove(i);
            if (verdict == Truth.TRUE && event.isByWindows()) {
                clock.stand(event.time());
            } else if (verdict == Truth.TRUE) {
                clock.match(event.time());
            } else if (verdict == Truth.FALSE && contributions.highestHolding() < i) {
                clock.miss();
            }
        }
    }

    private int highestReady(Judgement judgement, Occasion event) {
        for (int i = judgement.highest(); i >= 0; i--) {
            HoldClock clock = clocks[i];
            if (program.hasLevel(i) && (clock == null || isReady(clock, event))) {
                return i;
            }
        }
        return Judgement.NONE;
    }

    private static boolean isReady(HoldClock clock, Occasion event) {
        return event.isByWindows() ? clock.isReadyWithoutEvent(event.time()) : clock.isReady(event.time());
    }

    /** The levels above that one hold in no series any more. */
    private void missAbove(int level) {
        for (int i = level + 1; i < clocks.length; i++) {
            HoldClock clock = clocks[i];
            if (clock != null) {
                clock.miss();
            }
        }
    }

    private boolean anyClockRunsAt(long now) {
        for (HoldClock clock : clocks) {
            if (clock != null && clock.isRunning() && clock.runsOutAt() > now) {
                return true;
            }
        }
        return false;
    }

    /** Whether something is open, held or counted. A stateless alert holds and counts while it is inactive. */
    private boolean isAtWork() {
        return state != INACTIVE || anyClockRuns();
    }

    private boolean anyClockRuns() {
        for (HoldClock clock : clocks) {
            if (clock != null && clock.isRunning()) {
                return true;
            }
        }
        return false;
    }

    private void resetClocks() {
        for (HoldClock clock : clocks) {
            if (clock != null) {
                clock.reset();
            }
        }
    }

    // ---- time

    /** When time alone may next change something; {@link Long#MAX_VALUE} if it cannot. */
    long nextTime(long now) {
        return Math.min(countEnds(), Math.min(nextSilence(now), nextByWindows(now)));
    }

    /** When windows, though they do not change, may next complete a hold or start an alert. */
    private long nextByWindows(long now) {
        return awaitsWindows() ? windowsQuietUntil : nextByWholeWindows(now);
    }

    private long nextByWholeWindows(long now) {
        if (state == PENDING || state == FIRING) {
            return firstClockToComplete();
        } else if (state == RECOVERING && recoversWithoutEvent && recoveredOftenEnough()) {
            long end = recoveringSince + rule.resolveAfterMillis();
            return recoveredSinceAsked ? end : firstAfterAsked(end);
        }
        return shutOut && mayStandByWindows && sawEvent ? firstAfterAsked(nextActive(now)) : Long.MAX_VALUE;
    }

    private boolean recoveredOftenEnough() {
        return recoveries >= rule.resolveOccurrences() || rule.resolveOccurrences() <= 1;
    }

    private long firstAfterAsked(long time) {
        return time > askedWindowsAt ? time : Long.MAX_VALUE;
    }

    private long firstClockToComplete() {
        long first = Long.MAX_VALUE;
        for (int i = state == FIRING ? level + 1 : 0; i < clocks.length; i++) {
            HoldClock clock = clocks[i];
            if (clock != null) {
                long end = clock.endsWithoutEventAt();
                first = Math.min(first, clock.isMetSinceAsked() ? end : firstAfterAsked(end));
            }
        }
        return first;
    }

    /** Whether windows have to be asked now because a hold is over or the active time begins. */
    boolean isDueByWindows(long now) {
        return nextByWindows(now) <= now;
    }

    /** What windows say when silence is about to speak: as long as they hold, it does not end the alert. */
    void standsByWindows(boolean holds) {
        standsByWindows = holds;
    }

    /** Windows have lost something: they are asked then, and say nothing by time alone before. */
    void awaitWindows(long until) {
        windowsQuietUntil = until;
    }

    boolean awaitsWindows() {
        return windowsQuietUntil != Long.MAX_VALUE;
    }

    /** Windows were asked, and have told what they have to say. */
    void askedWindows(long now) {
        if (windowsQuietUntil <= now) {
            windowsQuietUntil = Long.MAX_VALUE;
        }
    }

    /** Whether any event of the group was seen, be it that only windows took it in. */
    boolean sawEvent() {
        return sawEvent;
    }

    /** When silence may next change something: of one series of an open alert, or of the whole group. */
    private long nextSilence(long now) {
        long after = rule.noData().afterMillis();
        if (isKeptByWindows()) {
            return Long.MAX_VALUE;
        }
        return switch (onSilence()) {
            case KEEP -> Long.MAX_VALUE;
            case RESOLVE -> isAtWork() ? contributions.longestSilent(lastKnown) + after : Long.MAX_VALUE;
            case FIRE -> {
                if (firesForSilence || (seen && !everKnown)) {
                    yield Long.MAX_VALUE;
                }
                if (state.isOpen()) {
                    long first = contributions.longestSilent(lastKnown);
                    yield first < lastKnown && now < lastKnown + after ? first + after : Long.MAX_VALUE;
                }
                if (isAtWork()) {
                    long first = contributions.longestSilent(lastKnown);
                    if (first < lastKnown && now < lastKnown + after) {
                        yield first + after;
                    }
                }
                yield nextActive(Math.max(now, lastKnown + after));
            }
        };
    }

    /** Silence does not end what windows keep up; whoever asked to be told of it is told all the same. */
    private boolean isKeptByWindows() {
        return standsByWindows && (state.isOpen() || onSilence() == NoData.Then.RESOLVE);
    }

    private NoData.Then onSilence() {
        return seen ? rule.noData().then() : NoData.Then.FIRE;
    }

    private long nextActive(long time) {
        ActiveTime activeTime = rule.activeTime();
        if (activeTime == null) {
            return time;
        }
        Instant next = activeTime.nextActive(Instant.ofEpochMilli(time));
        return next == null ? Long.MAX_VALUE : next.toEpochMilli();
    }

    /** When the last match of a pending alert has left; {@link Long#MAX_VALUE} if its next event decides. */
    private long countEnds() {
        if (state != PENDING || beginsAnew) {
            return Long.MAX_VALUE;
        }
        long last = Long.MIN_VALUE;
        for (HoldClock clock : clocks) {
            if (clock != null && clock.isRunning()) {
                last = Math.max(last, clock.runsOutAt());
            }
        }
        return last;
    }

    /** Time has come to {@code now}, with no event in between. */
    void onTime(long now, TransitionSink sink) {
        if (countEnds() <= now) {
            value = Double.NaN;
            threshold = Double.NaN;
            end(INACTIVE, Reason.CONDITION, now, sink);
        } else if (isKeptByWindows()) {
            return;
        } else if (now - lastKnown >= rule.noData().afterMillis()) {
            groupIsSilent(now, sink);
        } else if (isAtWork() && onSilence() != NoData.Then.KEEP) {
            seriesAreSilent(now, sink);
        }
    }

    private void groupIsSilent(long now, TransitionSink sink) {
        NoData.Then then = onSilence();
        if (then == NoData.Then.RESOLVE && isAtWork()) {
            endForSilence(now, sink);
        } else if (then == NoData.Then.FIRE
                && (everKnown || !seen)
                && !state.isOpen()
                && !firesForSilence
                && isActiveAt(now)) {
            level = program.highestLevel();
            value = Double.NaN;
            threshold = Double.NaN;
            contributions.clear();
            resetClocks();
            to(FIRING, Reason.NO_DATA, now, sink);
            if (!rule.stateful()) {
                forget();
            }
            firesForSilence = true;
        }
    }

    /** Series of a coarser alert leave it; the others decide. */
    private void seriesAreSilent(long now, TransitionSink sink) {
        boolean wasOpen = contributions.anyOpen();
        if (!contributions.dropSilent(now - rule.noData().afterMillis())) {
            return;
        }
        missAbove(contributions.highestHolding());
        boolean nothingLeft = state.isOpen() ? wasOpen && !contributions.anyOpen() : !anyClockRunsAt(now);
        if (nothingLeft) {
            endForSilence(now, sink);
        } else if (state == FIRING && contributions.anyOpen() && contributions.highestOpenLevel() < level) {
            level = contributions.highestOpenLevel();
            value = Double.NaN;
            threshold = Double.NaN;
            to(FIRING, Reason.LEVEL, now, sink);
        }
    }

    private void endForSilence(long now, TransitionSink sink) {
        if (state == INACTIVE) {
            forget();
            return;
        }
        value = Double.NaN;
        threshold = Double.NaN;
        end(state == PENDING ? INACTIVE : RESOLVED, Reason.NO_DATA, now, sink);
    }

    // ---- transitions

    /** What the next transition tells of the event that made it. */
    private void remember(Occasion event, EventSlots slots) {
        value = program.value(level, slots);
        threshold = program.threshold(level, slots);
        variables = event.variables();
    }

    private void end(AlertState end, Reason reason, long time, TransitionSink sink) {
        to(end, reason, time, sink);
        forget();
    }

    /** Back to inactive, as if nothing had been; only the last times stay. */
    private void forget() {
        state = INACTIVE;
        level = Judgement.NONE;
        value = Double.NaN;
        threshold = Double.NaN;
        variables = Map.of();
        contributions.clear();
        resetClocks();
        firesForSilence = false;
        beginsAnew = false;
    }

    private void to(AlertState next, Reason reason, long eventTime, TransitionSink sink) {
        long time = Math.max(eventTime, lastTransition);
        AlertState from = state;
        if (from == INACTIVE) {
            sameInstant = time == lastStart ? sameInstant + 1 : 1;
            lastStart = time;
            id = AlertId.of(rule.id(), identity, time, sameInstant);
            sequence = 0;
        }
        if (from != next) {
            since = time;
        }
        if (next == FIRING && !from.isOpen()) {
            firingSince = time;
        }
        state = next;
        lastTransition = time;
        lastTouched = Math.max(lastTouched, time);
        sequence++;
        told++;
        boolean hasFired = from.isOpen() || next == FIRING;
        Transition transition = new Transition(
                Instant.ofEpochMilli(time),
                rule,
                labels,
                from,
                next,
                RuleProgram.level(level),
                known(value),
                known(threshold),
                reason,
                Instant.ofEpochMilli(since),
                hasFired ? Instant.ofEpochMilli(firingSince) : null,
                id,
                sequence,
                variables);
        sink.put(transition, program.order(), identity);
    }

    AlertState state() {
        return state;
    }

    /** The alert as it stands, or null if it is inactive. */
    @Nullable
    Alert snapshot() {
        if (state == INACTIVE) {
            return null;
        }
        catchUp();
        return new Alert(
                rule,
                labels,
                state,
                RuleProgram.level(level),
                Instant.ofEpochMilli(since),
                state.isOpen() ? Instant.ofEpochMilli(firingSince) : null,
                known(value),
                id,
                sequence,
                why(),
                unknown);
    }

    private String why() {
        if (firesForSilence) {
            String after = DurationText.format(rule.noData().afterMillis());
            return seen ? "no data for " + after : "never seen within " + after;
        }
        return state == RECOVERING ? program.recoveryText(level) : program.conditionText(level);
    }

    private static @Nullable Double known(double number) {
        return Double.isNaN(number) ? null : number;
    }

    // ---- snapshots and other rules

    /**
     * Tells a snapshot the alert, or learns it from there.
     *
     * @param sameConditions whether the conditions are those for which a snapshot was taken; else what is held or counted begins anew
     * @param sameHolds whether levels are held and counted as then
     * @param series finds a series by its tags
     */
    void exchange(SnapshotStream stream, boolean sameConditions, boolean sameHolds, Function<Labels, Series> series) {
        catchUp();
        state = stream.choice(state, AlertState.values());
        level = stream.number(level);
        since = stream.time(since);
        firingSince = stream.time(firingSince);
        value = stream.bits(value);
        threshold = stream.bits(threshold);
        variables = exchangeVariables(stream);
        id = stream.text(id);
        sequence = stream.number(sequence);
        sameInstant = stream.number(sameInstant);
        lastStart = stream.time(lastStart);
        lastTransition = stream.time(lastTransition);
        lastKnown = stream.time(lastKnown);
        seen = stream.flag(seen);
        firesForSilence = stream.flag(firesForSilence);
        recoveringSince = stream.time(recoveringSince);
        recoveries = stream.number(recoveries);
        recoversWithoutEvent = stream.flag(recoversWithoutEvent);
        standsByWindows = stream.flag(standsByWindows);
        askedWindowsAt = stream.time(askedWindowsAt);
        recoveredSinceAsked = stream.flag(recoveredSinceAsked);
        askedInTurn = stream.number(askedInTurn);
        shutOut = stream.flag(shutOut);
        beginsAnew = stream.flag(beginsAnew);
        windowsQuietUntil = stream.time(windowsQuietUntil);
        mayStandByWindows = stream.flag(mayStandByWindows);
        sawEvent = stream.flag(sawEvent);
        everKnown = stream.flag(everKnown);
        lastTouched = stream.time(lastTouched);
        unknown = stream.textOrNull(unknown);
        contributions.exchange(stream, this::group, series);
        exchangeClocks(stream, sameConditions);
        if (stream.isReading() && !sameConditions) {
            holdAnew();
        }
        if (stream.isReading()) {
            contributions.all().forEach(each -> each.level = program.levelAtMost(each.level));
        }
        beginsAnew |= !sameHolds && state == PENDING && !anyClockRuns();
    }

    private Map<String, Object> exchangeVariables(SnapshotStream stream) {
        List<String> names = stream.texts(List.copyOf(variables.keySet()));
        Map<String, Object> result = new LinkedHashMap<>();
        for (String name : Objects.requireNonNull(names)) {
            Object known = stream.value(variables.get(name));
            if (known != null) {
                result.put(name, known);
            }
        }
        return stream.isReading() ? result : variables;
    }

    /** By their place among the rule's levels: a level may have got another name. */
    private void exchangeClocks(SnapshotStream stream, boolean sameConditions) {
        List<LevelCondition> levels = rule.levels();
        int count = stream.number(levels.size());
        for (int i = 0; i < count; i++) {
            HoldClock clock = i < levels.size() ? clocks[levels.get(i).level().ordinal()] : null;
            if (stream.flag(clock != null)) {
                stream.block(
                        clock != null && sameConditions,
                        () -> Objects.requireNonNull(clock).exchange(stream));
            }
        }
    }

    /** Other conditions: what fires goes on until its next event, what is held or counted begins anew. */
    private void holdAnew() {
        resetClocks();
        recoveries = 0;
        standsByWindows = false;
        mayStandByWindows = false;
        shutOut = false;
        beginsAnew = state == PENDING || state == RECOVERING;
        if (!state.isOpen()) {
            contributions.clear();
        }
    }

    /** Whether it holds or counts otherwise than when this was asked last, while it is live. */
    boolean holdsOtherwise() {
        if (state == INACTIVE) {
            return false;
        }
        long now = mixed(
                mixed(mixed(mixed(0, level), recoveringSince), recoveries),
                contributions.all().size());
        for (HoldClock clock : clocks) {
            now = mixed(now, clock == null ? 0 : clock.held());
        }
        boolean isOther = now != held;
        held = now;
        return isOther;
    }

    private static long mixed(long hash, long value) {
        long product = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 32;
    }

    /** Nothing was heard for a while, of which nobody knows what it would have been. */
    void resumeAt(long now) {
        lastKnown = Math.max(lastKnown, now);
        contributions.all().forEach(each -> each.lastKnown = Math.max(each.lastKnown, now));
    }

    /** Whether its last transition was that one. */
    boolean isAt(String alert, long number) {
        return state != INACTIVE && id.equals(alert) && sequence == number;
    }

    /** Others go on with it, or it is over. */
    void letGo() {
        contributions.clear();
    }

    /** Whether it waits for a group that was expected and has not come. */
    boolean isUnseen() {
        return !seen;
    }

    /** The rule is gone, or concerns other alerts now: what is open or pending ends. */
    void remove(long now, TransitionSink sink) {
        if (state != INACTIVE) {
            value = Double.NaN;
            threshold = Double.NaN;
            end(state == PENDING ? INACTIVE : RESOLVED, Reason.RULE_REMOVED, now, sink);
        }
        contributions.clear();
    }
}
