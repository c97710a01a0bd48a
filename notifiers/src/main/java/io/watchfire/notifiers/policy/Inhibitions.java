package io.watchfire.notifiers.policy;

import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.matcher.AlertFacts;
import io.watchfire.notifiers.matcher.ConditionIndex;
import io.watchfire.notifiers.receiver.Policy.Inhibition;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are sources of which inhibitions, and what each holds back. Every live source counts. An alert that is source and
 * target of the same inhibition is not held back by others of its kind: they would silence each other.
 */
final class Inhibitions implements Stage {
    /** The sources of one inhibition that agree in its labels. */
    static final class Place {
        private final Rule rule;
        private final List<String> values;
        private final Set<Incident> sources = new TreeSet<>(Incident.ORDER);
        /** Sources that are targets, too. */
        private final Set<Incident> alsoTargets = new TreeSet<>(Incident.ORDER);

        private final Set<Standing> waiting = new TreeSet<>(Standing.ORDER);

        Place(Rule rule, List<String> values) {
            this.rule = rule;
            this.values = values;
        }
    }

    private static final class Rule {
        final Inhibition inhibition;
        final Map<List<String>, Place> places = new LinkedHashMap<>();

        Rule(Inhibition inhibition) {
            this.inhibition = inhibition;
        }

        Place placeOf(AlertFacts alert) {
            return places.computeIfAbsent(equalValues(alert), values -> new Place(this, values));
        }

        /** Null if no source holds the alert back. */
        @Nullable
        Hold holdOf(Incident target, AlertFacts alert) {
            Place place = places.get(equalValues(alert));
            Incident source = place == null ? null : sourceFor(target, place, inhibition, alert);
            return place == null || source == null
                    ? null
                    : new Hold(
                            Decision.Kind.INHIBITED,
                            Timeline.NEVER,
                            "by " + source.key.rule() + " " + source.key.labels(),
                            place.waiting);
        }

        List<String> equalValues(AlertFacts alert) {
            List<String> values = new ArrayList<>(inhibition.equal().size());
            for (String label : inhibition.equal()) {
                String value = alert.text(label);
                values.add(value == null ? "" : value);
            }
            return values;
        }
    }

    /** What holds an alert back first, if anything does. */
    private static final class First {
        @Nullable
        Hold hold;
    }

    private boolean isEmpty = true;
    private ConditionIndex<Rule> bySource = new ConditionIndex<>();
    private ConditionIndex<Rule> byTarget = new ConditionIndex<>();

    /** All that stand anywhere in a file. */
    static List<Inhibition> of(ReceiverSet receivers) {
        List<Inhibition> all = new ArrayList<>(receivers.policy().inhibitions());
        receivers.receivers().forEach(receiver -> all.addAll(receiver.policy().inhibitions()));
        addInhibitionsOf(receivers.routes(), all);
        return all;
    }

    private static void addInhibitionsOf(List<Route> routes, List<Inhibition> all) {
        for (Route route : routes) {
            all.addAll(route.policy().inhibitions());
            addInhibitionsOf(route.routes(), all);
        }
    }

    /** Puts other inhibitions in the place of those known. Their sources are to be told anew. */
    void replace(Collection<Inhibition> inhibitions) {
        isEmpty = inhibitions.isEmpty();
        byTarget = new ConditionIndex<>();
        bySource = new ConditionIndex<>();
        for (Inhibition inhibition : new LinkedHashSet<>(inhibitions)) {
            Rule rule = new Rule(inhibition);
            byTarget.add(inhibition.target(), rule);
            bySource.add(inhibition.source(), rule);
        }
    }

    /**
     * Learns how an alert stands.
     *
     * @param alert null if it does not fire
     * @param released is given what may be told because of it
     */
    void update(Incident incident, @Nullable AlertFacts alert, Set<Standing> released) {
        if (isEmpty) {
            return;
        }
        List<Place> before = incident.sourceOf;
        List<Place> now = alert == null ? List.of() : enter(incident, alert);
        incident.sourceOf = now;
        for (Place place : before) {
            if (!now.contains(place)) {
                leave(place, incident, released);
            }
        }
    }

    private List<Place> enter(Incident incident, AlertFacts alert) {
        List<Place> places = new ArrayList<>(0);
        bySource.forCandidates(alert, rule -> {
            if (rule.inhibition.source().matches(alert)) {
                Place place = rule.placeOf(alert);
                boolean isTarget = rule.inhibition.target().matches(alert);
                (isTarget ? place.alsoTargets : place.sources).add(incident);
                (isTarget ? place.sources : place.alsoTargets).remove(incident);
                places.add(place);
            }
        });
        return places;
    }

    private void leave(Place place, Incident incident, Set<Standing> released) {
        place.sources.remove(incident);
        place.alsoTargets.remove(incident);
        if (place.sources.isEmpty()) {
            released.addAll(place.waiting);
            if (place.alsoTargets.isEmpty()) {
                place.rule.places.remove(place.values, place);
            }
        }
    }

    @Override
    public @Nullable Hold hold(Standing standing, Status what, long now) {
        List<Inhibition> inhibitions = standing.policy.inhibitions();
        if (inhibitions.isEmpty() || what == Status.RESOLVED) {
            return null;
        }
        AlertFacts alert = standing.incident.facts();
        First first = new First();
        byTarget.forCandidates(alert, rule -> {
            if (first.hold == null
                    && !rule.places.isEmpty()
                    && rule.inhibition.target().matches(alert)) {
                Hold hold = rule.holdOf(standing.incident, alert);
                // Seldom: the rest has to hold first.
                first.hold = hold != null && inhibitions.contains(rule.inhibition) ? hold : null;
            }
        });
        return first.hold;
    }

    private static @Nullable Incident sourceFor(Incident target, Place place, Inhibition inhibition, AlertFacts alert) {
        Set<Incident> counting =
                place.sources.isEmpty() && !inhibition.source().matches(alert) ? place.alsoTargets : place.sources;
        for (Incident source : counting) {
            if (source != target) {
                return source;
            }
        }
        return null;
    }
}
