package io.watchfire.notifiers.http;

import java.io.IOException;

/** A connection that was not made, because messages may not go to such an address. */
final class RefusedAddressException extends IOException {
    private static final long serialVersionUID = 1;

    private final String why;

    /** @param why end of a sentence that begins with the URL */
    RefusedAddressException(String why) {
        super("the URL " + why);
        this.why = why;
    }

    String why() {
        return why;
    }
}
