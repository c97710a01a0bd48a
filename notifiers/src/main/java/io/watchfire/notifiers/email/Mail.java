package io.watchfire.notifiers.email;

import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.message.Controls;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.receiver.ReceiverSettings.Email;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A message as a mail: the title as subject, plain text below. The same delivery has the same id at each attempt. */
final class Mail extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int LONGEST_SUBJECT = 200;
    private static final Pattern ID = Pattern.compile("<[\\x21-\\x3b\\x3f-\\x7e]{1,300}>");

    private final String id;

    Mail(Session session, Email settings, Outgoing outgoing, Instant now) throws MessagingException {
        super(session);
        id = id(outgoing.key(), settings.from());
        setFrom(new InternetAddress(settings.from(), true));
        for (String address : settings.to()) {
            addRecipient(RecipientType.TO, new InternetAddress(address, true));
        }
        setSubject(subject(outgoing.message().title()), UTF_8);
        setText(text(outgoing.message()), UTF_8);
        setSentDate(Date.from(now));
        // No machine is to answer (RFC 3834).
        setHeader("Auto-Submitted", "auto-generated");
        String first = firstId(outgoing);
        if (first != null) {
            setHeader("In-Reply-To", first);
            setHeader("References", first);
        }
        saveChanges();
    }

    /** Id of the first mail about the alert; null if there is none, or the receiver was of another kind then. */
    static @Nullable String firstId(Outgoing outgoing) {
        String reference = outgoing.reference();
        return reference != null && ID.matcher(reference).matches() ? reference : null;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    private static String id(String key, String from) {
        UUID name = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        return "<" + name + from.substring(from.lastIndexOf('@')) + ">";
    }

    private static String subject(String title) {
        String line = clean(title).replace('\n', ' ').replace('\t', ' ').strip();
        if (line.codePointCount(0, line.length()) <= LONGEST_SUBJECT) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
    }

    private static String text(Message message) {
        StringBuilder text = new StringBuilder();
        message.lines().forEach(line -> append(text, "", line));
        message.alerts().forEach(line -> append(text, "- ", line));
        message.links().forEach(link -> append(text, "", new Line(link.name(), link.url())));
        if (!message.note().isBlank()) {
            append(text, "", new Line("", message.note()));
        }
        return text.toString();
    }

    /** What follows a line end inside a value cannot pass for a line of the message. */
    private static void append(StringBuilder text, String before, Line line) {
        text.append(before)
                .append(clean(line.toString()).replace("\n", "\r\n    "))
                .append("\r\n");
    }

    private static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().forEach(c -> {
            boolean unwanted = Controls.isControl(c) && c != '\n' && c != '\t';
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            out.appendCodePoint(unwanted ? ' ' : half ? 0xfffd : c);
        });
        return out.toString();
    }
}
