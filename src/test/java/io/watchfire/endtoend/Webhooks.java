package io.watchfire.endtoend;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real server on the loopback address that takes posts to webhooks, and first does to each webhook what it was told to.
 * It speaks through bare sockets, since no HTTP server hangs or cuts connections on request.
 */
final class Webhooks implements AutoCloseable {
    enum Trouble {
        TOO_MANY_REQUESTS("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n"),
        UNAVAILABLE("HTTP/1.1 503 Service Unavailable\r\n"),
        CUT(null),
        HANG(null);

        private final @Nullable String answer;

        Trouble(@Nullable String answer) {
            this.answer = answer;
        }
    }

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Deque<Trouble>> troubles = new HashMap<>();
    private final Map<String, List<String>> taken = new HashMap<>();
    private final List<Socket> hanging = new ArrayList<>();

    Webhooks() throws IOException {
        Thread acceptor = new Thread(this::acceptAll, "webhooks");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** What the URLs of all webhooks begin with. */
    String url(String token) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/services/" + token;
    }

    /** What happens to the next posts to a webhook, one after the other; those that follow are taken. */
    synchronized void trouble(String webhook, Trouble... next) {
        troubles.computeIfAbsent(webhook, key -> new ArrayDeque<>()).addAll(List.of(next));
    }

    /** The bodies that a webhook took, in order. */
    synchronized List<String> taken(String webhook) {
        return List.copyOf(taken.getOrDefault(webhook, List.of()));
    }

    /** How many bodies all webhooks took. */
    synchronized int takenInAll() {
        return taken.values().stream().mapToInt(List::size).sum();
    }

    /** Troubles that nobody has met yet. */
    synchronized List<Trouble> troublesLeft() {
        return troubles.values().stream().flatMap(Deque::stream).toList();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> answer(socket), "webhook");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void answer(Socket socket) {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String request = line(in);
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring(header.indexOf(':') + 1).strip());
                }
            }
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            String path = request.split(" ")[1];
            answer(socket, path.substring(path.lastIndexOf('/') + 1), body);
        } catch (IOException e) {
            // The other side went away: it will come again.
        }
    }

    private synchronized void answer(Socket socket, String webhook, String body) throws IOException {
        Trouble trouble = troubles.getOrDefault(webhook, new ArrayDeque<>()).poll();
        if (trouble == Trouble.HANG) {
            hanging.add(socket);
            return;
        }
        if (trouble == Trouble.CUT) {
            socket.setSoLinger(true, 0); // a reset instead of an orderly end
            socket.close();
            return;
        }
        if (trouble == null) {
            taken.computeIfAbsent(webhook, key -> new ArrayList<>()).add(body);
        }
        try (socket) {
            String head = (trouble == null ? OK : trouble.answer) + "Content-Length: 2\r\nConnection: close\r\n\r\nok";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the request ends in its head");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() throws IOException {
        server.close();
        for (Socket socket : hanging) {
            socket.close();
        }
    }
}
