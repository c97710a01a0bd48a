package io.watchfire.notifiers.slack;

import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.ChannelFactory;
import io.watchfire.notifiers.http.GuardedHttp;
import io.watchfire.notifiers.http.HttpTimeouts;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackBot;
import io.watchfire.notifiers.receiver.ReceiverSettings.SlackCompatible;
import io.watchfire.notifiers.receiver.Secret;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** The channels to Slack of one engine, which share their connections. Thread-safe. */
public final class SlackChannels implements ChannelFactory {
    private final GuardedHttp http;
    private final InstantSource clock;

    /** @param allowPrivateNetworks asked at each connection, so that a reload of the receivers may change the answer */
    public SlackChannels(BooleanSupplier allowPrivateNetworks) {
        this(allowPrivateNetworks, HttpTimeouts.DEFAULT, InstantSource.system());
    }

    /** @param clock tells how far away a date in {@code Retry-After} is */
    public SlackChannels(BooleanSupplier allowPrivateNetworks, HttpTimeouts timeouts, InstantSource clock) {
        this.http = new GuardedHttp(allowPrivateNetworks, timeouts);
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if the receiver has neither a webhook URL nor a token */
    @Override
    public Channel open(Receiver receiver) {
        if (receiver.settings() instanceof SlackBot bot) {
            return new SlackBotChannel(http, bot, clock);
        }
        Secret url = receiver.webhookUrl();
        if (url == null) {
            throw new IllegalArgumentException("receiver " + receiver.name() + " has no webhookUrl");
        }
        return new SlackChannel(http, url, receiver.settings() instanceof SlackCompatible, clock);
    }

    @Override
    public void close() {
        http.close();
    }
}
