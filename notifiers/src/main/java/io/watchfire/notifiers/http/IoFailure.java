package io.watchfire.notifiers.http;

import io.watchfire.notifiers.delivery.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says why no answer came, without the text of the exception: that may hold the URL. */
public final class IoFailure {
    private IoFailure() {}

    /** @param server what people call it: {@code Slack} */
    public static Outcome outcome(IOException e, String server) {
        if (e instanceof RefusedAddressException refused) {
            return Outcome.retry("the address of " + server + " " + refused.why());
        }
        if (e instanceof UnknownHostException) {
            return Outcome.retry("the name of the host of " + server + " was not found");
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return Outcome.retry("no connection to " + server);
        }
        if (e instanceof InterruptedIOException) {
            return Outcome.uncertain("no answer from " + server + " in time; the message may have arrived");
        }
        if (e instanceof SSLException) {
            return Outcome.retry(
                    "no secure connection to " + server + " (" + e.getClass().getSimpleName() + ")");
        }
        return Outcome.uncertain("the connection to " + server + " broke ("
                + e.getClass().getSimpleName() + "); the message may have arrived");
    }
}
