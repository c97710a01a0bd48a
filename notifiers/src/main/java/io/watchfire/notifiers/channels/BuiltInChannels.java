package io.watchfire.notifiers.channels;

import io.watchfire.notifiers.delivery.ChannelFactory;
import io.watchfire.notifiers.email.EmailChannels;
import io.watchfire.notifiers.slack.SlackChannels;
import io.watchfire.notifiers.webhook.WebhookChannels;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The channels that need no more than the network: all types but the console. Thread-safe. */
public final class BuiltInChannels implements AutoCloseable {
    /** The types that they reach. */
    public static final Set<String> TYPES = Set.of("slack", "webhook", "email");

    private final Map<String, ChannelFactory> byType;

    /** @param allowPrivateNetworks asked at each connection, so that a reload of the receivers may change the answer */
    public BuiltInChannels(BooleanSupplier allowPrivateNetworks) {
        byType = Map.of(
                "slack", new SlackChannels(allowPrivateNetworks),
                "webhook", new WebhookChannels(allowPrivateNetworks),
                "email", new EmailChannels(allowPrivateNetworks));
    }

    /** By the type of receiver that they reach. A sender that is given them closes them. */
    public Map<String, ChannelFactory> byType() {
        return byType;
    }

    @Override
    public void close() {
        byType.values().forEach(ChannelFactory::close);
    }
}
