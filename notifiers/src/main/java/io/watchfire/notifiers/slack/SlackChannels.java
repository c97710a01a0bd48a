package io.watchfire.notifiers.slack;

import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.ChannelFactory;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.Secret;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** The channels to Slack of one engine, which share a client. Thread-safe. */
public final class SlackChannels implements ChannelFactory {
    private final SlackConnection connection;

    /** @param allowPrivateNetworks asked at each connection, so that a reload of the receivers may change the answer */
    public SlackChannels(BooleanSupplier allowPrivateNetworks) {
        this(allowPrivateNetworks, SlackTimeouts.DEFAULT, InstantSource.system());
    }

    /** @param clock tells how far away a date in {@code Retry-After} is */
    public SlackChannels(BooleanSupplier allowPrivateNetworks, SlackTimeouts timeouts, InstantSource clock) {
        connection = new SlackConnection(allowPrivateNetworks, timeouts, clock);
    }

    /** @throws IllegalArgumentException if the receiver has no webhook URL */
    @Override
    public Channel open(Receiver receiver) {
        Secret url = receiver.webhookUrl();
        if (url == null) {
            throw new IllegalArgumentException("receiver " + receiver.name() + " has no webhookUrl");
        }
        return new SlackChannel(connection, url);
    }

    @Override
    public void close() {
        connection.close();
    }
}
