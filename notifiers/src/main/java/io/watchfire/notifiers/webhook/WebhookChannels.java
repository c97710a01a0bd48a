package io.watchfire.notifiers.webhook;

import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.ChannelFactory;
import io.watchfire.notifiers.http.GuardedHttp;
import io.watchfire.notifiers.http.HttpTimeouts;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSettings.Webhook;
import io.watchfire.notifiers.receiver.Secret;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The channels to web services of one engine, which share their connections. Thread-safe. */
public final class WebhookChannels implements ChannelFactory {
    private static final Webhook PLAIN = new Webhook(Webhook.Format.WATCHFIRE, null, Map.of(), null);

    private final GuardedHttp http;
    private final InstantSource clock;

    /** @param allowPrivateNetworks asked at each connection, so that a reload of the receivers may change the answer */
    public WebhookChannels(BooleanSupplier allowPrivateNetworks) {
        this(allowPrivateNetworks, HttpTimeouts.DEFAULT, InstantSource.system());
    }

    /** @param clock the time that is signed, and from which a date in {@code Retry-After} is reckoned */
    public WebhookChannels(BooleanSupplier allowPrivateNetworks, HttpTimeouts timeouts, InstantSource clock) {
        this.http = new GuardedHttp(allowPrivateNetworks, timeouts);
        this.clock = clock;
    }

    /** @throws IllegalArgumentException if the receiver has no URL, or a payload that is no JSON */
    @Override
    public Channel open(Receiver receiver) {
        Secret url = receiver.webhookUrl();
        if (url == null) {
            throw new IllegalArgumentException("receiver " + receiver.name() + " has no url");
        }
        Webhook settings = receiver.settings() instanceof Webhook own ? own : PLAIN;
        return new WebhookChannel(http, receiver.name(), url, settings, clock);
    }

    @Override
    public void close() {
        http.close();
    }
}
