package io.watchfire.notifiers.email;

import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.receiver.ReceiverSettings.Email;
import io.watchfire.notifiers.receiver.Secret;
import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages to one mail server, for one list of people. Made by {@link EmailChannels}.
 *
 * <p>The later mails about an alert are answers to the first, whose id is the reference that is given back. Nothing that is
 * said about a failure holds an address, a name or a password.
 */
final class EmailChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(EmailChannel.class);
    private static final String PROTOCOLS = "TLSv1.3 TLSv1.2";

    private final Email settings;
    private final SocketFactory sockets;
    private final SSLSocketFactory trust;
    private final int patienceMillis;
    private final InstantSource clock;
    private final Session session;

    EmailChannel(
            Email settings, SocketFactory sockets, SSLSocketFactory trust, Duration patience, InstantSource clock) {
        this.settings = settings;
        this.sockets = sockets;
        this.trust = trust;
        this.patienceMillis = Math.toIntExact(patience.toMillis());
        this.clock = clock;
        this.session = Session.getInstance(properties(settings, sockets, trust, patienceMillis), new Login(settings));
    }

    private static Properties properties(
            Email settings, SocketFactory sockets, SSLSocketFactory trust, int patienceMillis) {
        String millis = Integer.toString(patienceMillis);
        String starttls = Boolean.toString(settings.tls() == Email.Tls.STARTTLS);
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.put("mail.smtp.socketFactory", sockets);
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.starttls.enable", starttls);
        properties.setProperty("mail.smtp.starttls.required", starttls);
        properties.put("mail.smtp.ssl.socketFactory", trust);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", PROTOCOLS);
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.user() != null));
        // An address that is refused keeps nobody else from the mail.
        properties.setProperty("mail.smtp.sendpartial", "true");
        return properties;
    }

    /** Name and password, when the server asks for them. */
    private static final class Login extends Authenticator {
        private final Email settings;

        Login(Email settings) {
            this.settings = settings;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            Secret password = settings.password();
            return password == null ? null : new PasswordAuthentication(settings.user(), password.reveal());
        }
    }

    @Override
    public Outcome send(Outgoing outgoing) {
        MimeMessage mail;
        Transport transport;
        try {
            mail = new Mail(session, settings, outgoing, clock.instant());
            transport = session.getTransport();
        } catch (MessagingException e) {
            return Outcome.refused(
                    "no mail can be made of this message (" + e.getClass().getSimpleName() + ")");
        }
        try (Connection connection = new Connection(transport)) {
            try {
                connection.open();
            } catch (IOException | MessagingException e) {
                return MailFailure.beforeSending(e);
            }
            try {
                return send(transport, mail, outgoing);
            } catch (MessagingException e) {
                return MailFailure.whileSending(e);
            }
        }
    }

    private static Outcome send(Transport transport, MimeMessage mail, Outgoing outgoing) throws MessagingException {
        String first = Mail.firstId(outgoing);
        String reference = first == null ? mail.getMessageID() : first;
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (SendFailedException e) {
            Address[] reached = e.getValidSentAddresses();
            if (reached == null || reached.length == 0) {
                return MailFailure.whileSending(e);
            }
            LOG.warn("a mail reached {} of {} addresses", reached.length, mail.getAllRecipients().length);
        }
        return Outcome.delivered(reference);
    }

    /** One connection to the server. */
    private final class Connection implements AutoCloseable {
        private final Transport transport;

        Connection(Transport transport) {
            this.transport = transport;
        }

        void open() throws MessagingException, IOException {
            if (settings.tls() != Email.Tls.IMPLICIT) {
                transport.connect();
                return;
            }
            // The library would make this connection by a factory of its own, past the one that judges addresses.
            Socket socket = secureSocket();
            try {
                ((SMTPTransport) transport).connect(socket);
            } catch (MessagingException | RuntimeException e) {
                socket.close();
                throw e;
            }
        }

        private Socket secureSocket() throws IOException {
            Socket plain = sockets.createSocket();
            try {
                plain.connect(new InetSocketAddress(settings.host(), settings.port()), patienceMillis);
                plain.setSoTimeout(patienceMillis);
                SSLSocket secure = (SSLSocket) trust.createSocket(plain, settings.host(), settings.port(), true);
                SSLParameters wanted = secure.getSSLParameters();
                wanted.setEndpointIdentificationAlgorithm("HTTPS");
                wanted.setProtocols(PROTOCOLS.split(" "));
                secure.setSSLParameters(wanted);
                secure.startHandshake();
                return secure;
            } catch (IOException | RuntimeException e) {
                plain.close();
                throw e;
            }
        }

        /** How the connection ends changes nothing about the mail. */
        @Override
        public void close() {
            try {
                transport.close();
            } catch (MessagingException e) {
                LOG.debug(
                        "the connection to a mail server did not end in order ({})",
                        e.getClass().getSimpleName());
            }
        }
    }

    @Override
    public String toString() {
        return "EmailChannel[" + settings.to().size() + " addresses]";
    }
}
