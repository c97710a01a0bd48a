package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.receiver.Policy.HandOver;
import io.watchfire.notifiers.receiver.Policy.RateGuard;
import io.watchfire.notifiers.store.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has passed the stages becomes notices here: put together by group, counted by the rate guard, remembered as told. */
final class Telling {
    private static final Comparator<Transition> WORST_FIRST = Comparator.comparing(Transition::level)
            .reversed()
            .thenComparing(change -> change.firingSince() == null ? change.since() : change.firingSince())
            .thenComparing(change -> change.rule().id())
            .thenComparing(Transition::labels);

    /** One thing that may be told: what, of which standing. */
    record Item(Standing standing, Status what) {}

    private final Timeline time;
    private final Stages stages;
    private final Marks marks;
    private final Map<String, Guard> guards = new LinkedHashMap<>();
    private List<Notice> out = new ArrayList<>();

    Telling(Timeline time, Stages stages, Marks marks) {
        this.time = time;
        this.stages = stages;
        this.marks = marks;
    }

    List<Notice> take() {
        List<Notice> taken = out;
        out = new ArrayList<>();
        return taken;
    }

    @Nullable
    Guard guard(String receiver) {
        return guards.get(receiver);
    }

    List<Guard> guards() {
        return List.copyOf(guards.values());
    }

    /** A guard that is asked for leave counts. */
    private Guard guardOf(String receiver) {
        marks.changed(Row.Kind.GUARD, receiver);
        Guard guard = guards.get(receiver);
        return guard == null ? restored(receiver, guards.size()) : guard;
    }

    Guard restored(String receiver, long serial) {
        Guard guard = new Guard(receiver, serial);
        guards.put(receiver, guard);
        return guard;
    }

    /** Tells items of one group at once: ends, then what flaps, then what fires, each in one notice. */
    void tell(Group group, List<Item> items) {
        List<Standing> ended = of(items, Status.RESOLVED);
        List<Standing> guarded = ended.stream().filter(s -> s.toldInSummary).toList();
        List<Standing> free = ended.stream().filter(s -> !s.toldInSummary).toList();
        if (!free.isEmpty()) {
            emit(group, Status.RESOLVED, free, free, true);
        }
        if (!guarded.isEmpty()) {
            emit(group, Status.RESOLVED, guarded, guarded, false);
        }
        List<Standing> flapping = of(items, Status.FLAPPING);
        if (!flapping.isEmpty()) {
            emit(group, Status.FLAPPING, flapping, flapping, false);
        }
        List<Standing> fresh = of(items, Status.FIRING);
        List<Standing> changed = of(items, Status.LEVEL);
        if (!fresh.isEmpty() || !changed.isEmpty()) {
            Status status = fresh.isEmpty() ? Status.LEVEL : Status.FIRING;
            List<Standing> told = new ArrayList<>(fresh);
            told.addAll(changed);
            emit(group, status, told, withOthersThatFire(group, told), false);
        }
    }

    /** Tells again what still fires and nobody has acknowledged. */
    void repeat(Group group) {
        List<Standing> firing = new ArrayList<>();
        for (Standing member : group.members) {
            boolean mayBe = member.told && member.incident.open && member.incident.acknowledged == null;
            if (mayBe && stages.suppressed(member, Status.REPEAT, time.now()) == null) {
                firing.add(member);
            }
        }
        firing.removeIf(member -> time.now() < member.pausedUntil);
        if (!firing.isEmpty()) {
            emit(group, Status.REPEAT, firing, firing, false);
        }
    }

    /** Tells what was held back, as it stands now. */
    void summary(Guard guard) {
        List<Standing> all = List.copyOf(guard.heldBack);
        List<Standing> told = new ArrayList<>();
        marks.changed(Row.Kind.GUARD, guard.receiver);
        all.forEach(marks::changed);
        guard.summaryAt = Timeline.NEVER;
        for (Standing standing : all) {
            guard.release(standing);
            if (isForSummary(standing)) {
                told.add(standing);
            }
        }
        if (told.isEmpty()) {
            return;
        }
        guard.told.addLast(time.now());
        send(Status.SUMMARY, told, told);
        for (Standing standing : told) {
            Status what = Stages.toTell(standing);
            if (what != null) {
                standing.toldInSummary = true;
                remember(standing, what);
            }
        }
    }

    /**
     * A summary also names what began and ended while it was held back, and what is again as its receiver knows it; but not what files
     * have made none of its receiver's business.
     */
    private boolean isForSummary(Standing standing) {
        Status what = Stages.toTell(standing);
        if (what == null) {
            boolean isStrange = standing.incident.open && !standing.told && !standing.toldFlapping;
            return !standing.isGone && !isStrange;
        }
        return stages.suppressed(standing, what, time.now()) == null;
    }

    private static List<Standing> of(List<Item> items, Status what) {
        return items.stream()
                .filter(item -> item.what == what)
                .map(Item::standing)
                .toList();
    }

    /** A group's notice counts all of it that fires and that may be told. */
    private List<Standing> withOthersThatFire(Group group, List<Standing> told) {
        List<Standing> all = new ArrayList<>(told);
        Set<Standing> known = new HashSet<>(told);
        for (Standing member : group.members) {
            boolean fires = member.told && member.incident.open && !known.contains(member);
            if (fires && stages.suppressed(member, Status.FIRING, time.now()) == null) {
                all.add(member);
            }
        }
        return all;
    }

