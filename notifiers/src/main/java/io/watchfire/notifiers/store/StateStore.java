package io.watchfire.notifiers.store;

import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the state of a service beyond its end: rows of bytes by kind and key, changed in transactions.
 *
 * <p>One service at a time uses a store; whoever opens one makes sure of that. One thread at a time calls it, but for
 * {@link #isHeld}, which any thread may ask. {@code StoreContract} in the tests holds all stores to the same.
 */
public interface StateStore extends AutoCloseable {
    /**
     * Tells all rows, by kind and within a kind by key, in the order of the keys' UTF-8 bytes.
     *
     * @throws StoreException if they cannot be read
     */
    void load(Consumer<Row> each);

    /**
     * Makes changes, in order, all of them or none. They are durable when this returns: neither the end of the process nor, where
     * the store says so, a power cut takes them back. A later row of the same kind and key takes the place of an earlier one.
     *
     * @throws StoreException if they could not be made: nothing has changed. The same changes may be tried again unless {@link
     *     StoreException#isFinal()}. Where a connection was lost before the answer they may have been made all the same, which
     *     trying them again sets right
     */
    void commit(List<Row> changes);

    /** Gives back space of rows that are gone. May take long; nothing else happens meanwhile. */
    void compact();

    /** Whether this process may still act on the state. False once another one has taken over, and for good. */
    default boolean isHeld() {
        return true;
    }

    /** Lets go of the store. May be called more than once. */
    @Override
    void close();
}
