package io.watchfire.notifiers.http;

import io.watchfire.notifiers.receiver.UrlGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Sockets for receivers' channels, whatever they speak. Thread-safe.
 *
 * <p>Judges each address when the connection to it is made: the one that is judged is the one that is used, whatever the
 * name service answers a moment later, and however the URL wrote it.
 */
public class GuardedSockets extends SocketFactory {
    private final BooleanSupplier allowPrivate;
    private final String scheme;

    /** @param allowPrivate asked at each connection; see {@link UrlGuard} */
    public GuardedSockets(BooleanSupplier allowPrivate) {
        this(allowPrivate, "https");
    }

    /** @param scheme {@code http} for connections that never become secure: these lead to private addresses only */
    public GuardedSockets(BooleanSupplier allowPrivate, String scheme) {
        this.allowPrivate = allowPrivate;
        this.scheme = scheme;
    }

    @Override
    public Socket createSocket() {
        // Nor by a SOCKS proxy, which would make the connection from elsewhere.
        return new Socket(Proxy.NO_PROXY) {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                refuse(scheme, endpoint);
                super.connect(endpoint, timeout);
            }
        };
    }

    /** A socket does not know whether it is for https; before anything is sent, this does. */
    Response checkScheme(Interceptor.Chain chain) throws IOException {
        Connection connection = chain.connection();
        if (connection != null) {
            refuse(chain.request().url().scheme(), connection.route().socketAddress());
        }
        return chain.proceed(chain.request());
    }

    private void refuse(String spoken, SocketAddress endpoint) throws IOException {
        InetAddress address = endpoint instanceof InetSocketAddress inet ? inet.getAddress() : null;
        Optional<String> why = address == null
                ? Optional.of("leads to no internet address")
                : UrlGuard.check(spoken, address, allowPrivate.getAsBoolean());
        if (why.isPresent()) {
            throw new RefusedAddressException(why.get());
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw unconnectedOnly();
    }

    /** OkHttp makes its sockets unconnected. */
    private static UnsupportedOperationException unconnectedOnly() {
        return new UnsupportedOperationException("sockets are made unconnected");
    }
}
