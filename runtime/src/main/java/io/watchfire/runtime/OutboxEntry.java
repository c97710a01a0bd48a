package io.watchfire.runtime;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that a receiver is owed, or that was given up. Immutable.
 *
 * @param id names it among the others of the service
 * @param owedSince when it was decided that the receiver is told
 * @param why why it was given up; null while it is owed
 */
public record OutboxEntry(
        String id,
        String receiver,
        Notice.Status status,
        String rule,
        String alert,
        String title,
        Instant owedSince,
        @Nullable String why) {
    static OutboxEntry of(String id, Delivery delivery, @Nullable String why) {
        return new OutboxEntry(
                id,
                delivery.receiver().name(),
                delivery.status(),
                delivery.rule(),
                delivery.alert(),
                delivery.message().title(),
                delivery.owedSince(),
                why);
    }
}
