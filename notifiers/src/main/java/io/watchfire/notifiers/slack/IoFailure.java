package io.watchfire.notifiers.slack;

import io.watchfire.notifiers.delivery.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says why no answer came, without the text of the exception: that may hold the URL. */
final class IoFailure {
    private IoFailure() {}

    static Outcome outcome(IOException e) {
        if (e instanceof RefusedAddressException refused) {
            return Outcome.retry("the webhook URL " + refused.why());
        }
        if (e instanceof UnknownHostException) {
            return Outcome.retry("the name of Slack's host was not found");
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return Outcome.retry("no connection to Slack");
        }
        if (e instanceof InterruptedIOException) {
            return Outcome.uncertain("no answer from Slack in time; the message may have arrived");
        }
        if (e instanceof SSLException) {
            return Outcome.retry(
                    "no secure connection to Slack (" + e.getClass().getSimpleName() + ")");
        }
        return Outcome.uncertain(
                "the connection to Slack broke (" + e.getClass().getSimpleName() + "); the message may have arrived");
    }
}
