package io.watchfire.notifiers.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A mail server as RFC 5321, 3207 and 4954 describe it, as far as a client needs one. Keeps what it hears. */
final class MailServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Commands, in the order in which they came; those under TLS begin with a star. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    final List<String> mails = new CopyOnWriteArrayList<>();

    /** Answers to commands that begin so, other than the usual ones. */
    final Map<String, String> answers = new ConcurrentHashMap<>();

    private final SSLContext tls;
    private final ServerSocket server;
    private final boolean implicit;
    private final boolean offersTls;

    MailServer(SSLContext tls, boolean implicit, boolean offersTls) throws IOException {
        this.tls = tls;
        this.implicit = implicit;
        this.offersTls = offersTls;
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket plain = server.accept()) {
                talk(implicit ? secure(plain) : plain, implicit);
            } catch (IOException e) {
                // The client hung up, or the test is over.
            }
        }
    }

    private SSLSocket secure(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    private void talk(Socket socket, boolean secured) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream();
        if (!secured || implicit) {
            say(out, "220 test");
        }
        converse(socket, in, out, secured);
    }

    private void converse(Socket socket, BufferedReader in, OutputStream out, boolean secured) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add((secured ? "*" : "") + line);
            String command = line.toUpperCase(Locale.ROOT);
            String answer = answer(line);
            if (answer.equals("hang up")) {
                return;
            }
            if (!answer.isEmpty()) {
                say(out, answer);
            } else if (command.startsWith("EHLO")) {
                say(out, "250-test");
                say(out, secured || !offersTls ? "250-SMTPUTF8" : "250-STARTTLS");
                say(out, "250 AUTH PLAIN");
            } else if (command.equals("STARTTLS")) {
                say(out, "220 go ahead");
                SSLSocket secure = secure(socket);
                converse(
                        secure,
                        new BufferedReader(new InputStreamReader(secure.getInputStream(), StandardCharsets.UTF_8)),
                        secure.getOutputStream(),
                        true);
                return;
            } else if (command.startsWith("AUTH PLAIN")) {
                say(out, "235 welcome");
            } else if (command.equals("DATA")) {
                say(out, "354 go on");
                StringBuilder mail = new StringBuilder();
                for (line = in.readLine(); !".".equals(line); line = in.readLine()) {
                    mail.append(line).append('\n');
                }
                String taken = answer("END");
                if (taken.equals("hang up")) {
                    return;
                }
                if (taken.isEmpty()) {
                    mails.add(mail.toString());
                }
                say(out, taken.isEmpty() ? "250 taken" : taken);
            } else if (command.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 ok");
            }
        }
    }

    private String answer(String command) {
        return answers.entrySet().stream()
                .filter(entry -> command.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Keys of a server that nobody knows but who is told, made by the JDK's own tool. */
    static SSLContext tls(Path folder, String host) {
        Path store = folder.resolve(host + ".p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-J-Duser.language=en",
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + host,
                            "-ext",
                            "san=dns:" + host,
                            "-validity",
                            "36500",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            new String(PASSWORD),
                            "-keystore",
                            store.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD);
            }
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", keys.getCertificate("server"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
