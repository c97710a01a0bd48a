package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Receiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one receiver stands to one alert: whether it is meant, what it was told, and what keeps it from being told more. */
final class Standing {
    /** That of appearance: so another policy that goes on with the same state has the same. */
    static final Comparator<Standing> ORDER = Comparator.comparingLong(standing -> standing.serial);

    final Incident incident;
    final long serial;
    Receiver receiver;
    Policy policy = Policy.NONE;
    /** Path of the route that gave the policy; empty if none did. */
    String scope = "";
    /** Whether routing leads here now. */
    boolean meant;

    /** Whether the receiver is no longer in the file: it is told of the end only. */
    boolean isGone;

    /** Files changed so that it leads here, while somebody else knew already: it waits for the alert's next change. */
    boolean takesOverLater;
    /** Told in place of this receiver, or in addition to it; null if routing leads here. */
    @Nullable
    String escalatedFrom;

    /** Whether it knows that the alert fires. */
    boolean told;

    @Nullable
    Level toldLevel;
    /** When it was told that the alert fires. */
    long toldAt;

    boolean toldInSummary;
    boolean toldFlapping;
    /** A notice of its beginning was given up, and may have arrived all the same: so its end is owed. */
    boolean mayKnow;

    /** Whether the firing notice has arrived, as far as is known. */
    boolean delivered;

    long pausedUntil = Long.MIN_VALUE;
    int swallowed;
    /** After a firing notice was given up, the alert is not told anew before this. */
    long givenUpUntil = Long.MIN_VALUE;

    /** The change that was counted last as swallowed. */
    private @Nullable Transition swallowedLast;

    /** The rate guard holds it back until its next summary. */
    boolean heldBack;
    /** Of a rule that is not stateful: what is not told yet. */
    List<Transition> matches = List.of();

    @Nullable
    Group group;

    final Decisions decisions = new Decisions();

    /**
     * What rows say of its group, until it has found it.
     *
     * @param isAlone whether it was told by itself
     * @param number the group's serial
     */
    record GroupTimes(boolean isAlone, long number, long lastNotice, long firingTold, long flushAt, long repeatAt) {
        GroupTimes exchange(SnapshotStream state) {
            return new GroupTimes(
                    isAlone,
                    number,
                    state.time(lastNotice),
                    state.time(firingTold),
                    state.time(flushAt),
                    state.time(repeatAt));
        }
    }

    @Nullable
    GroupTimes restored;

    /** Where it waits for something to end that has no time. */
    private @Nullable Set<Standing> waitingIn;

    private @Nullable Due lookAgain;
    private @Nullable Due escalation;
    private @Nullable Due fallback;

    Standing(Incident incident, Receiver receiver, long serial) {
        this.incident = incident;
        this.receiver = receiver;
        this.serial = serial;
    }

    boolean isMeant() {
        return (meant && !takesOverLater) || escalatedFrom != null;
    }

    Due lookAgain() {
        Due known = lookAgain;
        if (known == null) {
            known = new Due(Due.Kind.LOOK_AGAIN, this, serial);
            lookAgain = known;
        }
        return known;
    }

    long escalationAt() {
        return Due.at(escalation);
    }

    long fallbackAt() {
        return Due.at(fallback);
    }

    Due escalation() {
        Due known = escalation;
        if (known == null) {
            known = new Due(Due.Kind.ESCALATION, this, serial);
            escalation = known;
        }
        return known;
    }

    Due fallback() {
        Due known = fallback;
        if (known == null) {
            known = new Due(Due.Kind.FALLBACK, this, serial);
            fallback = known;
        }
        return known;
    }

    /** Takes all its times back. */
    void cancelTimes(Timeline time) {
        cancelLookAgain(time);
        cancelHandOver(time);
    }

    void cancelLookAgain(Timeline time) {
        if (lookAgain != null) {
            time.schedule(lookAgain, Timeline.NEVER);
        }
    }

    void cancelHandOver(Timeline time) {
        cancelEscalation(time);
        cancelFallback(time);
    }

    void cancelEscalation(Timeline time) {
        if (escalation != null) {
            time.schedule(escalation, Timeline.NEVER);
        }
    }

    void cancelFallback(Timeline time) {
        if (fallback != null) {
            time.schedule(fallback, Timeline.NEVER);
        }
    }

    void waitIn(Set<Standing> set) {
        stopWaiting();
        set.add(this);
        waitingIn = set;
    }

    void stopWaiting() {
        if (waitingIn != null) {
            waitingIn.remove(this);
            waitingIn = null;
        }
    }

    boolean hasSwallowedLast() {
        return swallowedLast == incident.last;
    }

    void swallowedBefore() {
        swallowedLast = incident.last;
    }

    /** Counts what a pause swallows, each change once. */
    void swallow(Transition transition) {
        if (transition != swallowedLast) {
            swallowed++;
            swallowedLast = transition;
        }
    }

    void addMatch(Transition transition) {
        List<Transition> all = new ArrayList<>(matches);
        all.add(transition);
        matches = all;
    }

    /** What a notice shows of it. */
    List<Transition> shown() {
        return matches.isEmpty() ? List.of(incident.last) : matches;
    }
}
