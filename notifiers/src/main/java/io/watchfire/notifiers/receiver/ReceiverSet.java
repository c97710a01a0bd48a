package io.watchfire.notifiers.receiver;

import java.util.List;

/**
 * Receivers that were loaded together, in their order.
 *
 * @param receivers no two with the same name
 * @param allowPrivateNetworks whether their URLs may lead to private and loopback addresses; see {@link UrlGuard}
 */
public record ReceiverSet(List<Receiver> receivers, boolean allowPrivateNetworks) {
    public ReceiverSet {
        receivers = List.copyOf(receivers);
    }
}
