package io.watchfire.runtime;

import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.DeliveryListener;
import io.watchfire.notifiers.delivery.DeliveryRow;
import io.watchfire.notifiers.delivery.NoticeSender;
import io.watchfire.notifiers.policy.NoticePolicy;
import io.watchfire.notifiers.policy.Told;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.store.Row;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The policy of notices among threads: changes come from the one that judges, orders from any, and what became of notices from
 * those that deliver. Whatever the policy decides is kept, together with what made it decide so, and handed to the sender once it is, in
 * order. Thread-safe.
 */
final class Notifying implements DeliveryListener {
    /** So many messages that were given up are remembered. */
    static final int MOST_DEAD_LETTERS = 1_000;

    private final NoticePolicy policy;
    private final InstantSource clock;
    private final Keeping keeping;
    private final StoredState stored;

    /** What is owed, oldest first, by the keys of the deliveries. */
    private final Map<String, DeliveryRow> owed = new LinkedHashMap<>();

    /** What was given up, oldest first, by the names of their rows. */
    private final Map<String, DeliveryRow> deadLetters = new LinkedHashMap<>();

    /** When something arrived at a receiver last, in epoch milliseconds. */
    private final Map<String, Long> lastDelivered = new ConcurrentHashMap<>();

    private final AlertLog log = new AlertLog();

    private NoticeSender sender;

    /**
     * @param sender tells this listener what becomes of deliveries
     * @param stored what was kept by the process before
     * @param receivers for whom what was owed then is meant now
     */
    Notifying(
            NoticePolicy policy,
            InstantSource clock,
            Keeping keeping,
            StoredState stored,
            ReceiverSet receivers,
            Function<DeliveryListener, NoticeSender> sender) {
        this.policy = policy;
        this.clock = clock;
        this.keeping = keeping;
        this.stored = stored;
        stored.deliveries(receivers)
                .values()
                .forEach(row -> owed.put(row.delivery().key(), row));
        deadLetters.putAll(stored.deadLetters(receivers));
        this.sender = sender.apply(this);
    }

    NoticeSender sender() {
        return sender;
    }

    /** When something arrived at a receiver last; the time given if nothing did since the start. */
    long lastDelivered(String receiver, long before) {
        return lastDelivered.getOrDefault(receiver, before);
    }

    /** Goes on with what is owed, and tells of the alerts that no rule goes on with. */
    synchronized void begin(RuleSet rules, List<LostAlert> lost, List<Row> rows) {
        long now = clock.millis();
        policy.begin(rules, now);
        handOver(owed.values().stream().map(DeliveryRow::delivery).toList());
        List<Notice> notices = new ArrayList<>(policy.lost(lost, now));
        notices.addAll(policy.advanceTo(now));
        send(notices, rows);
    }

    /**
     * Alerts have changed at one time.
     *
     * @param rows what of the alerts themselves is to be kept
     */
    synchronized void changed(List<Transition> transitions, List<Row> rows) {
        long now = clock.millis();
        if (!transitions.isEmpty() || isDue(now)) {
            decide(rows, () -> {
                List<Notice> notices = new ArrayList<>(policy.process(transitions, now));
                notices.addAll(policy.advanceTo(now));
                return notices;
            });
        } else if (!rows.isEmpty()) {
            keeping.keep(rows, () -> {});
        }
    }

    /**
     * Goes on with other settings.
     *
     * @param ended the alerts that end with the rules of before
     * @param receivers null: as before
     */
    synchronized void changed(List<Transition> ended, List<Row> rows, RuleSet rules, @Nullable ReceiverSet receivers) {
        long now = clock.millis();
        decide(rows, () -> {
            List<Notice> notices = new ArrayList<>(policy.process(ended, now));
            notices.addAll(receivers == null ? policy.replaceRules(rules, now) : policy.replace(rules, receivers, now));
            notices.addAll(policy.advanceTo(now));
            return notices;
        });
    }

    /** Whatever fails here, the alerts themselves are kept as they are. */
    private void decide(List<Row> rows, Supplier<List<Notice>> decision) {
        List<Notice> notices;
        try {
            notices = decision.get();
        } catch (RuntimeException e) {
            keeping.keep(rows, () -> {});
            throw e;
        }
        send(notices, rows);
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
        send(policy.finish(clock.millis()), List.of());
    }

    /** Asks the policy something. */
    synchronized <T> T ask(Function<NoticePolicy, T> question) {
        return question.apply(policy);
    }

    /** Gives the policy an order that nothing goes out for, but for what was due before. */
    synchronized <T> T note(Function<NoticePolicy, T> order) {
        T answer = order.apply(policy);
        send(policy.advanceTo(clock.millis()), List.of());
        return answer;
    }

    /** Gives the policy an order that may have notices go out. */
    synchronized void order(Function<NoticePolicy, List<Notice>> order) {
        List<Notice> notices = new ArrayList<>(order.apply(policy));
        notices.addAll(policy.advanceTo(clock.millis()));
        send(notices, List.of());
    }

