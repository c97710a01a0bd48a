package io.watchfire.runtime;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.Restored;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.DeliveryListener;
import io.watchfire.notifiers.delivery.MemoryOutbox;
import io.watchfire.notifiers.delivery.NoticeSender;
import io.watchfire.notifiers.delivery.Outbox;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.receiver.RateLimit;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.store.Row;
import io.watchfire.notifiers.store.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One process that has the product in it, from its start to its end: the parts of an {@link AlertService}, without its threads. Its judge
 * does what that of the service does, in the same order.
 */
final class SimulatedProcess {
    /** What the rest of the world has to do with it. */
    interface World {
        RandomGenerator random();

        /** A commit is about to be made; throws to let it fail. */
        void commit(StateStore store, List<Row> rows);

        /** The state that is to be found durable after the next commit has changed. */
        void alertsChanged(AlertEngine engine);

        Channel channel(Receiver receiver, SimulatedProcess process);

        /** What is to be kept, before it is. */
        void decided(List<Row> rows);

        void gaveUp(Delivery delivery, String why);

        /** Something failed that the product reports and goes on from. */
        void failed(Throwable e);

        void problem(String problem);
    }

    final AlertEngine engine;
    final KeptState kept;
    final StateWriter writer;
    final Notifying notifying;
    final SimulatedTime.Tasks tasks;
    boolean isDead;

    private final World world;
    private final SimulatedTime time;
    private final Broken broken;
    private final boolean isRestarted;
    private RuleSet rules;

    SimulatedProcess(
            World world,
            SimulatedTime time,
            StateStore store,
            RuleSet rules,
            ReceiverSet receivers,
            Broken broken,
            boolean isRestarted,
            Consumer<AlertEngine> whenRestored) {
        this.world = world;
        this.time = time;
        this.broken = broken;
        this.rules = rules;
        this.isRestarted = isRestarted;
        tasks = time.new Tasks();
        StateStore watched = new Watched(store);
        writer = new StateWriter(watched, this::problem, () -> {}, false);
        kept = new KeptState(watched, this::problem, writer);
        Restored restored = kept.engine(rules, EngineOptions.DEFAULT, time.instant());
        engine = restored.engine();
        whenRestored.accept(engine);
        int room = world.random().nextInt(3) == 0 ? 2 + world.random().nextInt(5) : MemoryOutbox.DEFAULT_CAPACITY;
        Function<DeliveryListener, NoticeSender> senders = first -> NoticeSender.builder()
                .clock(time)
                .workers(tasks)
                .random(world.random())
                .outbox(outbox(new KeptOutbox(kept.stored(), writer, new MemoryOutbox(room))))
                .channel("x-sim", this::channel)
                .listener(listening(first))
                .build();
        notifying = new Notifying(
                kept.policy(rules, known(receivers), time.instant()),
                time,
                this::keep,
                kept.stored(),
                known(receivers),
                senders);
        List<Row> rows = kept.changes(engine);
        world.alertsChanged(engine);
        notifying.begin(rules, restored.lost(), rows);
    }

    // ---- what the judge does

    void judge(Event event) {
        List<Transition> transitions = engine.process(event, time.millis());
        List<Row> rows = kept.changes(engine);
        publish(transitions, rows);
    }

    void letTimePass() {
        if (broken == Broken.ALERT_TIMERS_FORGOTTEN_AT_RESTART && isRestarted) {
            publish(List.of(), List.of());
            return;
        }
        List<Transition> transitions = engine.advanceTo(time.millis());
        List<Row> rows = kept.changes(engine);
        publish(transitions, rows);
    }

    private void publish(List<Transition> transitions, List<Row> rows) {
        if (broken == Broken.NOTICE_TIMERS_FORGOTTEN_AT_RESTART && isRestarted && transitions.isEmpty()) {
            kept.keep(rows, () -> {});
            return;
        }
        world.alertsChanged(engine);
        notifying.changed(transitions, rows);
    }

