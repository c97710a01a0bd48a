package io.watchfire.notifiers.receiver;

import java.util.List;
import java.util.Optional;

/**
 * Receivers that were loaded together, in their order.
 *
 * @param receivers no two with the same name
 * @param allowPrivateNetworks whether their URLs may lead to private and loopback addresses; see {@link UrlGuard}
 * @param policy what holds for all of them, unless they say otherwise
 * @param routes the routing tree, for rules without receiver tags; empty if there is none
 */
public record ReceiverSet(List<Receiver> receivers, boolean allowPrivateNetworks, Policy policy, List<Route> routes) {
    public ReceiverSet {
        receivers = List.copyOf(receivers);
        routes = List.copyOf(routes);
    }

    /** Receivers without routes and with no policy for all. */
    public ReceiverSet(List<Receiver> receivers, boolean allowPrivateNetworks) {
        this(receivers, allowPrivateNetworks, Policy.NONE, List.of());
    }

    public Optional<Receiver> byName(String name) {
        return receivers.stream()
                .filter(receiver -> receiver.name().equals(name))
                .findFirst();
    }
}
