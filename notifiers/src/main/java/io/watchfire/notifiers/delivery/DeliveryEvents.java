package io.watchfire.notifiers.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what happens and tells the listeners. A listener that fails harms neither the delivery nor the others. */
final class DeliveryEvents {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryEvents.class);

    private final List<DeliveryListener> listeners;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder gaveUp = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder merged = new LongAdder();

    DeliveryEvents(List<DeliveryListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void accepted() {
        accepted.increment();
    }

    void delivered(Delivery delivery, int attempts) {
        delivered.increment();
        tell(listener -> listener.delivered(delivery, attempts));
    }

    void retrying(Delivery delivery, String why, Duration delay) {
        retries.increment();
        tell(listener -> listener.retrying(delivery, why, delay));
    }

    void gaveUp(Delivery delivery, String why, boolean mayHaveArrived) {
        gaveUp.increment();
        tell(listener -> listener.gaveUp(delivery, why, mayHaveArrived));
    }

    void refused(Delivery delivery, String why) {
        refused.increment();
        tell(listener -> listener.gaveUp(delivery, why, false));
    }

    void merged(Outbox.Merged merge) {
        merged.add(merge.parts().size());
        tell(listener -> listener.merged(merge.whole(), merge.parts()));
    }

    void leftBehind(String receiver, int owed) {
        tell(listener -> listener.leftBehind(receiver, owed));
    }

    DeliveryCounters counters() {
        return new DeliveryCounters(
                accepted.sum(), delivered.sum(), retries.sum(), gaveUp.sum(), refused.sum(), merged.sum());
    }

    private void tell(Consumer<DeliveryListener> event) {
        for (DeliveryListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                LOG.warn("a delivery listener failed", e);
            }
        }
    }
}
