package io.watchfire.runtime;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.DeliveryListener;
import io.watchfire.notifiers.delivery.NoticeSender;
import io.watchfire.notifiers.policy.NoticePolicy;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The policy of notices among threads: changes come from the one that judges, orders from any, and what became of notices from
 * those that deliver. Whatever the policy decides is handed to the sender at once, in order. Thread-safe.
 */
final class Notifying implements DeliveryListener {
    private final NoticePolicy policy;
    private final InstantSource clock;

    /** Notices on their way, by the keys of their deliveries. */
    private final Map<String, Notice> underWay = new HashMap<>();

    /** When something arrived at a receiver last, in epoch milliseconds. */
    private final Map<String, Long> lastDelivered = new ConcurrentHashMap<>();

    private final AlertLog log = new AlertLog();

    private NoticeSender sender;

    /** @param sender tells this listener what becomes of deliveries */
    Notifying(NoticePolicy policy, InstantSource clock, Function<DeliveryListener, NoticeSender> sender) {
        this.policy = policy;
        this.clock = clock;
        this.sender = sender.apply(this);
    }

    /** Time begins: heartbeats are on their way. */
    synchronized void begin(RuleSet rules) {
        policy.begin(rules, clock.millis());
    }

    NoticeSender sender() {
        return sender;
    }

    /** When something arrived at a receiver last; the time given if nothing did since the start. */
    long lastDelivered(String receiver, long before) {
        return lastDelivered.getOrDefault(receiver, before);
    }

    /** Alerts have changed at one time. */
    synchronized void changed(List<Transition> transitions) {
        long now = clock.millis();
        if (!transitions.isEmpty() || isDue(now)) {
            send(policy.process(transitions, now));
            send(policy.advanceTo(now));
        }
    }

    /**
     * Goes on with other settings.
     *
     * @param ended the alerts that end with the rules of before
     * @param receivers null: as before
     */
    synchronized void changed(List<Transition> ended, RuleSet rules, @Nullable ReceiverSet receivers) {
        long now = clock.millis();
        send(policy.process(ended, now));
        send(receivers == null ? policy.replaceRules(rules, now) : policy.replace(rules, receivers, now));
        send(policy.advanceTo(now));
    }

    private boolean isDue(long now) {
        return policy.nextDue().orElse(Long.MAX_VALUE) <= now;
    }

    /** How long nothing can happen but by a change, at most so many milliseconds. */
    synchronized long quietFor(long atMost) {
        return Math.min(atMost, policy.nextDue().orElse(Long.MAX_VALUE) - clock.millis());
    }

    /** Tells what only waits for others. Nothing comes any more. */
    synchronized void finish() {
        send(policy.finish(clock.millis()));
    }

    /** Gives the policy an order, or asks it something. */
    synchronized <T> T ask(Function<NoticePolicy, T> question) {
        return question.apply(policy);
    }

    /** Gives the policy an order that may have notices go out. */
    synchronized void order(Function<NoticePolicy, List<Notice>> order) {
        send(order.apply(policy));
        send(policy.advanceTo(clock.millis()));
    }

    private void send(List<Notice> notices) {
        RuntimeException failure = null;
        for (Notice notice : notices) {
            underWay.put(Delivery.keyOf(notice), notice);
            log.decided(notice);
            try {
                sender.send(notice);
            } catch (RuntimeException e) {
                underWay.remove(Delivery.keyOf(notice));
                policy.givenUp(notice, "it could not be taken on", clock.millis());
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized void delivered(Delivery delivery, int attempts) {
        lastDelivered.put(delivery.receiver().name(), clock.millis());
        log.delivered(delivery, attempts);
        Notice notice = underWay.remove(delivery.key());
        if (notice != null) {
            policy.delivered(notice, attempts == 1 ? null : "at attempt " + attempts, clock.millis());
        }
    }

    @Override
    public void retrying(Delivery delivery, String why, Duration delay) {
        log.retrying(delivery, why, delay);
    }

    @Override
    public synchronized void gaveUp(Delivery delivery, String why) {
        log.gaveUp(delivery, why);
        Notice notice = underWay.remove(delivery.key());
        if (notice != null) {
            policy.givenUp(notice, why, clock.millis());
        }
    }
}
