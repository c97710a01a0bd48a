package io.watchfire.notifiers.policy;

import io.watchfire.notifiers.Notice.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The one question that everything ends in: is there anything to tell, and does anything stand in its way? */
final class Examiner {
    /** How long after a notice was given up the alert is told anew. */
    private static final long TOLD_ANEW_AFTER = 60 * 60_000L;

    private final Timeline time;
    private final Stages stages;
    private final Telling telling;
    private final Incidents incidents;
    private final Marks marks;

    Examiner(Timeline time, Stages stages, Telling telling, Incidents incidents, Marks marks) {
        this.time = time;
        this.stages = stages;
        this.telling = telling;
        this.incidents = incidents;
        this.marks = marks;
    }

    void examine(Standing standing) {
        marks.changed(standing);
        Status what = Stages.toTell(standing);
        if (standing.heldBack) {
            if (what != Status.RESOLVED || standing.toldInSummary) {
                return; // The next summary tells it.
            }
            Guard guard = telling.guard(standing.receiver.name());
            if (guard != null) {
                guard.release(standing);
            }
        }
        standing.stopWaiting();
        standing.cancelLookAgain(time);
        Group group = standing.group;
        if (what == null || group == null) {
            if (what == null && !standing.incident.open) {
                ended(standing);
            }
            return;
        }
        if (what == Status.RESOLVED && !standing.incident.last.rule().notices().notifyResolved()) {
            telling.forgetEnd(standing);
            return;
        }
        Hold hold = stages.first(standing, what, time.now());
        if (hold == null) {
            telling.tell(group, List.of(new Telling.Item(standing, what)));
        } else {
            keep(standing, what, hold);
        }
    }

    private void ended(Standing standing) {
        if (standing.decisions.areOfTellingYet() && !standing.incident.flapping) {
            standing.decisions.add(time.now(), Decision.Kind.NOT_TOLD, "it ended before");
        }
    }

    private void keep(Standing standing, Status what, Hold hold) {
        standing.decisions.add(time.now(), hold.kind(), hold.until(), hold.detail());
        if (hold.kind() == Decision.Kind.PAUSED) {
            standing.swallow(standing.incident.last);
        }
        if (!standing.matches.isEmpty() && hold.losesMatches()) {
            standing.matches = List.of();
            return;
        }
        waitFor(standing, hold);
    }

    /** After a restart: finds again what an alert waits for. That was decided before, unless nothing stands in the way now. */
    void takeUp(Standing standing) {
        Status what = Stages.toTell(standing);
        if (what == null) {
            return;
        }
        Hold hold = standing.heldBack || standing.group == null ? null : stages.first(standing, what, time.now());
        if (hold == null) {
            examine(standing);
        } else {
            waitFor(standing, hold);
        }
    }

    private void waitFor(Standing standing, Hold hold) {
        Group group = standing.group;
        if (hold.kind() == Decision.Kind.GROUPED && group != null) {
            group.flushAt = Math.min(group.flushAt, hold.until());
            group.schedule(time);
            return;
        }
        if (hold.kind() != Decision.Kind.FLAPPING) {
            time.schedule(standing.lookAgain(), hold.until());
        }
        if (hold.waiting() != null) {
            standing.waitIn(hold.waiting());
        }
    }

    void flush(Group group) {
        long now = time.now();
        if (group.flushAt <= now) {
            // The wait is the group's: it goes on though the alert that began it is over.
            group.flushAt = Timeline.NEVER;
            tellTogether(group);
        }
        if (group.repeatAt <= now) {
            telling.repeat(group);
            repeatNext(group, now);
        }
        group.schedule(time);
        List.copyOf(group.members).forEach(member -> forget(member.incident));
    }

    /** Another file may have another ladder. What is due at this instant has not been told yet. */
    void repeatAnew(Group group) {
        repeatNext(group, group.repeatAt <= time.now() ? time.now() - 1 : time.now());
    }

    private void repeatNext(Group group, long after) {
        group.repeatAt = nextRepeat(group, after);
        group.schedule(time);
    }

    private void tellTogether(Group group) {
        group.flushing = true;
        List<Telling.Item> items = new ArrayList<>();
        for (Standing member : List.copyOf(group.members)) {
            Status what = member.heldBack ? null : Stages.toTell(member);
            if (what == null) {
                continue;
            }
            marks.changed(member);
            Hold hold = stages.first(member, what, time.now());
            if (hold != null) {
                keep(member, what, hold);
            } else if (what == Status.RESOLVED
                    && !member.incident.last.rule().notices().notifyResolved()) {
                telling.forgetEnd(member);
            } else {
                items.add(new Telling.Item(member, what));
            }
        }
        telling.tell(group, items);
        group.flushing = false;
    }

    /** Also while only ends are owed: an alert may fire again before its end is told. */
    private static long nextRepeat(Group group, long after) {
        for (Standing member : group.members) {
            if (member.told) {
                return Repeats.next(member.policy.repeatMillis(), group.firingTold, after);
            }
        }
        return Timeline.NEVER;
    }

    /**
     * A receiver did not get a notice, as far as is known.
     *
     * @return whether it was to learn from it that the alert fires
     */
    boolean notTold(Standing standing, Told notice, Told.About alert, boolean mayHaveArrived) {
        if (alert.isAnnounced()
                && standing.told
                && standing.toldAt == notice.time().toEpochMilli()) {
            boolean mayKnow = standing.mayKnow || mayHaveArrived;
            telling.forgetBeginning(standing);
            standing.mayKnow = mayKnow;
            standing.givenUpUntil = time.now() + TOLD_ANEW_AFTER;
            examine(standing);
            return true;
        }
        return false;
    }

    /**
     * A notice that came behind one that was given up has arrived, or may have: the receiver knows of the alert all the same.
     */
    void mayKnow(Standing standing, Told notice, Told.About alert) {
        Incident incident = standing.incident;
        boolean isOfThisTime = incident.open && incident.last.alert().equals(alert.id());
        if (isOfThisTime && !standing.told && notice.status() != Status.RESOLVED) {
            marks.changed(standing);
            standing.mayKnow = true;
            // It may have left its group, when it did not seem to know.
            incidents.group(standing);
        }
    }

    void examineAll(Incident incident) {
        for (Standing standing : List.copyOf(incident.standings)) {
            examine(standing);
        }
    }

    /** Comes behind every change of an alert. */
    void tidy(Incident incident) {
        marks.changed(incident);
        forget(incident);
    }

    private void forget(Incident incident) {
        incident.forgetFacts();
        incidents.tidy(incident);
    }

    void summary(Guard guard) {
        List<Standing> heldBack = List.copyOf(guard.heldBack);
        telling.summary(guard);
        heldBack.forEach(this::examine);
        heldBack.forEach(standing -> tidy(standing.incident));
    }

    /** Tells what only waits. */
    void finish() {
        List<Group> inOrder = new ArrayList<>(incidents.groups().values());
        inOrder.sort(Comparator.comparingLong(group -> group.serial));
        for (Group group : inOrder) {
            if (group.flushAt != Timeline.NEVER) {
                group.flushAt = Timeline.NEVER;
                tellTogether(group);
                group.schedule(time);
            }
        }
        for (Guard guard : telling.guards()) {
            summary(guard);
        }
    }
}
