package io.watchfire.notifiers.slack;

import io.watchfire.notifiers.receiver.UrlGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Judges each address when the connection to it is made: the one that is judged is the one that is used, whatever the
 * name service answers a moment later, and however the URL wrote it.
 */
final class GuardedSockets extends SocketFactory {
    private final BooleanSupplier allowPrivate;

    GuardedSockets(BooleanSupplier allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                refuse("https", endpoint);
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

    private void refuse(String scheme, SocketAddress endpoint) throws IOException {
        InetAddress address = endpoint instanceof InetSocketAddress inet ? inet.getAddress() : null;
        Optional<String> why = address == null
                ? Optional.of("leads to no internet address")
                : UrlGuard.check(scheme, address, allowPrivate.getAsBoolean());
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
