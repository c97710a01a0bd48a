package io.watchfire.notifiers.http;

import java.time.Duration;

/**
 * How long to wait for a server. Immutable.
 *
 * @param connect for a connection to stand
 * @param read for the next byte of an answer
 * @param write for a piece of the message to leave
 * @param call for all of it
 */
public record HttpTimeouts(Duration connect, Duration read, Duration write, Duration call) {
    public static final HttpTimeouts DEFAULT = new HttpTimeouts(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));
}
