package io.watchfire.notifiers.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that are owed, oldest first for each receiver. Thread-safe.
 *
 * <p>A delivery is owed from {@link #append} until {@link #done} or {@link #failed}; what a store still finds there after
 * a crash is tried again, so a receiver may see it twice but never not at all.
 */
public interface Outbox {
    /** Takes on a delivery, behind those already owed to its receiver; false if there is no room for it. */
    boolean append(Delivery delivery);

    /**
     * Makes room: where a firing waits and its end does, too, the end alone stays owed, and tells of both; what came between goes with
     * them. What was attempted, or is the oldest that is owed, is left as it is.
     *
     * @return what was made of what; empty if there was nothing to merge
     */
    default List<Merged> merge(String receiver) {
        return List.of();
    }

    /**
     * Deliveries of which one was made.
     *
     * @param whole the end, which is owed in the place of the end alone
     * @param parts those that are not owed any more, oldest first: what the end followed
     */
    record Merged(Delivery whole, List<Delivery> parts) {
        public Merged {
            parts = List.copyOf(parts);
        }
    }

    /** The oldest delivery owed to a receiver. It stays owed. */
    Optional<Delivery> next(String receiver);

    /** Whether an attempt may have arrived of which nobody lived to tell what came of it. */
    default boolean mayHaveArrived(Delivery delivery) {
        return false;
    }

    /**
     * An attempt is about to begin. That there was one is kept durably when this returns.
     *
     * @throws RuntimeException if that cannot be kept, or another process has taken over: the attempt is put off
     */
    default void attempting(Delivery delivery) {}

    /** What channels gave back for alerts of deliveries to a receiver, as it was kept; see {@link Outcome.Delivered}. */
    default Map<String, String> references(String receiver) {
        return Map.of();
    }

    /** A channel has given back something for an alert, or what it gave back is of no use any more (null). */
    default void refer(String receiver, String alert, @Nullable String reference) {}

    /** The alerts of whose beginning a receiver did not hear, as it was kept; see {@link #unheard(String, String, boolean)}. */
    default Set<String> unheard(String receiver) {
        return Set.of();
    }

    /**
     * A receiver did not hear of the beginning of an alert, so that it is not told of the end; or that is of no interest any more (false).
     * Comes before {@link #done} and {@link #failed} of the delivery that makes it so.
     */
    default void unheard(String receiver, String alert, boolean isUnheard) {}

    /** It arrived. */
    void done(Delivery delivery);

    /** It will never arrive. */
    void failed(Delivery delivery, String why);

    /** How many deliveries are owed to each receiver that is owed any, sorted by name. */
    Map<String, Integer> owed();
}
