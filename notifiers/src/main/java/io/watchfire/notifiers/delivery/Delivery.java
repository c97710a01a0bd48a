package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.receiver.Receiver;
import java.time.Instant;
import java.util.List;

/**
 * A message that a receiver is owed. Immutable. All but the receiver is plain text and time, so that a store can keep
 * it; the receiver is found again by its name.
 *
 * @param key identity of this delivery; see {@link DeliveryKey}
 * @param about names the alerts, each as its other deliveries do; see {@link DeliveryKey}
 * @param rule id of the rule
 * @param alert id of the alert
 * @param owedSince when it was taken on
 */
public record Delivery(
        String key,
        List<String> about,
        Receiver receiver,
        Notice.Status status,
        String rule,
        String alert,
        Message message,
        Instant owedSince) {
    public Delivery {
        about = List.copyOf(about);
    }

    /** The {@link #key} of the delivery of a notice. */
    public static String keyOf(Notice notice) {
        return DeliveryKey.of(notice);
    }

    /** The same delivery, taken on at another time. */
    public Delivery owedSince(Instant since) {
        return new Delivery(key, about, receiver, status, rule, alert, message, since);
    }

    static Delivery of(Notice notice, Message message, Instant now) {
        return new Delivery(
                DeliveryKey.of(notice),
                notice.alerts().stream().map(DeliveryKey::ofAlert).toList(),
                notice.receiver(),
                notice.status(),
                notice.transition().rule().id(),
                notice.transition().alert(),
                message,
                now);
    }

    /** A few words that are safe to log: {@code firing notice of slow-5f1c09ae-20220619T110916Z to order-team}. */
    @Override
    public String toString() {
        return status.text() + " notice of " + alert + " to " + receiver.name();
    }
}
