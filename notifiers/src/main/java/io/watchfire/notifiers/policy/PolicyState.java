package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of incidents and of how receivers stand to them, said once for both directions. What follows from it and from the
 * files (whom an alert is meant for, its policy, its group, what holds it back) is found anew. Secrets are not in it.
 */
final class PolicyState {
    private final SnapshotStream state;
    private final TransitionState transitions;
    private final ReceiverSet receivers;
    private final Timeline time;
    private final Map<Long, Standing.GroupTimes> groups;

    /** @param groups what rows say of groups, by their numbers */
    PolicyState(
            SnapshotStream state,
            TransitionState transitions,
            ReceiverSet receivers,
            Timeline time,
            Map<Long, Standing.GroupTimes> groups) {
        this.state = state;
        this.transitions = transitions;
        this.receivers = receivers;
        this.time = time;
        this.groups = groups;
    }

    /** Reads what a row says of an alert, but for its number, which is read already. */
    void restored(long number, Incidents incidents) {
        incident(null, number, incidents);
    }

    /** Writes what a row says of an alert, but for its number. */
    void write(Incident incident, Incidents incidents) {
        incident(incident, incident.serial, incidents);
    }

    private void incident(@Nullable Incident value, long number, Incidents incidents) {
        String rule = state.text(value == null ? "" : value.key.rule());
        Labels labels = state.labels(value == null ? Labels.NONE : value.key.labels());
        Transition last = transitions.exchange(value == null ? null : value.last, state);
        Incident incident = value == null ? incidents.restored(new AlertKey(rule, labels), number, last) : value;
        incident.open = state.flag(incident.open);
        incident.openedAt = state.time(incident.openedAt);
        incident.closedByHand = state.flag(incident.closedByHand);
        incident.acknowledged = acknowledgement(incident.acknowledged);
        incident.flapping = state.flag(incident.flapping);
        List<Long> changes = new ArrayList<>(incident.changes);
        int count = state.number(changes.size());
        for (int i = 0; i < count; i++) {
            long change = state.time(state.isReading() ? 0 : changes.get(i));
            if (state.isReading()) {
                incident.changes.addLast(change);
            }
        }
        due(incident.settledAt(), incident::settled);
        int standings = state.number(incident.standings.size());
        for (int i = 0; i < standings; i++) {
            standing(incident, value == null ? null : value.standings.get(i), incidents);
        }
    }

    private @Nullable Acknowledgement acknowledgement(@Nullable Acknowledgement value) {
        if (!state.flag(value != null)) {
            return null;
        }
        return new Acknowledgement(
                state.text(value == null ? "" : value.author()),
                state.text(value == null ? "" : value.comment()),
                Instant.ofEpochMilli(state.time(value == null ? 0 : value.time().toEpochMilli())));
    }

    private void standing(Incident incident, @Nullable Standing value, Incidents incidents) {
        long number = state.number(value == null ? 0 : value.serial);
        Receiver receiver = receiver(value == null ? null : value.receiver);
        Standing standing = value == null ? incidents.restored(incident, receiver, number) : value;
        standing.meant = state.flag(standing.meant);
        standing.escalatedFrom = state.textOrNull(standing.escalatedFrom);
        standing.takesOverLater = state.flag(standing.takesOverLater);
        standing.told = state.flag(standing.told);
        Level known = standing.toldLevel == null ? Level.INFO : standing.toldLevel;
        standing.toldLevel = state.flag(standing.toldLevel != null) ? state.choice(known, Level.values()) : null;
        standing.toldAt = state.time(standing.toldAt);
        standing.toldInSummary = state.flag(standing.toldInSummary);
        standing.toldFlapping = state.flag(standing.toldFlapping);
        standing.mayKnow = state.flag(standing.mayKnow);
        standing.delivered = state.flag(standing.delivered);
        standing.givenUpUntil = state.time(standing.givenUpUntil);
        standing.pausedUntil = state.time(standing.pausedUntil);
        standing.swallowed = state.number(standing.swallowed);
        if (state.flag(standing.hasSwallowedLast()) && state.isReading()) {
            standing.swallowedBefore();
        }
        standing.heldBack = state.flag(standing.heldBack);
        matches(standing);
        due(standing.escalationAt(), standing::escalation);
        due(standing.fallbackAt(), standing::fallback);
        Standing.GroupTimes times = group(standing.group);
        standing.restored = state.isReading() ? times : null;
        standing.decisions.exchange(state);
    }

    /** An alert that is told by itself keeps its times here; others name their group, which has a row of its own. */
    private Standing.@Nullable GroupTimes group(@Nullable Group value) {
        if (!state.flag(value != null)) {
            return null;
        }
        long number = state.number(value == null ? 0 : value.serial);
        if (state.flag(value != null && value.key == null)) {
            return (value == null ? new Standing.GroupTimes(true, number, 0, 0, 0, 0) : value.times()).exchange(state);
        }
        return groups.get(number);
    }

    private void matches(Standing standing) {
        int count = state.number(standing.matches.size());
        List<Transition> matches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            matches.add(transitions.exchange(state.isReading() ? null : standing.matches.get(i), state));
        }
        standing.matches = matches;
    }

    /** A receiver is found by its name. One that is gone is known well enough for what it is owed, but for its URL. */
    private Receiver receiver(@Nullable Receiver value) {
        String name = state.text(value == null ? "" : value.name());
        String type = state.text(value == null ? "" : value.type());
        String language = state.text(value == null ? "" : value.language());
        String zone =
                state.text(value == null ? ZoneOffset.UTC.getId() : value.zone().getId());
        return receivers
                .byName(name)
                .orElseGet(() -> new Receiver(name, type, List.of(), false, null, language, ZoneId.of(zone), null));
    }

    private void due(long at, Supplier<Due> due) {
        long when = state.time(at);
        if (state.isReading() && when != Timeline.NEVER) {
            time.schedule(due.get(), when);
        }
    }
}
