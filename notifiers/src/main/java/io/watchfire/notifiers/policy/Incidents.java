package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.notifiers.policy.Standing.GroupTimes;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.store.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All incidents, and the groups of their standings; what is of no use any more is forgotten. */
final class Incidents {
    /** Of so many alerts that are over it is known for some time why they were told or not. */
    static final int MOST_PAST = 10_000;

    /** How long it is remembered what a pause swallowed, after its end. */
    private static final long SWALLOWED_FOR = 24 * 60 * 60_000L;

    /** What was decided about one alert and one receiver. */
    record Who(AlertKey alert, String receiver) {}

    /** @param number the highest is forgotten last */
    record Past(long number, List<Decision> decisions) {}

    private final Map<AlertKey, Incident> byKey = new LinkedHashMap<>();
    private final Map<Group.Key, Group> groups = new LinkedHashMap<>();
    private final Map<Who, Past> past = new LinkedHashMap<>();
    private final Timeline time;
    private final Marks marks;
    /** Numbers of groups by the keys of their rows, while a policy is made of rows. */
    private Map<String, Long> numbersBefore = Map.of();

    private long serial;

    Incidents(Timeline time, Marks marks) {
        this.time = time;
        this.marks = marks;
    }

    Collection<Incident> all() {
        return byKey.values();
    }

    /** Those that tell several alerts together. */
    Map<Group.Key, Group> groups() {
        return Collections.unmodifiableMap(groups);
    }

    Map<Who, Past> past() {
        return Collections.unmodifiableMap(past);
    }

    @Nullable
    Incident get(AlertKey key) {
        return byKey.get(key);
    }

    Incident of(Transition transition) {
        AlertKey key = AlertKey.of(transition);
        Incident known = byKey.get(key);
        if (known == null) {
            known = new Incident(key, serial++, transition);
            byKey.put(key, known);
            marks.changed(known);
        }
        return known;
    }

    Standing standing(Incident incident, Receiver receiver) {
        Standing known = incident.standing(receiver.name());
        if (known == null) {
            known = new Standing(incident, receiver, serial++);
            incident.standings.add(known);
        }
        return known;
    }

    /** Puts a standing where its policy wants it, unless it is there already. */
    void group(Standing standing) {
        Group.Key key = keyOf(standing);
        Group now = standing.group;
        if (now != null && Objects.equals(now.key, key)) {
            return;
        }
        leave(standing);
        Group group = key == null ? null : groups.get(key);
        if (group == null) {
            group = new Group(key, numberOf(key, standing), marks);
            if (key != null) {
                groups.put(key, group);
                marks.changed(group);
            }
        }
        marks.changed(standing);
        group.members.add(standing);
        standing.group = group;
        if (now != null && standing.told) {
            group.lastNotice = Math.max(group.lastNotice, now.lastNotice);
            group.firingTold = Math.max(group.firingTold, now.firingTold);
            group.repeatAt = Repeats.next(standing.policy.repeatMillis(), group.firingTold, time.now());
            group.schedule(time);
        }
    }

    /** A group that was there before a restart keeps its number. */
    private long numberOf(Group.@Nullable Key key, Standing first) {
        GroupTimes times = first.restored;
        Long before = key != null && !numbersBefore.isEmpty()
                ? numbersBefore.get(RowKey.of(key))
                : key == null && times != null && times.isAlone() ? (Long) times.number() : null;
        return before == null ? serial++ : before;
    }

    private static Group.@Nullable Key keyOf(Standing standing) {
        var grouping = standing.policy.grouping();
        if (grouping == null) {
            return null;
        }
        List<String> values = new ArrayList<>(grouping.by().size());
        for (String label : grouping.by()) {
            String value = standing.incident.facts().text(label);
            values.add(value == null ? "" : value);
        }
        return new Group.Key(standing.receiver.name(), standing.scope, grouping, values);
    }

    private void leave(Standing standing) {
        Group group = standing.group;
        if (group == null) {
            return;
        }
        marks.changed(standing);
        standing.group = null;
        group.members.remove(standing);
        if (group.members.isEmpty()) {
            time.schedule(group.due, Timeline.NEVER);
            if (group.key != null) {
                groups.remove(group.key);
                marks.changed(group);
            }
        }
    }