    void reload(RuleSet nextRules, @Nullable ReceiverSet receivers) {
        List<Transition> ended = List.of();
        if (nextRules != rules) {
            ended = engine.reload(nextRules, time.millis());
        }
        List<Row> rows = kept.changes(engine);
        rules = nextRules;
        world.alertsChanged(engine);
        notifying.changed(ended, rows, nextRules, receivers == null ? null : known(receivers));
    }

    private ReceiverSet known(ReceiverSet receivers) {
        return broken != Broken.RATE_LIMIT_IGNORED
                ? receivers
                : new ReceiverSet(
                        receivers.receivers().stream()
                                .map(receiver -> receiver.with((RateLimit) null))
                                .toList(),
                        receivers.allowPrivateNetworks(),
                        receivers.policy(),
                        receivers.routes());
    }

    /** In how many milliseconds something happens by itself. */
    long quietFor(long atMost) {
        long next = Math.min(atMost, tasks.untilNext());
        // What is forgotten stays due for ever: nobody waits for it.
        boolean isForgetful = isRestarted
                && (broken == Broken.NOTICE_TIMERS_FORGOTTEN_AT_RESTART
                        || broken == Broken.ALERT_TIMERS_FORGOTTEN_AT_RESTART);
        if (isForgetful) {
            return Math.max(1, next);
        }
        long quiet = notifying.quietFor(next);
        if (engine.nextTimer().isPresent()) {
            quiet = Math.min(quiet, engine.nextTimer().getAsLong() - time.millis());
        }
        return Math.max(1, quiet);
    }

    /** The process is gone: whatever goes on in it reaches nobody. */
    void die() {
        isDead = true;
        tasks.stop();
    }

    // ---- its surroundings

    private void problem(String problem) {
        if (!isDead) {
            world.problem(problem);
        }
    }

    private void keep(List<Row> rows, Runnable whenKept) {
        if (isDead) {
            return;
        }
        world.decided(rows);
        List<Row> all = new ArrayList<>(rows);
        all.removeIf(row -> isForgotten(row));
        if (broken == Broken.SENT_BEFORE_KEPT) {
            whenKept.run();
            kept.keep(all, () -> {});
        } else {
            kept.keep(all, whenKept);
        }
    }

    private boolean isForgotten(Row row) {
        return switch (broken) {
            case DELIVERIES_NOT_KEPT -> row.kind() == Row.Kind.DELIVERY && row.value() != null;
            case SETTLED_NOT_KEPT -> row.kind() == Row.Kind.DELIVERY && row.value() == null;
            case INCIDENTS_NOT_KEPT -> row.kind() == Row.Kind.INCIDENT;
            case SILENCES_NOT_KEPT -> row.kind() == Row.Kind.SILENCE;
            case SOME_ALERTS_NOT_KEPT ->
                row.kind() == Row.Kind.ALERT && world.random().nextInt(4) == 0;
            default -> false;
        };
    }

    private final class Watched implements StateStore {
        private final StateStore store;

        Watched(StateStore store) {
            this.store = store;
        }

        @Override
        public void load(Consumer<Row> each) {
            List<Row> rows = new ArrayList<>();
            store.load(rows::add);
            if (broken == Broken.NOT_OWED_AFTER_RESTART) {
                rows.removeIf(row -> row.kind() == Row.Kind.DELIVERY);
            }
            List<Row> owed = rows.stream()
                    .filter(row -> row.kind() == Row.Kind.DELIVERY && !row.key().contains(" "))
                    .toList();
            if (broken == Broken.REORDERED_AT_RESTART && owed.size() > 1) {
                rows.removeAll(owed);
                for (int i = 0; i < owed.size(); i++) {
                    byte[] other = owed.get(owed.size() - 1 - i).value();
                    rows.add(new Row(Row.Kind.DELIVERY, owed.get(i).key(), other));
                }
            }
            if (broken == Broken.OWED_TWICE_AT_RESTART) {
                owed.forEach(row -> rows.add(new Row(row.kind(), "f" + row.key().substring(1), row.value())));
            }
            rows.forEach(each);
        }

