package io.watchfire.notifiers.delivery;

import java.time.Duration;
import java.util.List;

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

    /**
     * There was no room for another, so an end that waited tells of these, too.
     *
     * @param end takes the place of the delivery of the same key
     * @param superseded these are not owed any more
     */
    default void merged(Delivery end, List<Delivery> superseded) {}

    /** The sender was closed while that many deliveries to a receiver were still owed. */
    default void leftBehind(String receiver, int owed) {}
}
