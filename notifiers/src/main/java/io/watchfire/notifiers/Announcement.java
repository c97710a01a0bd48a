package io.watchfire.notifiers;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.receiver.Receiver;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver is told at one time: of one alert or of several, or that all is watched. Immutable.
 *
 * @param status what kind of message it is
 * @param alerts put in order: firing before over, the worst level first, then the oldest. Empty only for a {@link
 *     Notice.Status#SUMMARY} of which nothing but the count is known, and for a {@link Notice.Status#HEARTBEAT}
 * @param swallowed how many notices were held back since the receiver was last told
 * @param at when it is told; how long an alert has lasted is counted until then
 * @param unacknowledgedBy for an {@link Notice.Status#ESCALATION} the receiver that was told first, if that is known
 * @param heartbeat for a {@link Notice.Status#HEARTBEAT}, which is about no alert, what it says; null otherwise
 */
public record Announcement(
        Receiver receiver,
        Notice.Status status,
        List<AnnouncedAlert> alerts,
        int swallowed,
        Instant at,
        @Nullable String unacknowledgedBy,
        Notice.@Nullable Heartbeat heartbeat) {
    private static final Comparator<AnnouncedAlert> ORDER = Comparator.comparing(AnnouncedAlert::isOver)
            .thenComparing(alert -> alert.transition().level(), Comparator.reverseOrder())
            .thenComparing(AnnouncedAlert::start)
            .thenComparing(alert -> alert.transition().rule().id())
            .thenComparing(alert -> alert.transition().labels());

    public Announcement {
        alerts = alerts.stream().sorted(ORDER).toList();
        if ((status == Notice.Status.HEARTBEAT) != (heartbeat != null)) {
            throw new IllegalArgumentException("a heartbeat, and nothing else, says how many rules there are");
        }
        if (alerts.isEmpty() && status != Notice.Status.SUMMARY && heartbeat == null) {
            throw new IllegalArgumentException("a " + status.text() + " notice without an alert");
        }
    }

    /** What a receiver is told of alerts. */
    public Announcement(
            Receiver receiver,
            Notice.Status status,
            List<AnnouncedAlert> alerts,
            int swallowed,
            Instant at,
            @Nullable String unacknowledgedBy) {
        this(receiver, status, alerts, swallowed, at, unacknowledgedBy, null);
    }

    /** A notice as it was decided. */
    public static Announcement of(Notice notice) {
        boolean isEscalation = notice.status() == Notice.Status.FIRING && notice.escalatedFrom() != null;
        boolean isOne = notice.alerts().size() == 1;
        return new Announcement(
                notice.receiver(),
                isEscalation ? Notice.Status.ESCALATION : notice.status(),
                notice.alerts().stream()
                        .map(alert -> new AnnouncedAlert(alert, isOne ? notice.previousLevel() : null))
                        .toList(),
                notice.swallowed(),
                notice.time(),
                notice.escalatedFrom(),
                notice.heartbeat());
    }

    /**
     * One of the alerts.
     *
     * @param transition its latest
     * @param previousLevel its level as the receiver knows it; null if that is not known or has not changed
     */
    public record AnnouncedAlert(
            Transition transition, @Nullable Level previousLevel) {
        /** Whether it no longer fires. */
        public boolean isOver() {
            return transition.to() == AlertState.RESOLVED || transition.to() == AlertState.INACTIVE;
        }

        /** When the event that people know of began: the firing, not what led to it. */
        public Instant start() {
            Instant firing = transition.firingSince();
            return firing == null ? transition.since() : firing;
        }
    }
}