        @Override
        public void commit(List<Row> changes) {
            if (isDead) {
                throw new IllegalStateException("the process is gone");
            }
            world.commit(store, changes);
        }

        @Override
        public void compact() {
            store.compact();
        }

        @Override
        public void close() {}
    }

    private Channel channel(Receiver receiver) {
        Channel real = world.channel(receiver, this);
        return outgoing -> {
            Outcome outcome = real.send(outgoing);
            if (outcome instanceof Outcome.Retry retry) {
                if (broken == Broken.DROPPED_ON_429 && retry.after() != null) {
                    return Outcome.delivered();
                }
                if (broken == Broken.UNCERTAIN_COUNTS_AS_FAILED && retry.uncertain()) {
                    return Outcome.retry(retry.why());
                }
            }
            return outcome;
        };
    }

    private Outbox outbox(Outbox real) {
        return broken == Broken.BEGUN_NOT_KEPT || isBegunNotAwaited() ? new ForgetsBeginnings(real) : real;
    }

    /** Waiting for that an attempt begins waits for all before it, too: who sends too early may not do so. */
    private boolean isBegunNotAwaited() {
        return broken == Broken.BEGUN_NOT_AWAITED || broken == Broken.SENT_BEFORE_KEPT;
    }

    /** An outbox that does not make sure that it is known which attempts have begun. */
    private final class ForgetsBeginnings implements Outbox {
        private final Outbox real;

        ForgetsBeginnings(Outbox real) {
            this.real = real;
        }

        @Override
        public boolean mayHaveArrived(Delivery delivery) {
            return kept.stored().begunDeliveries().contains(delivery.key());
        }

        @Override
        public void attempting(Delivery delivery) {
            String row = kept.stored().rowOf(delivery.key());
            if (isBegunNotAwaited() && row != null && !mayHaveArrived(delivery)) {
                writer.add(List.of(Row.put(Row.Kind.DELIVERY, KeptOutbox.begun(row), new byte[0])), () -> {});
            }
        }

        @Override
        public boolean append(Delivery delivery) {
            return real.append(delivery);
        }

        @Override
        public List<Merged> merge(String receiver) {
            return real.merge(receiver);
        }

        @Override
        public Optional<Delivery> next(String receiver) {
            return real.next(receiver);
        }

        @Override
        public Map<String, String> references(String receiver) {
            return real.references(receiver);
        }

        @Override
        public void refer(String receiver, String alert, @Nullable String reference) {
            real.refer(receiver, alert, reference);
        }

        @Override
        public void done(Delivery delivery) {
            real.done(delivery);
        }

        @Override
        public void failed(Delivery delivery, String why) {
            real.failed(delivery, why);
        }

        @Override
        public Map<String, Integer> owed() {
            return real.owed();
        }
    }

    /** The product swallows what its listeners throw: here nothing may. */
    private DeliveryListener listening(DeliveryListener first) {
        return new DeliveryListener() {
            @Override
            public void delivered(Delivery delivery, int attempts) {
                told(() -> first.delivered(delivery, attempts));
            }

            @Override
            public void retrying(Delivery delivery, String why, Duration delay) {
                told(() -> first.retrying(delivery, why, delay));
            }

            @Override
            public void merged(Delivery end, List<Delivery> superseded) {
                told(() -> first.merged(end, superseded));
            }

            @Override
            public void gaveUp(Delivery delivery, String why, boolean mayHaveArrived) {
                if (!isDead) {
                    world.gaveUp(delivery, why);
                }
                told(() -> first.gaveUp(delivery, why, mayHaveArrived));
            }

            private void told(Runnable what) {
                try {
                    what.run();
                } catch (RuntimeException | Error e) {
                    if (!isDead) {
                        world.failed(e);
                    }
                    throw e;
                }
            }
        };
    }
}
