package io.watchfire.notifiers.email;

import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.http.IoFailure;
import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.SocketConnectException;

/** Says why a mail was not taken, without the text of the exception: that may hold names. */
final class MailFailure {
    private static final String SERVER = "the mail server";
    private static final String MAYBE = "; the message may have arrived";
    private static final int FIRST_LASTING = 500;

    private MailFailure() {}

    /** Nothing has been sent yet, so nothing can have arrived. */
    static Outcome beforeSending(Exception e) {
        if (e instanceof AuthenticationFailedException) {
            return Outcome.refused("the mail server does not take this name and password");
        }
        String text = String.valueOf(e.getMessage());
        if (text.startsWith("STARTTLS is required")) {
            return Outcome.refused("the mail server offers no STARTTLS");
        }
        Outcome outcome = ofCause(e);
        return outcome instanceof Outcome.Retry retry
                ? Outcome.retry(retry.why().replace(MAYBE, ""))
                : outcome;
    }

    static Outcome whileSending(Exception e) {
        int code = 0;
        for (Exception cause : chain(e)) {
            code = Math.max(code, code(cause));
        }
        if (code > 0) {
            String said = "the mail server answered " + code;
            return code >= FIRST_LASTING ? Outcome.refused(said) : Outcome.retry(said);
        }
        return ofCause(e);
    }

    private static Outcome ofCause(Exception e) {
        for (Exception cause : chain(e)) {
            if (cause instanceof SocketConnectException) {
                return IoFailure.outcome(new ConnectException(), SERVER);
            }
            if (cause instanceof IOException io) {
                return IoFailure.outcome(io, SERVER);
            }
        }
        return Outcome.uncertain("the mail server broke off (" + e.getClass().getSimpleName() + ")" + MAYBE);
    }

    private static int code(Exception e) {
        return switch (e.getClass().getSimpleName()) {
            case "SMTPSendFailedException" -> ((SMTPSendFailedException) e).getReturnCode();
            case "SMTPAddressFailedException" -> ((SMTPAddressFailedException) e).getReturnCode();
            case "SMTPSenderFailedException" -> ((SMTPSenderFailedException) e).getReturnCode();
            default -> 0;
        };
    }

    /** The innermost I/O error first. */
    private static List<Exception> chain(Exception e) {
        List<Exception> chain = new ArrayList<>();
        Throwable cause = e;
        while (cause instanceof Exception next && chain.size() < 20) {
            chain.add(0, next);
            cause = next.getCause();
        }
        return chain;
    }
}
