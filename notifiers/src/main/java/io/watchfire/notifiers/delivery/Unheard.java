package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.Notice;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The alerts whose firing one receiver never got, so that it is not told of their end. At the bound the oldest is
 * forgotten, whose resolve would then be sent. One thread at a time.
 */
final class Unheard {
    static final int AT_MOST = 10_000;

    private final String receiver;
    private final Outbox outbox;
    private final Set<String> alerts;

    Unheard(String receiver, Outbox outbox) {
        this.receiver = receiver;
        this.outbox = outbox;
        this.alerts = new LinkedHashSet<>(outbox.unheard(receiver));
    }

    /** What may have arrived counts as heard. */
    void gaveUp(Delivery delivery, boolean uncertain) {
        if (delivery.status() == Notice.Status.RESOLVED || uncertain) {
            delivery.about().forEach(this::forget);
        } else {
            for (String alert : delivery.begun()) {
                if (alerts.size() == AT_MOST && !alerts.contains(alert)) {
                    forget(alerts.iterator().next());
                }
                if (alerts.add(alert)) {
                    outbox.unheard(receiver, alert, true);
                }
            }
        }
    }

    void delivered(Delivery delivery) {
        delivery.about().forEach(this::forget);
    }

    private void forget(String alert) {
        if (alerts.remove(alert)) {
            outbox.unheard(receiver, alert, false);
        }
    }

    /** Whether the delivery is the end of alerts of which the receiver never heard, and of no other, and does not tell of their beginning. */
    boolean isEndOfUnheard(Delivery delivery) {
        return delivery.status() == Notice.Status.RESOLVED
                && delivery.begun().isEmpty()
                && alerts.containsAll(delivery.about());
    }
}
