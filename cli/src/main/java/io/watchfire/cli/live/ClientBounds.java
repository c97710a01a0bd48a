package io.watchfire.cli.live;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Bounds how many requests each client may make in a second, and how many at once. An IPv6 client is its /64 network, since
 * whoever has one address there has them all. Of so many clients something is known; beyond, the one that was not seen for the
 * longest time is forgotten. Thread-safe.
 */
final class ClientBounds {
    private static final int NETWORK_BYTES = 8;

    private final int perSecond;
    private final int atOnce;
    private final int clientsKnown;
    private final LongSupplier nanoTime;
    /** In order of use, the one longest not seen first. */
    private final Map<ByteBuffer, Client> clients = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param perSecond requests; a client that was quiet for a second may make so many in one go
     * @param clientsKnown how many clients are told apart
     */
    ClientBounds(int perSecond, int atOnce, int clientsKnown, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.clientsKnown = clientsKnown;
        this.nanoTime = nanoTime;
    }

    private static final class Client {
        private double left;
        private long at;
        private int open;

        private Client(double left, long at) {
            this.left = left;
            this.at = at;
        }
    }

    /**
     * A request begins.
     *
     * @return 0 if it is let in, and {@link #leave} has to be called at its end; else after how many seconds to come again
     */
    synchronized int enter(InetAddress address) {
        long now = nanoTime.getAsLong();
        Client client = clients.computeIfAbsent(keyOf(address), key -> new Client(perSecond, now));
        forgetTheLongestUnseen();
        client.left = Math.min(perSecond, client.left + perSecond * seconds(now - client.at));
        client.at = now;
        if (client.left < 1 || client.open >= atOnce) {
            return 1;
        }
        client.left--;
        client.open++;
        return 0;
    }

    /** A request that was let in is over. */
    synchronized void leave(InetAddress address) {
        Client client = clients.get(keyOf(address));
        if (client != null) {
            client.open--;
        }
    }

    synchronized int known() {
        return clients.size();
    }

    /** Those with open requests are few, and stay. */
    private void forgetTheLongestUnseen() {
        Iterator<Client> eldest = clients.values().iterator();
        while (clients.size() > clientsKnown && eldest.hasNext()) {
            if (eldest.next().open == 0) {
                eldest.remove();
            }
        }
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }

    private static ByteBuffer keyOf(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
}
