package io.watchfire.notifiers.email;

import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.ChannelFactory;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.http.GuardedSockets;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSettings.Email;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The channels to mail servers of one engine. Thread-safe. Wants {@code org.eclipse.angus:angus-mail} on the class path;
 * without it, messages to receivers of this type are refused, and the reason says so.
 */
public final class EmailChannels implements ChannelFactory {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BooleanSupplier allowPrivate;
    private final Duration patience;
    private final InstantSource clock;
    private final @Nullable SSLSocketFactory trust;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param allowPrivateNetworks asked at each connection, so that a reload of the receivers may change the answer */
    public EmailChannels(BooleanSupplier allowPrivateNetworks) {
        this(allowPrivateNetworks, PATIENCE, InstantSource.system(), null);
    }

    /**
     * @param patience how long to wait for a connection, and for each answer
     * @param clock tells the date of a mail
     * @param trust decides which servers to believe; null: the authorities that Java knows
     */
    public EmailChannels(
            BooleanSupplier allowPrivateNetworks,
            Duration patience,
            InstantSource clock,
            @Nullable SSLSocketFactory trust) {
        this.allowPrivate = allowPrivateNetworks;
        this.patience = patience;
        this.clock = clock;
        this.trust = trust;
    }

    /** @throws IllegalArgumentException if the receiver has no settings for e-mail */
    @Override
    public Channel open(Receiver receiver) {
        if (!(receiver.settings() instanceof Email settings)) {
            throw new IllegalArgumentException("receiver " + receiver.name() + " has no settings for e-mail");
        }
        try {
            Class.forName("jakarta.mail.Session", false, EmailChannels.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return outgoing -> Outcome.refused("e-mail wants org.eclipse.angus:angus-mail on the class path");
        }
        String scheme = settings.tls() == Email.Tls.NONE ? "http" : "https";
        return new EmailChannel(
                settings,
                new Sockets(scheme),
                trust == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : trust,
                patience,
                clock);
    }

    /** Remembers what is open, so that it can be broken off. */
    private final class Sockets extends GuardedSockets {
        Sockets(String scheme) {
            super(allowPrivate, scheme);
        }

        @Override
        public Socket createSocket() {
            open.removeIf(Socket::isClosed);
            Socket socket = super.createSocket();
            open.add(socket);
            if (closed) {
                breakOff(socket);
            }
            return socket;
        }
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(EmailChannels::breakOff);
    }

    private static void breakOff(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
