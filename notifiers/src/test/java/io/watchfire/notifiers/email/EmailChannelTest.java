package io.watchfire.notifiers.email;

import static io.watchfire.notifiers.Sample.receiver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.watchfire.notifiers.Looks;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.Sample;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.ChannelFactory;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.message.Message.Tone;
import io.watchfire.notifiers.receiver.ReceiverSettings.Email;
import io.watchfire.notifiers.receiver.ReceiverSettings.Email.Tls;
import io.watchfire.notifiers.receiver.Secret;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a mail server on this machine, with TLS. */
@Timeout(60)
class EmailChannelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Message MESSAGE =
            new Message(Status.FIRING, Tone.WARNING, "[경고] 느린 주문 🔥", List.of(new Line("이벤트 메시지", "응답\n.\n둘째 줄")));

    private static SSLContext localhost;
    private static SSLContext other;

    private MailServer server;
    private EmailChannels channels;

    @BeforeAll
    static void makeKeys(@TempDir Path folder) {
        localhost = MailServer.tls(folder, "localhost");
        other = MailServer.tls(folder, "other.example");
    }

    @AfterEach
    void stop() throws IOException {
        if (channels != null) {
            channels.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS", "IMPLICIT"})
    void aMessageIsSentAfterTheConnectionIsSecure(Tls tls) throws Exception {
        server = new MailServer(localhost, tls == Tls.IMPLICIT, true);

        Outcome outcome = channel(tls, "watchfire").send(Outgoing.first(MESSAGE, "slow-1/ops"));

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(server.heard.stream().filter(line -> !line.startsWith("*")).map(line -> line.split(" ")[0]))
                .isEqualTo(tls == Tls.STARTTLS ? List.of("EHLO", "STARTTLS") : List.of());
        assertThat(server.heard)
                .contains(
                        "*MAIL FROM:<watchfire@example.com>",
                        "*RCPT TO:<ops@example.com>",
                        "*RCPT TO:<lead@example.com>")
                .anyMatch(line -> line.startsWith("*AUTH PLAIN"));
        MimeMessage mail = mail(0);
        assertThat(mail.getSubject()).isEqualTo("[경고] 느린 주문 🔥");
        assertThat(text(mail)).isEqualTo("이벤트 메시지 : 응답\n    .\n    둘째 줄\n");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getSentDate()).isEqualTo(Sample.START);
        assertThat(((Outcome.Delivered) outcome).reference()).isEqualTo(mail.getMessageID());
    }

    @Test
    void laterMailsAboutAnAlertAnswerTheFirstAndACopyHasTheSameId() throws Exception {
        server = new MailServer(localhost, false, true);
        Channel channel = channel(Tls.STARTTLS, null);

        String reference = ((Outcome.Delivered) channel.send(Outgoing.first(MESSAGE, "firing"))).reference();
        channel.send(new Outgoing(MESSAGE, "firing", true, null, false));
        Outcome later = channel.send(new Outgoing(MESSAGE, "resolved", false, reference, true));

        assertThat(mail(1).getMessageID()).isEqualTo(reference);
        assertThat(mail(2).getMessageID()).isNotEqualTo(reference);
        assertThat(mail(2).getHeader("In-Reply-To")).containsExactly(reference);
        assertThat(mail(2).getHeader("References")).containsExactly(reference);
        assertThat(later).isEqualTo(Outcome.delivered(reference));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C01/1655636956.000100", "<a@b>\r\nBcc: x@example.com", "<a b>", "slow-1/ops"})
    void aReferenceThatIsNoMailsIsLeftOut(String reference) throws Exception {
        server = new MailServer(localhost, false, true);

        Outcome outcome = channel(Tls.STARTTLS, null).send(new Outgoing(MESSAGE, "resolved", false, reference, true));

        assertThat(mail(0).getHeader("In-Reply-To")).isNull();
        assertThat(mail(0).getHeader("Bcc")).isNull();
        assertThat(outcome).isEqualTo(Outcome.delivered(mail(0).getMessageID()));
    }

    @Test
    void withoutTheMailLibraryAMailIsRefusedAndTheReasonNamesIt() throws Exception {
        ClassLoader withoutMail = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.startsWith("jakarta.mail.") || name.startsWith("org.eclipse.angus.")) {
                    throw new ClassNotFoundException(name);
                }
                if (!name.startsWith("io.watchfire.notifiers.email.")) {
                    return EmailChannelTest.class.getClassLoader().loadClass(name);
                }
                try (InputStream in =
                        EmailChannelTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        BooleanSupplier allowed = () -> true;
        ChannelFactory factory = (ChannelFactory) withoutMail
                .loadClass(EmailChannels.class.getName())
                .getConstructor(BooleanSupplier.class)
                .newInstance(allowed);

        Channel channel =
                factory.open(receiver("ops").type("email").build().with(settings("localhost", 25, Tls.STARTTLS, null)));

        assertThat(channel.send(Outgoing.first(MESSAGE, "k")))
                .isEqualTo(Outcome.refused("e-mail wants org.eclipse.angus:angus-mail on the class path"));
    }

    @ParameterizedTest
    @MethodSource("io.watchfire.notifiers.Looks#all")
    void eachKindOfMessageMakesAMailWithoutForgedLines(String name, String language) throws Exception {
        server = new MailServer(localhost, false, true);

        assertThat(channel(Tls.STARTTLS, null).send(Outgoing.first(Looks.message(name, language), name)))
                .isInstanceOf(Outcome.Delivered.class);

        MimeMessage mail = mail(0);
        assertThat(mail.getSubject()).isNotBlank().doesNotContain("\n", "\r").hasSizeLessThan(500);
        assertThat(text(mail))
                .isNotBlank()
                .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\u202e]")
                .doesNotContain("\nProject : forged");
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("AUTH", "535 no", Outcome.refused("the mail server does not take this name and password")),
                arguments("MAIL", "550 no", Outcome.refused("the mail server answered 550")),
                arguments("MAIL", "451 later", Outcome.retry("the mail server answered 451")),
                arguments("RCPT", "550 who?", Outcome.refused("the mail server answered 550")),
                arguments("RCPT", "450 full", Outcome.retry("the mail server answered 450")),
                arguments("DATA", "554 no", Outcome.refused("the mail server answered 554")),
                arguments("END", "552 too large", Outcome.refused("the mail server answered 552")),
                arguments("END", "452 full", Outcome.retry("the mail server answered 452")),
                arguments("EHLO", "hang up", Outcome.retry("the mail server broke off (MessagingException)")),
                arguments(
                        "END",
                        "hang up",
                        Outcome.uncertain("the mail server broke off; the message may have arrived")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachAnswerHasItsOutcome(String command, String answer, Outcome expected) throws IOException {
        server = new MailServer(localhost, false, true);
        server.answers.put(command, answer);

        Outcome outcome = channel(Tls.STARTTLS, "watchfire").send(Outgoing.first(MESSAGE, "k"));

        if (expected instanceof Outcome.Retry retry && answer.equals("hang up")) {
            assertThat(outcome).isInstanceOf(Outcome.Retry.class);
            assertThat(((Outcome.Retry) outcome).uncertain()).isEqualTo(retry.uncertain());
        } else {
            assertThat(outcome).isEqualTo(expected);
        }
        assertThat(server.mails).isEmpty();
    }

    @Test
    void anAddressThatIsRefusedKeepsNobodyElseFromTheMail() throws IOException {
        server = new MailServer(localhost, false, true);
        server.answers.put("RCPT TO:<lead", "550 who?");

        assertThat(channel(Tls.STARTTLS, null).send(Outgoing.first(MESSAGE, "k")))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(server.mails).hasSize(1);
    }

    @Test
    void aServerWithoutStarttlsGetsNothing() throws IOException {
        server = new MailServer(localhost, false, false);

        assertThat(channel(Tls.STARTTLS, "watchfire").send(Outgoing.first(MESSAGE, "k")))
                .isEqualTo(Outcome.refused("the mail server offers no STARTTLS"));
        assertThat(server.heard).noneMatch(line -> line.contains("AUTH") || line.contains("MAIL"));
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS", "IMPLICIT"})
    void aServerThatIsAnotherThanItsNameGetsNothing(Tls tls) throws IOException {
        server = new MailServer(other, tls == Tls.IMPLICIT, true);
        channels = new EmailChannels(() -> true, PATIENCE, InstantSource.fixed(Sample.START), other.getSocketFactory());

        Outcome outcome = channels.open(receiver("ops")
                        .type("email")
                        .build()
                        .with(settings("localhost", server.port(), tls, "watchfire")))
                .send(Outgoing.first(MESSAGE, "k"));

        assertThat(outcome).isInstanceOf(Outcome.Retry.class);
        assertThat(((Outcome.Retry) outcome).uncertain()).isFalse();
        assertThat(server.heard).noneMatch(line -> line.contains("AUTH") || line.contains("MAIL"));
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS", "IMPLICIT", "NONE"})
    void noConnectionIsMadeToAPrivateAddressUnlessAllowed(Tls tls) throws IOException {
        server = new MailServer(localhost, tls == Tls.IMPLICIT, true);
        channels = new EmailChannels(
                () -> false, PATIENCE, InstantSource.fixed(Sample.START), localhost.getSocketFactory());

        Outcome outcome = channels.open(
                        receiver("ops").type("email").build().with(settings("localhost", server.port(), tls, null)))
                .send(Outgoing.first(MESSAGE, "k"));

        assertThat(outcome)
                .isEqualTo(Outcome.retry("the address of the mail server leads to a private or loopback address;"
                        + " \"allowPrivateNetworks\": true permits that"));
        assertThat(server.heard).isEmpty();
    }

    @Test
    void withoutTlsMailGoesToPrivateAddressesWhereTheyAreAllowed() throws IOException {
        server = new MailServer(localhost, false, false);

        assertThat(channel(Tls.NONE, null).send(Outgoing.first(MESSAGE, "k"))).isInstanceOf(Outcome.Delivered.class);
        assertThat(server.mails).hasSize(1);
    }

    @Test
    void aPortWhereNobodyListensIsTriedAgainLater() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }

        assertThat(channel(Tls.STARTTLS, null, port).send(Outgoing.first(MESSAGE, "k")))
                .isEqualTo(Outcome.retry("no connection to the mail server"));
    }

    @Test
    void closingBreaksOffAMailUnderWay() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Channel channel = channel(Tls.STARTTLS, null, silent.getLocalPort());
            CompletableFuture<Outcome> sent =
                    CompletableFuture.supplyAsync(() -> channel.send(Outgoing.first(MESSAGE, "k")));
            try (Socket connection = silent.accept()) {
                connection.getOutputStream().write("220".getBytes(StandardCharsets.US_ASCII));
                channels.close();

                assertThat(sent.join()).isInstanceOf(Outcome.Retry.class);
            }
        }
    }

    @Test
    void noSecretIsShown() throws IOException {
        server = new MailServer(localhost, false, true);

        assertThat(settings("localhost", 587, Tls.STARTTLS, "watchfire"))
                .asString()
                .doesNotContain("verysecret");
        assertThat(channel(Tls.STARTTLS, "watchfire")).asString().doesNotContain("verysecret", "example.com");
    }

    private Channel channel(Tls tls, String user) {
        return channel(tls, user, server.port());
    }

    private Channel channel(Tls tls, String user, int port) {
        channels = new EmailChannels(
                () -> true, PATIENCE, InstantSource.fixed(Sample.START), localhost.getSocketFactory());
        return channels.open(receiver("ops").type("email").build().with(settings("localhost", port, tls, user)));
    }

    private static Email settings(String host, int port, Tls tls, String user) {
        return new Email(
                host,
                port,
                tls,
                user,
                user == null ? null : new Secret("verysecret"),
                "watchfire@example.com",
                List.of("ops@example.com", "lead@example.com"));
    }

    private static String text(MimeMessage mail) throws Exception {
        return ((String) mail.getContent()).replace("\r\n", "\n");
    }

    private MimeMessage mail(int index) throws Exception {
        byte[] bytes = server.mails.get(index).getBytes(StandardCharsets.UTF_8);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }
}
