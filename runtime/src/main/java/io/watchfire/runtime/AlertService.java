package io.watchfire.runtime;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventReader;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.NoticeSender;
import io.watchfire.notifiers.routing.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watchfire inside a service: events go in from any thread, alerts come out to listeners and receivers.
 *
 * <pre>{@code
 * RuleSet rules = RuleFile.load(Path.of("rules.json")).orElseThrow();
 * ReceiverSet receivers = ReceiverFile.load(Path.of("receivers.json"), System.getenv()).orElseThrow();
 * try (AlertService alerts = AlertService.builder().rules(rules).receivers(receivers).start()) {
 *     alerts.accept(Event.of("app_counter").tag("okindName", "btf-order").field("resp_time", 2310));
 * }
 * }</pre>
 *
 * <p>One thread judges the events, in the order in which they were accepted; events of one thread keep their order. Between
 * {@link #accept(Event)} and that thread stands a bounded queue: while it is full, {@code accept} waits and {@link #offer}
 * says no. Messages are sent by other threads, so a slow receiver delays neither events nor other receivers.
 *
 * <p>Time is event time; while no events wait, the clock moves it on. All methods are safe to call from any thread.
 */
public final class AlertService implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);
    private static final long LONGEST_WAIT_MILLIS = 500;

    private final AlertEngine engine;
    private final Intake intake;
    private final InstantSource clock;
    private final @Nullable Router router;
    private final NoticeSender sender;
    private final List<Consumer<Transition>> listeners;
    private final Consumer<String> problems;
    private final Thread judge;

    /** Reading events from bytes is not for two threads at once. */
    private final ThreadLocal<EventReader> readers = ThreadLocal.withInitial(EventReader::new);

    /** Guards the engine, and the count of events that were judged. */
    private final Object lock = new Object();

    private long accepted;
    private long judged;

    AlertService(AlertServiceBuilder builder) {
        engine = new AlertEngine(builder.rules(), builder.options());
        intake = new Intake(builder.queueCapacity());
        clock = builder.clock();
        router = builder.receivers() == null ? null : new Router(builder.receivers());
        sender = builder.sender();
        listeners = List.copyOf(builder.listeners());
        problems = builder.problems();
        judge = new Thread(this::judgeUntilClosed, "watchfire-judge");
        judge.setDaemon(true);
        judge.start();
    }

    /** Begins a service; it runs once {@link AlertServiceBuilder#start} is called. */
    public static AlertServiceBuilder builder() {
        return new AlertServiceBuilder();
    }

    /**
     * Takes an event; waits while the queue is full.
     *
     * @throws RejectedExecutionException if the service is closed, or the thread is interrupted while it waits
     */
    public void accept(Event event) {
        Intake.Arrival arrival = arrival(event);
        intake.put(arrival);
        count();
    }

    /** As {@link #accept(Event)}; an event without a time happened now. */
    public void accept(Event.Builder event) {
        accept(event.buildAt(clock.millis()));
    }

    /**
     * As {@link #accept(Event)}, from an event line: one JSON object in UTF-8. Without a {@code time} it happened now.
     *
     * @throws io.watchfire.evaluator.event.EventFormatException if it is no event
     */
    public void accept(byte[] json) {
        accept(readers.get().read(json, clock.millis()));
    }

    /**
     * As {@link #accept(byte[])}, from a map of the shape of an event line.
     *
     * @throws io.watchfire.evaluator.event.EventFormatException if it is no event
     */
    public void accept(Map<String, ?> event) {
        accept(Event.ofMap(event, clock.millis()));
    }

    /**
     * Takes an event if there is room at once.
     *
     * @return whether it was taken
     * @throws RejectedExecutionException if the service is closed
     */
    public boolean offer(Event event) {
        boolean taken = intake.tryPut(arrival(event), 0);
        if (taken) {
            count();
        }
        return taken;
    }

    private Intake.Arrival arrival(Event event) {
        return new Intake.Arrival(event, clock.millis());
    }

    private void count() {
        synchronized (lock) {
            accepted++;
        }
    }

    /** The alerts that are pending, firing or recovering, in order of rules and labels. */
    public List<Alert> alerts() {
        synchronized (lock) {
            return engine.alerts();
        }
    }

    /** The rules that could not judge some event, how often, and for want of which names: why a rule does not fire. */
    public List<UnknownVerdicts> unknownVerdicts() {
        synchronized (lock) {
            return engine.unknownVerdicts();
        }
    }

    public ServiceCounters counters() {
        synchronized (lock) {
            return new ServiceCounters(engine.counters(), sender.counters(), intake.size());
        }
    }

    /**
     * Waits until every event accepted so far is judged and everything that is owed to receivers is delivered or given up.
     *
     * @return false if that took longer than the time given, or the thread was interrupted
     */
    public boolean drain(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        return awaitJudged(deadline) && sender.awaitDelivered(Duration.ofNanos(deadline - System.nanoTime()));
    }

    private boolean awaitJudged(long deadline) {
        synchronized (lock) {
            long wanted = accepted;
            while (judged < wanted) {
                long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    return false;
                }
                try {
                    lock.wait(leftMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    /** As {@link #close(Duration)} with 30 seconds. */
    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    /**
     * Takes no more events, judges those that were accepted, delivers what is owed, and ends all threads.
     *
     * @param atMost how long to wait for that
     * @return how many deliveries are still owed to each receiver that is owed any
     */
    public Map<String, Integer> close(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        intake.close();
        try {
            judge.join(Math.max(1, atMost.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (judge.isAlive()) {
            judge.interrupt();
            problems.accept("closed while " + intake.size() + " events were not judged yet");
        }
        return sender.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    // ---- the thread that judges

    private void judgeUntilClosed() {
        try {
            while (true) {
                Intake.Arrival next = intake.take(waitMillis());
                if (next != null) {
                    guarded(() -> judge(next));
                } else if (intake.isClosed() && intake.size() == 0) {
                    return;
                } else {
                    guarded(() -> letTimePass(clock.millis()));
                }
            }
        } catch (InterruptedException e) {
            // close() has waited long enough
        }
    }

    /** How long nothing can happen but by an event. */
    private long waitMillis() {
        if (intake.isClosed()) {
            return 0;
        }
        synchronized (lock) {
            OptionalLong next = engine.nextTimer();
            long wait = next.isEmpty() ? LONGEST_WAIT_MILLIS : next.getAsLong() - clock.millis();
            return Math.max(1, Math.min(LONGEST_WAIT_MILLIS, wait));
        }
    }

    private void judge(Intake.Arrival arrival) {
        try {
            letTimePass(arrival.atMillis() - 1);
            List<Transition> transitions;
            synchronized (lock) {
                transitions = engine.process(arrival.event(), arrival.atMillis());
            }
            publish(transitions);
        } finally {
            synchronized (lock) {
                judged++;
                lock.notifyAll();
            }
        }
    }

    /** Runs the timers due by then. Never for a time at which events were still waiting. */
    private void letTimePass(long millis) {
        List<Transition> transitions;
        synchronized (lock) {
            OptionalLong next = engine.nextTimer();
            if (next.isEmpty() || next.getAsLong() > millis) {
                return;
            }
            transitions = engine.advanceTo(millis);
        }
        publish(transitions);
    }

    private void publish(List<Transition> transitions) {
        for (Transition transition : transitions) {
            for (Consumer<Transition> listener : listeners) {
                guarded(() -> listener.accept(transition));
            }
            if (router != null) {
                for (Notice notice : router.route(transition)) {
                    if (!sender.send(notice)) {
                        router.notTold(notice);
                    }
                }
            }
        }
    }

    /** Whatever one event or one listener breaks, the next is judged. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            problems.accept("failed, and went on: " + e);
        }
    }
}
