package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.Notice;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The alerts whose firing one receiver never got, so that it is not told of their end. At the bound the oldest is
 * forgotten, whose resolve would then be sent. One thread at a time.
 */
final class Unheard {
    static final int AT_MOST = 10_000;

    private final Set<String> alerts = new LinkedHashSet<>();

    /** What may have arrived counts as heard. */
    void gaveUp(Delivery delivery, boolean uncertain) {
        if (delivery.status() == Notice.Status.RESOLVED) {
            delivery.about().forEach(alerts::remove);
        } else if (tellsOfBeginnings(delivery) && !uncertain) {
            delivery.about().forEach(alert -> {
                forgetOldest();
                alerts.add(alert);
            });
        }
    }

    private void forgetOldest() {
        if (alerts.size() == AT_MOST) {
            Iterator<String> oldest = alerts.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void delivered(Delivery delivery) {
        delivery.about().forEach(alerts::remove);
    }

    /** Whether the delivery is the end of alerts of which the receiver never heard, and of no other. */
    boolean isEndOfUnheard(Delivery delivery) {
        return delivery.status() == Notice.Status.RESOLVED && alerts.containsAll(delivery.about());
    }

    private static boolean tellsOfBeginnings(Delivery delivery) {
        return delivery.status() == Notice.Status.FIRING || delivery.status() == Notice.Status.SUMMARY;
    }
}
