package io.watchfire.notifiers.delivery;

/**
 * The way to one receiver. Tries once and says what came of it; when to try again, and how often, is not its business.
 *
 * <p>Called by one thread at a time. A call should end within seconds, whatever the other side does; until it ends, the
 * receiver's next messages wait. An interrupt asks it to end at once.
 */
@FunctionalInterface
public interface Channel {
    /**
     * Hands over a message. An exception counts as {@link Outcome.Retry}; its text is not shown to anybody.
     */
    Outcome send(Outgoing outgoing);
}