    /** Forgets the standings that hold nothing any more, and the incident if it has none left. */
    void tidy(Incident incident) {
        incident.standings.removeIf(standing -> {
            boolean done = isDone(standing);
            if (done) {
                marks.changed(incident);
                leave(standing);
                standing.cancelTimes(time);
                standing.stopWaiting();
                remember(standing);
            }
            return done;
        });
        boolean changing = incident.last.rule().notices().flap() != null
                && incident.settled().isScheduled();
        if (!incident.open && !incident.closedByHand && !changing && incident.standings.isEmpty()) {
            // Of a rule that no longer says what flaps it may still be going to settle.
            time.schedule(incident.settled(), Timeline.NEVER);
            byKey.remove(incident.key);
            marks.changed(incident);
        }
    }

    private boolean isDone(Standing standing) {
        boolean holds = standing.told
                || standing.toldFlapping
                || standing.mayKnow
                || standing.heldBack
                || !standing.matches.isEmpty();
        if (holds || (standing.incident.open && standing.isMeant()) || standing.incident.flapping) {
            return false;
        }
        long until = standing.swallowed > 0 ? standing.pausedUntil + SWALLOWED_FOR : standing.pausedUntil;
        if (until > time.now()) {
            // Its group ends all the same: the next alert of it waits for others.
            leave(standing);
            time.schedule(standing.lookAgain(), until);
            return false;
        }
        return true;
    }

    private void remember(Standing standing) {
        List<Decision> decisions = standing.decisions.all();
        if (decisions.isEmpty()) {
            return;
        }
        Who who = new Who(standing.incident.key, standing.receiver.name());
        // Taken out and put in anew, so that it is the last to be forgotten.
        Past before = past.remove(who);
        List<Decision> all = new ArrayList<>(before == null ? List.of() : before.decisions);
        all.addAll(decisions);
        all = all.subList(Math.max(0, all.size() - Decisions.AT_MOST), all.size());
        past.put(who, new Past(serial++, List.copyOf(all)));
        marks.changed(Row.Kind.PAST, who);
        if (past.size() > MOST_PAST) {
            Who oldest = past.keySet().iterator().next();
            past.remove(oldest);
            marks.changed(Row.Kind.PAST, oldest);
        }
    }

    // ---- read from rows

    void numbersGoOnAfter(long number) {
        serial = Math.max(serial, number + 1);
    }

    Incident restored(AlertKey key, long number, Transition last) {
        Incident incident = new Incident(key, number, last);
        byKey.put(key, incident);
        return incident;
    }

    Standing restored(Incident incident, Receiver receiver, long number) {
        numbersGoOnAfter(number);
        Standing standing = new Standing(incident, receiver, number);
        incident.standings.add(standing);
        return standing;
    }

    /** @param numbers those of groups, by the keys of their rows; empty once all alerts have found theirs */
    void groupsBefore(Map<String, Long> numbers) {
        numbersBefore = numbers;
        numbers.values().forEach(this::numbersGoOnAfter);
    }

    void restored(Who who, Past over) {
        past.put(who, over);
    }

    List<Explanation> explanations(int atMost) {
        Set<Who> all = new LinkedHashSet<>();
        for (Incident incident : byKey.values()) {
            for (Standing standing : incident.standings) {
                if (all.size() < atMost) {
                    all.add(new Who(incident.key, standing.receiver.name()));
                }
            }
        }
        past.keySet().stream().limit(Math.max(0, atMost - all.size())).forEach(all::add);
        return all.stream()
                .map(who -> new Explanation(
                        who.alert.rule(), who.alert.labels(), who.receiver, decisions(who.alert, who.receiver)))
                .toList();
    }

    /** What was decided about an alert that is over, and about what is of the same identity and fires now. */
    List<Decision> decisions(AlertKey key, String receiver) {
        Past before = past.get(new Who(key, receiver));
        List<Decision> all = new ArrayList<>(before == null ? List.of() : before.decisions);
        Incident incident = byKey.get(key);
        Standing standing = incident == null ? null : incident.standing(receiver);
        if (standing != null) {
            all.addAll(standing.decisions.all());
        }
        return List.copyOf(all);
    }
}
