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
            alerts.remove(delivery.about());
        } else if (delivery.status() == Notice.Status.FIRING && !uncertain) {
            forgetOldest();
            alerts.add(delivery.about());
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
        alerts.remove(delivery.about());
    }

    /** Whether the delivery is the end of an alert of which the receiver never heard. */
    boolean isEndOfUnheard(Delivery delivery) {
        return delivery.status() == Notice.Status.RESOLVED && alerts.contains(delivery.about());
    }
}
