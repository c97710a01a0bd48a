package io.watchfire.notifiers.slack;

import java.time.Duration;

/**
 * How long to wait for Slack. Immutable.
 *
 * @param connect for a connection to stand
 * @param read for the next byte of an answer
 * @param write for a piece of the message to leave
 * @param call for all of it
 */
public record SlackTimeouts(Duration connect, Duration read, Duration write, Duration call) {
    public static final SlackTimeouts DEFAULT = new SlackTimeouts(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));
}
