package io.watchfire.notifiers.policy;

import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.routing.Destination;
import io.watchfire.notifiers.routing.Router;
import java.util.List;

/** For whom alerts are meant, by which policy, and in which groups. */
final class Placement {
    private final Incidents incidents;
    private Router router;

    Placement(ReceiverSet receivers, Incidents incidents) {
        this.router = new Router(receivers);
        this.incidents = incidents;
    }

    Router router() {
        return router;
    }

    void replace(ReceiverSet receivers) {
        router = new Router(receivers);
    }

    /** Finds for whom an alert is meant now. */
    void route(Incident incident) {
        route(incident, true);
    }

    private void route(Incident incident, boolean takesOnOthers) {
        List<Destination> destinations =
                incident.isShadow() ? List.of() : router.destinations(incident.last.rule(), incident.facts());
        incident.standings.forEach(standing -> standing.meant = false);
        for (Destination destination : destinations) {
            Standing standing = takesOnOthers
                    ? incidents.standing(incident, destination.receiver())
                    : incident.standing(destination.receiver().name());
            if (standing == null) {
                continue;
            }
            standing.meant = true;
            standing.isGone = false;
            settle(standing, destination);
        }
        for (Standing standing : incident.standings) {
            if (!standing.meant) {
                leftOut(standing);
            }
        }
    }

    /** For what it is owed a receiver has the policy of its own; one that is gone from the file is owed it at once. */
    private void leftOut(Standing standing) {
        Receiver known = router.receivers().byName(standing.receiver.name()).orElse(null);
        standing.isGone = known == null;
        settle(
                standing,
                known == null ? new Destination(standing.receiver, Policy.NONE, "", "") : router.handedOver(known, ""));
    }

    void settle(Standing standing, Destination destination) {
        standing.receiver = destination.receiver();
        standing.policy = destination.policy();
        standing.scope = destination.scope();
        incidents.group(standing);
    }

    /**
     * Receivers that are new for an alert that fires are told of it at its next change; at once, if nobody knows of it yet.
     * Those that are gone stay for what they are owed.
     */
    void routeAnew(Incident incident) {
        List<Standing> before =
                incident.standings.stream().filter(Placement::isConcerned).toList();
        boolean known = before.stream().anyMatch(standing -> standing.told || standing.toldFlapping);
        // Of an alert that is over nobody else hears.
        route(incident, incident.open);
        for (Standing standing : incident.standings) {
            boolean isNew = known && !before.contains(standing);
            standing.takesOverLater = standing.meant && (standing.takesOverLater || isNew);
        }
    }

    /** Not every standing is: a pause may outlast what was told. */
    private static boolean isConcerned(Standing standing) {
        return standing.meant
                || standing.escalatedFrom != null
                || standing.told
                || standing.toldFlapping
                || standing.mayKnow;
    }
}
