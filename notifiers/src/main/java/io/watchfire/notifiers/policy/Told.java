package io.watchfire.notifiers.policy;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.notifiers.Notice;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What the policy has to know of a notice to learn what became of it; it outlives the process where the notice does not.
 * Immutable.
 *
 * @param receiver name of the receiver
 * @param alerts all alerts that the notice is about
 * @param time when it was decided
 */
public record Told(String receiver, Notice.Status status, List<About> alerts, Instant time) {
    /**
     * One alert that a notice is about.
     *
     * @param id id of the alert: what fires anew has another
     * @param isAnnounced whether the notice tells that it fires, as nothing before did
     */
    public record About(AlertKey key, String id, boolean isAnnounced) {}

    public Told {
        alerts = List.copyOf(alerts);
    }

    public static Told of(Notice notice) {
        Set<Transition> announced = Collections.newSetFromMap(new IdentityHashMap<>());
        announced.addAll(notice.announced());
        return new Told(
                notice.receiver().name(),
                notice.status(),
                notice.alerts().stream()
                        .map(alert -> new About(AlertKey.of(alert), alert.alert(), announced.contains(alert)))
                        .toList(),
                notice.time());
    }
}
