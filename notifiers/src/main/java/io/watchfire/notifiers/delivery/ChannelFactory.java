package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.receiver.Receiver;

/** Makes the channels for one type of receiver, and holds what they share. Thread-safe. */
@FunctionalInterface
public interface ChannelFactory extends AutoCloseable {
    /** A channel to that receiver. Opens no connection yet. */
    Channel open(Receiver receiver);

    /** Breaks off what is being sent and frees what the channels share. May be called more than once. */
    @Override
    default void close() {}
}
