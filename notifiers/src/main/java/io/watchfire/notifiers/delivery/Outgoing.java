package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message as a channel gets it, with what it may have to know of earlier ones. Immutable.
 *
 * @param key identity of the delivery, the same at each attempt and after a restart; see {@link Delivery#keyOf}. For
 *     receivers that know a second copy by it
 * @param maybeRepeat whether an earlier attempt at this delivery may have arrived all the same
 * @param reference what the channel last gave back, by {@link Outcome.Delivered}, for an alert of this message and this
 *     receiver; null if it gave back nothing, or that has been forgotten
 * @param concludes whether this is the end of the last alert with that reference: nothing more will come of it
 */
public record Outgoing(
        Message message,
        String key,
        boolean maybeRepeat,
        @Nullable String reference,
        boolean concludes) {
    /** A message of which nothing was sent before. */
    public static Outgoing first(Message message, String key) {
        return new Outgoing(message, key, false, null, false);
    }
}