    private void send(List<Notice> notices, List<Row> rows) {
        List<Row> all = new ArrayList<>(rows);
        List<Delivery> deliveries = new ArrayList<>();
        RuntimeException failure = null;
        for (Notice notice : notices) {
            log.decided(notice);
            try {
                Delivery delivery = sender.prepare(notice);
                DeliveryRow row = new DeliveryRow(delivery, Told.of(notice), "");
                owed.put(delivery.key(), row);
                all.add(stored.newRow(row));
                deliveries.add(delivery);
            } catch (RuntimeException e) {
                policy.givenUp(notice, "it could not be taken on", clock.millis());
                failure = failure == null ? e : failure;
            }
        }
        all.addAll(policy.takeChanges());
        if (!all.isEmpty() || !deliveries.isEmpty()) {
            keeping.keep(all, () -> handOver(deliveries));
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void handOver(List<Delivery> deliveries) {
        RuntimeException failure = null;
        Error error = null;
        for (Delivery delivery : deliveries) {
            try {
                sender.send(delivery);
            } catch (RuntimeException e) {
                gaveUp(delivery, "it could not be taken on", false);
                failure = failure == null ? e : failure;
            } catch (Error e) {
                error = e; // It is owed, and goes out with what comes next.
            }
        }
        if (error != null) {
            throw error;
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized void delivered(Delivery delivery, int attempts) {
        lastDelivered.put(delivery.receiver().name(), clock.millis());
        log.delivered(delivery, attempts);
        DeliveryRow row = owed.remove(delivery.key());
        if (row != null) {
            policy.delivered(row.told(), attempts == 1 ? null : "at attempt " + attempts, clock.millis());
            settled(delivery, List.of());
        }
    }

    @Override
    public void retrying(Delivery delivery, String why, Duration delay) {
        log.retrying(delivery, why, delay);
    }

    @Override
    public synchronized void gaveUp(Delivery delivery, String why, boolean mayHaveArrived) {
        if (why.equals(CLOSED)) {
            return; // It stays owed, and a service that goes on from here sends it.
        }
        log.gaveUp(delivery, why);
        DeliveryRow row = owed.remove(delivery.key());
        if (row == null) {
            return;
        }
        policy.givenUp(row.told(), why, mayHaveArrived || hearsOfItLater(delivery), clock.millis());
        String name = stored.rowOf(delivery.key());
        if (name == null || why.equals(END_OF_UNHEARD)) {
            settled(delivery, List.of());
            return;
        }
        DeliveryRow dead = new DeliveryRow(mayHaveArrived ? delivery.asPossibleRepeat() : delivery, row.told(), why);
        deadLetters.put(name, dead);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.put(Row.Kind.DEAD_LETTER, name, dead.toBytes()));
        if (deadLetters.size() > MOST_DEAD_LETTERS) {
            String oldest = deadLetters.keySet().iterator().next();
            deadLetters.remove(oldest);
            rows.add(Row.delete(Row.Kind.DEAD_LETTER, oldest));
        }
        settled(delivery, rows);
    }

    @Override
    public synchronized void merged(Delivery end, List<Delivery> superseded) {
        superseded.forEach(delivery -> {
            log.merged(delivery);
            owed.remove(delivery.key());
        });
        owed.computeIfPresent(end.key(), (key, row) -> new DeliveryRow(end, row.told(), ""));
    }

    /** Whether something is owed by which the receiver hears of what began with this delivery all the same. */
    private boolean hearsOfItLater(Delivery delivery) {
        return owed.values().stream()
                .map(DeliveryRow::delivery)
                .filter(other ->
                        other.receiver().name().equals(delivery.receiver().name()))
                .filter(other -> other.status() != Notice.Status.RESOLVED)
                .anyMatch(other -> !Collections.disjoint(other.about(), delivery.begun()));
    }

    /** What the policy decides because of it goes out, and is kept with it: else a crash would leave it told and not owed. */
    private void settled(Delivery delivery, List<Row> more) {
        List<Row> rows = new ArrayList<>(stored.settled(delivery.key()));
        rows.addAll(more);
        send(policy.advanceTo(clock.millis()), rows);
    }

    // ---- what people see and do of it

    /** What is owed and what was given up, oldest first. */
    synchronized List<OutboxEntry> outbox() {
        List<OutboxEntry> all = new ArrayList<>();
        owed.forEach((key, row) -> all.add(OutboxEntry.of(String.valueOf(stored.rowOf(key)), row.delivery(), null)));
        deadLetters.forEach((id, row) -> all.add(OutboxEntry.of(id, row.delivery(), row.why())));
        return all;
    }

    /** Sends a message once more that was given up; false if there is none of that id. */
    synchronized boolean retry(String id) {
        DeliveryRow dead = deadLetters.remove(id);
        if (dead == null) {
            return false;
        }
        Delivery again = dead.delivery().onceMore(clock.instant());
        DeliveryRow row = new DeliveryRow(again, dead.told(), "");
        owed.put(again.key(), row);
        keeping.keep(List.of(Row.delete(Row.Kind.DEAD_LETTER, id), stored.newRow(row)), () -> handOver(List.of(again)));
        return true;
    }

    /** Forgets a message that was given up; false if there is none of that id. */
    synchronized boolean drop(String id) {
        if (deadLetters.remove(id) == null) {
            return false;
        }
        keeping.keep(List.of(Row.delete(Row.Kind.DEAD_LETTER, id)), () -> {});
        return true;
    }
}
