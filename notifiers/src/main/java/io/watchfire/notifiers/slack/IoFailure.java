package io.watchfire.notifiers.slack;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says why no answer came, without the text of the exception: that may hold the URL. */
final class IoFailure {
    private IoFailure() {}

    static String describe(IOException e) {
        if (e instanceof RefusedAddressException refused) {
            return "the webhook URL " + refused.why();
        }
        if (e instanceof UnknownHostException) {
            return "the name of Slack's host was not found";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "no connection to Slack";
        }
        if (e instanceof InterruptedIOException) {
            return "no answer from Slack in time; the message may have arrived";
        }
        if (e instanceof SSLException) {
            return "no secure connection to Slack (" + e.getClass().getSimpleName() + ")";
        }
        return "the connection to Slack broke (" + e.getClass().getSimpleName() + "); the message may have arrived";
    }
}
