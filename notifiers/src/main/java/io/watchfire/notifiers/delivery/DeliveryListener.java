package io.watchfire.notifiers.delivery;

import java.time.Duration;

/**
 * Hears what becomes of deliveries. Called on the threads that deliver (for a delivery that could not be taken on, on
 * the thread that brought it), so it should be quick; several at once are possible. All texts are safe to log.
 */
public interface DeliveryListener {
    /** Why the end of an alert is given up of which the receiver never heard. */
    String END_OF_UNHEARD = "not sent, since its firing did not arrive either";

    /** Why a delivery is not taken on at the end of the sender. */
    String CLOSED = "the sender is closed";

    /** It arrived, at the attempt of that number, counted from 1. */
    default void delivered(Delivery delivery, int attempts) {}

    /** An attempt failed; the next comes after {@code delay}. */
    default void retrying(Delivery delivery, String why, Duration delay) {}

    /** It did not arrive, and will not be tried again; or it is the end of an alert whose firing did not arrive. */
    default void gaveUp(Delivery delivery, String why) {}

    /**
     * As {@link #gaveUp(Delivery, String)}, which it calls.
     *
     * @param mayHaveArrived whether the receiver may have it all the same: an attempt ended without an answer
     */
    default void gaveUp(Delivery delivery, String why, boolean mayHaveArrived) {
        gaveUp(delivery, why);
    }

    /** The sender was closed while that many deliveries to a receiver were still owed. */
    default void leftBehind(String receiver, int owed) {}
}
