package io.watchfire.runtime;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the lives of alerts to the logger {@code watchfire.alerts}: a line of {@code key=value} for each change of an alert and for
 * what becomes of each notice, each with the alert's id. Changes that people are told of and ends of deliveries are at level INFO, the
 * rest at DEBUG. Costs one look at the level where that is off. Thread-safe.
 */
final class AlertLog {
    private static final Logger LOG = LoggerFactory.getLogger("watchfire.alerts");

    void changed(Transition transition) {
        boolean isToldOf = transition.to().isOpen() || transition.from().isOpen();
        if (isToldOf ? LOG.isInfoEnabled() : LOG.isDebugEnabled()) {
            LogLine line = new LogLine("alert", transition.alert())
                    .add("rule", transition.rule().id())
                    .add("labels", transition.labels().asMap())
                    .add("from", transition.from().text())
                    .add("to", transition.to().text())
                    .add("level", transition.level().text())
                    .add("reason", transition.reason().text())
                    .add("at", transition.time().toString());
            log(isToldOf, line);
        }
    }

    /** A notice is handed to those that deliver. */
    void decided(Notice notice) {
        if (LOG.isDebugEnabled()) {
            for (Transition alert : notice.alerts()) {
                LogLine line = new LogLine("alert", alert.alert())
                        .add("rule", alert.rule().id())
                        .add("labels", alert.labels().asMap())
                        .add("notice", notice.status().text())
                        .add("receiver", notice.receiver().name())
                        .add("outcome", "owed");
                log(false, line);
            }
        }
    }

    void delivered(Delivery delivery, int attempts) {
        told(true, delivery, line -> line.add("outcome", "delivered").add("attempts", Integer.toString(attempts)));
    }

    void retrying(Delivery delivery, String why, Duration delay) {
        told(
                false,
                delivery,
                line -> line.add("outcome", "retry").add("why", why).add("next", delay.toMillis() + "ms"));
    }

    void gaveUp(Delivery delivery, String why) {
        told(true, delivery, line -> line.add("outcome", "gave_up").add("why", why));
    }

    /** The end of the alerts tells of it, too. */
    void merged(Delivery delivery) {
        told(true, delivery, line -> line.add("outcome", "merged"));
    }

    private static void told(boolean isEnd, Delivery delivery, Consumer<LogLine> outcome) {
        if (isEnd ? LOG.isInfoEnabled() : LOG.isDebugEnabled()) {
            for (String alert : alerts(delivery)) {
                LogLine line = new LogLine("alert", alert)
                        .add("notice", delivery.status().text())
                        .add("receiver", delivery.receiver().name());
                outcome.accept(line);
                log(isEnd, line);
            }
        }
    }

    /** The ids of the alerts; of a message about very many, of those that it tells one by one. */
    private static List<String> alerts(Delivery delivery) {
        List<String> ids = delivery.message().subjects().stream()
                .map(Message.Subject::alert)
                .distinct()
                .toList();
        return ids.isEmpty() && !delivery.alert().isEmpty() ? List.of(delivery.alert()) : ids;
    }

    private static void log(boolean isInfo, LogLine line) {
        if (isInfo) {
            LOG.info("{}", line);
        } else {
            LOG.debug("{}", line);
        }
    }
}
