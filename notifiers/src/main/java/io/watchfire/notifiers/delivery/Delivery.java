package io.watchfire.notifiers.delivery;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.words.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A message that a receiver is owed. Immutable. All but the receiver is plain text and time, so that a store can keep
 * it; the receiver is found again by its name.
 *
 * @param key identity of this delivery; see {@link DeliveryKey}
 * @param about names the alerts, each as its other deliveries do; see {@link DeliveryKey}
 * @param begun those of {@code about} of which the receiver knew nothing before; of an end those whose beginning it tells, too
 * @param rule id of the rule; empty for a heartbeat
 * @param alert id of the alert; empty for a heartbeat
 * @param owedSince when it was taken on
 * @param maybeRepeat whether it was given up before and may have arrived all the same
 */
public record Delivery(
        String key,
        List<String> about,
        List<String> begun,
        Receiver receiver,
        Notice.Status status,
        String rule,
        String alert,
        Message message,
        Instant owedSince,
        boolean maybeRepeat) {
    public Delivery {
        about = List.copyOf(about);
        begun = List.copyOf(begun);
    }

    /** The {@link #key} of the delivery of a notice. */
    public static String keyOf(Notice notice) {
        return DeliveryKey.of(notice);
    }

    /** The same delivery, taken on once more. It begins nothing then: the receiver may know of those alerts by now, or they are over. */
    public Delivery onceMore(Instant since) {
        return new Delivery(key, about, List.of(), receiver, status, rule, alert, message, since, maybeRepeat);
    }

    /** The same delivery, if it is known that it may have arrived. */
    public Delivery asPossibleRepeat() {
        return new Delivery(key, about, begun, receiver, status, rule, alert, message, owedSince, true);
    }

    /** This end, which tells also of what came before it and is not told any more. */
    Delivery tellingOf(List<Delivery> before) {
        Set<String> beginnings = new LinkedHashSet<>(begun);
        Instant oldest = owedSince;
        for (Delivery delivery : before) {
            beginnings.addAll(delivery.begun);
            oldest = delivery.owedSince.isBefore(oldest) ? delivery.owedSince : oldest;
        }
        return new Delivery(
                key,
                about,
                List.copyOf(beginnings),
                receiver,
                status,
                rule,
                alert,
                message.noting(receiver.words().words().say(Word.FIRED_AND_RESOLVED)),
                oldest,
                maybeRepeat);
    }

    static Delivery of(Notice notice, Message message, Instant now) {
        Transition transition = notice.transition();
        return new Delivery(
                DeliveryKey.of(notice),
                notice.alerts().stream().map(DeliveryKey::ofAlert).toList(),
                notice.begun().stream().map(DeliveryKey::ofAlert).toList(),
                notice.receiver(),
                notice.status(),
                transition == null ? "" : transition.rule().id(),
                transition == null ? "" : transition.alert(),
                message,
                now,
                false);
    }

    /** As {@link Notice#isOwedUntilItArrives()}, unless the receiver knows of none of the alerts before. */
    boolean isOwedUntilItArrives() {
        return (status == Notice.Status.RESOLVED || status == Notice.Status.SUMMARY)
                && !Set.copyOf(begun).containsAll(about);
    }

    /** For how long it is of use, if that is not what is asked for anyway: that of a heartbeat ends when the next is due. */
    Duration longestOwed(Duration asked) {
        Long period = status == Notice.Status.HEARTBEAT ? receiver.policy().heartbeatMillis() : null;
        return period != null && period < asked.toMillis() ? Duration.ofMillis(period) : asked;
    }

    /** A few words that are safe to log: {@code firing notice of slow-5f1c09ae-20220619T110916Z to order-team}. */
    @Override
    public String toString() {
        return status.text() + " notice" + (alert.isEmpty() ? "" : " of " + alert) + " to " + receiver.name();
    }
}
