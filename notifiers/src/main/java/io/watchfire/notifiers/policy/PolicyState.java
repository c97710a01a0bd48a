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

    PolicyState(SnapshotStream state, TransitionState transitions, ReceiverSet receivers, Timeline time) {
        this.state = state;
        this.transitions = transitions;
        this.receivers = receivers;
        this.time = time;
    }

    void incidents(Incidents incidents) {
        List<Incident> known = List.copyOf(incidents.all());
        int count = state.number(known.size());
        for (int i = 0; i < count; i++) {
            Incident incident = incident(state.isReading() ? null : known.get(i), incidents);
            int standings = state.number(incident.standings.size());
            for (int k = 0; k < standings; k++) {
                standing(incident, state.isReading() ? null : incident.standings.get(k), incidents);
            }
        }
        incidents.exchangePast(state);
    }

    private Incident incident(@Nullable Incident value, Incidents incidents) {
        String rule = state.text(value == null ? "" : value.key.rule());
        Labels labels = state.labels(value == null ? Labels.NONE : value.key.labels());
        Transition last = transitions.exchange(value == null ? null : value.last, state);
        Incident incident = value == null ? incidents.restored(new AlertKey(rule, labels), last) : value;
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
        due(incident.settled());
        return incident;
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
        Receiver receiver = receiver(value == null ? null : value.receiver);
        Standing standing = value == null ? incidents.standing(incident, receiver) : value;
        standing.meant = state.flag(standing.meant);
        standing.escalatedFrom = state.textOrNull(standing.escalatedFrom);
        standing.takesOverLater = state.flag(standing.takesOverLater);
        standing.told = state.flag(standing.told);
        Level known = standing.toldLevel == null ? Level.INFO : standing.toldLevel;
        standing.toldLevel = state.flag(standing.toldLevel != null) ? state.choice(known, Level.values()) : null;
        standing.toldAt = state.time(standing.toldAt);
        standing.toldInSummary = state.flag(standing.toldInSummary);
        standing.toldFlapping = state.flag(standing.toldFlapping);
        standing.delivered = state.flag(standing.delivered);
        standing.givenUpUntil = state.time(standing.givenUpUntil);
        standing.pausedUntil = state.time(standing.pausedUntil);
        standing.swallowed = state.number(standing.swallowed);
        if (state.flag(standing.hasSwallowedLast()) && state.isReading()) {
            standing.swallowedBefore();
        }
        standing.heldBack = state.flag(standing.heldBack);
        matches(standing);
        due(standing.escalation());
        due(standing.fallback());
        Group group = standing.group;
        standing.restored = new Standing.GroupTimes(
                state.time(group == null ? Long.MIN_VALUE : group.lastNotice),
                state.time(group == null ? Long.MIN_VALUE : group.firingTold),
                state.time(group == null ? Timeline.NEVER : group.flushAt),
                state.time(group == null ? Timeline.NEVER : group.repeatAt));
        standing.decisions.exchange(state);
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

    private void due(Due due) {
        long when = state.time(due.due());
        if (state.isReading()) {
            time.schedule(due, when);
        }
    }
}
