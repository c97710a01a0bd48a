package io.watchfire.notifiers.delivery;

import java.util.Map;
import java.util.Optional;

/**
 * The deliveries that are owed, oldest first for each receiver. Thread-safe.
 *
 * <p>A delivery is owed from {@link #append} until {@link #done} or {@link #failed}; what a store still finds there after
 * a crash is tried again, so a receiver may see it twice but never not at all.
 */
public interface Outbox {
    /** Takes on a delivery, behind those already owed to its receiver; false if there is no room for it. */
    boolean append(Delivery delivery);

    /** The oldest delivery owed to a receiver. It stays owed. */
    Optional<Delivery> next(String receiver);

    /** It arrived. */
    void done(Delivery delivery);

    /** It will never arrive. */
    void failed(Delivery delivery, String why);

    /** How many deliveries are owed to each receiver that is owed any, sorted by name. */
    Map<String, Integer> owed();
}