    /**
     * Sends one notice, unless the rate guard holds it back.
     *
     * @param told who hears something new by it
     * @param shown all that it is about
     * @param free whether the rate guard has no say
     */
    private void emit(Group group, Status status, List<Standing> told, List<Standing> shown, boolean free) {
        told.forEach(marks::changed);
        Standing first = told.get(0);
        RateGuard limit = first.policy.rateGuard();
        if (limit != null && !free) {
            Guard guard = guardOf(first.receiver.name());
            if (!guard.admits(limit, time.now())) {
                told.forEach(standing -> heldBack(standing, status, guard, limit));
                return;
            }
        }
        group.lastNotice = time.now();
        marks.changed(group);
        send(status, told, shown);
        if (status != Status.REPEAT) {
            told.forEach(standing -> remember(standing, status));
        }
    }

    private void heldBack(Standing standing, Status status, Guard guard, RateGuard limit) {
        if (status == Status.REPEAT) {
            // It was told before, and is told again by the next step.
            standing.decisions.add(time.now(), Decision.Kind.HELD_BACK, "a repeat");
            return;
        }
        guard.holdBack(standing, limit, time);
        standing.decisions.add(time.now(), Decision.Kind.HELD_BACK, guard.summaryAt, null);
    }

    private void send(Status status, List<Standing> told, List<Standing> shown) {
        Standing first = told.get(0);
        List<Transition> alerts = shown.stream()
                .flatMap(standing -> standing.shown().stream())
                .sorted(WORST_FIRST)
                .toList();
        int swallowed = told.stream().mapToInt(standing -> standing.swallowed).sum();
        Level previous = status == Status.LEVEL && shown.size() == 1 ? first.toldLevel : null;
        List<Standing> announced = announced(told);
        List<Standing> begun = announced.stream()
                .filter(standing -> !standing.toldFlapping && !standing.mayKnow)
                .toList();
        out.add(new Notice(
                first.receiver,
                status,
                alerts.get(0),
                previous,
                alerts,
                swallowed,
                first.escalatedFrom,
                Instant.ofEpochMilli(time.now()),
                null,
                changes(begun),
                changes(announced)));
        String detail = alerts.size() == 1 ? status.text() : status.text() + ", with " + (alerts.size() - 1) + " more";
        told.forEach(standing -> standing.decisions.add(time.now(), Decision.Kind.TOLD, detail));
    }

    /** Those that are told to fire, and were not before. */
    private static List<Standing> announced(List<Standing> told) {
        return told.stream()
                .filter(standing -> standing.incident.open && standing.matches.isEmpty() && !standing.told)
                .toList();
    }

    private static List<Transition> changes(List<Standing> standings) {
        return standings.stream().map(standing -> standing.incident.last).toList();
    }

    /** What the receiver knows now, and what follows from it. */
    private void remember(Standing standing, Status status) {
        long now = time.now();
        standing.swallowed = 0;
        switch (Stages.toTell(standing) == Status.LEVEL ? Status.LEVEL : status) {
            case FIRING -> rememberFiring(standing, now);
            case LEVEL -> standing.toldLevel = standing.incident.last.level();
            case FLAPPING -> standing.toldFlapping = true;
            case RESOLVED -> forgetEnd(standing);
            case REPEAT, SUMMARY -> {}
        }
    }

    private void rememberFiring(Standing standing, long now) {
        standing.pausedUntil = now + standing.incident.last.rule().notices().pauseMillis();
        // It knows of the alert, whatever becomes of this.
        standing.mayKnow |= standing.toldFlapping;
        standing.toldFlapping = false;
        if (!standing.matches.isEmpty()) {
            standing.matches = List.of();
            return;
        }
        standing.told = true;
        standing.toldLevel = standing.incident.last.level();
        standing.toldAt = now;
        standing.delivered = false;
        // What is told anew, since it did not arrive, is escalated when that was due.
        if (standing.escalationAt() == Timeline.NEVER || standing.givenUpUntil == Long.MIN_VALUE) {
            handOver(standing, standing.policy.escalate(), standing.escalation());
        }
        handOver(standing, standing.policy.fallback(), standing.fallback());
        Group group = standing.group;
        if (group != null) {
            group.firingTold = now;
            group.repeatAt = Repeats.next(standing.policy.repeatMillis(), now, now);
            group.schedule(time);
        }
    }

    private void handOver(Standing standing, @Nullable HandOver to, Due due) {
        if (to != null && !to.to().equals(standing.receiver.name())) {
            time.schedule(due, time.now() + to.afterMillis());
        }
    }

    /** A notice that is about no alert: no stage stands in its way. */
    void tell(Notice notice) {
        out.add(notice);
    }

    /** The receiver knows nothing of the alert any more. */
    void forgetEnd(Standing standing) {
        forgetBeginning(standing);
        standing.cancelHandOver(time);
    }

    /** What it was told did not arrive. Others hear of the alert all the same when that is due. */
    void forgetBeginning(Standing standing) {
        standing.told = false;
        standing.mayKnow = false;
        standing.toldLevel = null;
        standing.toldFlapping = false;
        standing.toldInSummary = false;
    }
}
