package io.watchfire.notifiers.delivery;

import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.message.Message;
import io.watchfire.notifiers.words.Word;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one receiver's channel gave back for the alerts that it was told of, until their end is delivered. At the bound the
 * oldest is forgotten, whose next message then stands alone. One thread at a time.
 */
final class References {
    static final int AT_MOST = 10_000;

    private final String receiver;
    private final Outbox outbox;
    private final Map<String, String> byAlert;

    References(String receiver, Outbox outbox) {
        this.receiver = receiver;
        this.outbox = outbox;
        this.byAlert = new LinkedHashMap<>(outbox.references(receiver));
    }

    /** The delivery as the channel gets it. */
    Outgoing outgoing(Delivery delivery, boolean maybeRepeat) {
        String reference = delivery.about().stream()
                .map(byAlert::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Message message = delivery.message();
        if (maybeRepeat) {
            message = message.noting(delivery.receiver().words().words().say(Word.POSSIBLE_REPEAT));
        }
        return new Outgoing(message, delivery.key(), maybeRepeat, reference, concludes(delivery, reference));
    }

    private boolean concludes(Delivery delivery, @Nullable String reference) {
        return reference != null
                && delivery.status() == Notice.Status.RESOLVED
                && byAlert.entrySet().stream()
                        .noneMatch(entry -> entry.getValue().equals(reference)
                                && !delivery.about().contains(entry.getKey()));
    }

    /** @param reference what the channel gave back; null: nothing, or it did not arrive and will not */
    void settled(Delivery delivery, @Nullable String reference) {
        for (String alert : delivery.about()) {
            if (delivery.status() == Notice.Status.RESOLVED) {
                forget(alert);
            } else if (reference != null) {
                byAlert.put(alert, reference);
                outbox.refer(receiver, alert, reference);
            }
        }
        while (byAlert.size() > AT_MOST) {
            forget(byAlert.keySet().iterator().next());
        }
    }

    private void forget(String alert) {
        if (byAlert.remove(alert) != null) {
            outbox.refer(receiver, alert, null);
        }
    }
}
