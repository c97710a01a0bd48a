package io.watchfire.runtime;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.CostlyRule;
import io.watchfire.evaluator.Restored;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventReader;
import io.watchfire.evaluator.json.LoadException;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleEdit;
import io.watchfire.notifiers.delivery.DeliveryListener;
import io.watchfire.notifiers.delivery.NoticeSender;
import io.watchfire.notifiers.policy.Acknowledgement;
import io.watchfire.notifiers.policy.Decision;
import io.watchfire.notifiers.policy.Explanation;
import io.watchfire.notifiers.policy.NoticePolicy;
import io.watchfire.notifiers.policy.Silence;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.store.Row;
import io.watchfire.runtime.files.Configuration;
import io.watchfire.runtime.files.ConfigurationFiles;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * <p>Time is event time; while no events wait, the clock moves it on. All methods are safe to call from any thread. A
 * listener of transitions runs on the thread that judges, which cannot wait for itself: there, {@code accept} throws
 * instead of waiting, {@link #drain} is false, and {@code close}, {@code reload} and {@code edit} return at once and take effect
 * after the listener.
 */
public final class AlertService implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(AlertService.class);
    private static final long LONGEST_WAIT_MILLIS = 500;
    private static final long SHORTEST_JOIN_NANOS = 1_000_000;

    private final KeptState kept;
    private final AlertEngine engine;
    private final Intake intake;
    private final InstantSource clock;
    private final @Nullable Notifying notifying;
    private final NoticeSender sender;
    private final List<Consumer<Transition>> listeners;
    private final Consumer<String> problems;
    private final Thread judge;
    private final @Nullable FileWatch watch;

    /** Reading events from bytes is not for two threads at once. */
    private final ThreadLocal<EventReader> readers = ThreadLocal.withInitial(EventReader::new);

    /** Guards the engine, and the count of events that were judged. */
    private final Object lock = new Object();

    /** Written by the judge alone, under the lock. */
    private volatile Settings settings;

    /** Changes that listeners asked for: the judge makes them when it is done with what it is at. */
    private final Deque<Change> askedByListeners = new ArrayDeque<>();

    private final long startedAt;
    private final AlertLog log = new AlertLog();

    private long accepted;
    private long judged;
    /** When the event judged last had arrived, in epoch milliseconds; before the first {@link Long#MIN_VALUE}. */
    private volatile long lastArrival = Long.MIN_VALUE;

    /** When the last event was judged, by {@link System#nanoTime}. */
    private long judgedAt;

    private boolean ended;

    /** Set when closing has waited long enough: what is not judged yet never will be. */
    private volatile boolean abandoned;

    /** What a listener that closed the service leaves to the judge's end. */
    private volatile @Nullable Supplier<Map<String, Integer>> leftToTheEnd;

    AlertService(AlertServiceBuilder builder, Settings settings) {
        this.settings = settings;
        problems = builder.problems();
        clock = builder.clock();
        startedAt = clock.millis();
        kept = new KeptState(builder.state(), this::report, this::lose);
        Restored restored = kept.orClose(() -> kept.engine(settings.rules(), builder.options(), clock.instant()));
        engine = restored.engine();
        intake = new Intake(builder.queueCapacity());
        ReceiverSet receivers = settings.receivers();
        Function<DeliveryListener, NoticeSender> senders =
                first -> builder.sender(first, kept::outbox, () -> this.settings.allowPrivateNetworks());
        notifying = receivers == null
                ? null
                : kept.orClose(() -> new Notifying(
                        kept.policy(settings.rules(), receivers, clock.instant()),
                        clock,
                        kept,
                        kept.stored(),
                        receivers,
                        senders));
        sender = notifying == null ? senders.apply(new DeliveryListener() {}) : notifying.sender();
        listeners = List.copyOf(builder.listeners());
        ConfigurationFiles files = builder.watched();
        watch = files == null ? null : new FileWatch(this, files, builder.reloads(), this::report);
        if (files == null) {
            CostlyRule.among(engine, settings.rules()).forEach(costly -> report(costly.toString()));
        }
        judge = new Thread(this::judgeUntilClosed, "watchfire-judge");
        judge.setDaemon(true);
        if (notifying == null) {
            kept.keep(kept.changes(engine), () -> {});
        } else {
            guarded(() -> notifying.begin(settings.rules(), restored.lost(), kept.changes(engine)));
        }
        kept.stored().forget();
        judge.start();
        if (watch != null) {
            watch.start();
        }
    }

    /** Begins a service; it runs once {@link AlertServiceBuilder#start} is called. */
    public static AlertServiceBuilder builder() {
        return new AlertServiceBuilder();
    }

    /**
     * Takes an event; waits while the queue is full.
     *
     * @throws RejectedExecutionException if the service is closed, the thread is interrupted while it waits, or the queue
     *     is full and a listener of transitions calls this, for whom no room would ever be made
     */
    public void accept(Event event) {
        if (Thread.currentThread() == judge) {
            if (!offer(event)) {
                throw new RejectedExecutionException(
                        "the queue is full, and a listener cannot wait for room: it runs on the thread that makes it");
            }
            return;
        }
        taken(() -> {
            intake.put(arrival(event));
            return true;
        });
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
        return taken(() -> intake.tryPut(arrival(event), 0));
    }

    /** An event is counted before it can be judged, and not any more if it was not taken. */
    private boolean taken(BooleanSupplier put) {
        count(1);
        boolean taken = false;
        try {
            taken = put.getAsBoolean();
        } finally {
            if (!taken) {
                count(-1);
            }
        }
        return taken;
    }

    private Intake.Arrival arrival(Event event) {
        return new Intake.EventArrival(event, clock.millis());
    }

    private void count(int events) {
        synchronized (lock) {
            accepted += events;
            lock.notifyAll();
        }
    }

    /** The alerts that are pending, firing or recovering, in order of rules and labels. */
    public List<Alert> alerts() {
        synchronized (lock) {
            return engine.alerts();
        }
    }

    // ---- other rules and receivers, while events flow

    /** The rules that are judged by now. */
    public RuleSet rules() {
        return settings.rules();
    }

    /**
     * Goes on with other rules. Events that were accepted before are judged by the old ones; what comes after this returns, by the
     * new ones. Alerts go on where a rule's id, category, target and grouping are the same, others end with the reason {@code
     * rule_removed}, and listeners and receivers hear of it as of any change; see docs/snapshots.md. Only what has changed is made
     * anew. A listener of transitions may call this: it returns at once then, and takes effect when the listener is done.
     *
     * @throws IllegalStateException if the service watches files: these say what holds
     * @throws LoadException if they do not go with the receivers; it names all that is wrong, and nothing has changed
     * @throws RejectedExecutionException if the service is closed before it is done, or the thread is interrupted while it waits
     */
    public void reload(RuleSet rules) {
        refuseIfWatched();
        change(now -> checked(now, new Settings(rules, now.receivers())));
    }

    /**
     * As {@link #reload(RuleSet)}, with other receivers and routes. Receivers that are gone get what they are owed, under their old
     * settings; private networks are open to nobody as soon as the new ones do not allow them.
     *
     * @throws IllegalStateException if the service was started without receivers, or watches files
     */
    public void reload(ReceiverSet receivers) {
        refuseIfWatched();
        notifying();
        change(now -> checked(now, new Settings(now.rules(), receivers)));
    }

    /** As {@link #reload(RuleSet)} and {@link #reload(ReceiverSet)} at once: they are checked against each other only. */
    public void reload(RuleSet rules, ReceiverSet receivers) {
        refuseIfWatched();
        notifying();
        change(now -> checked(now, new Settings(rules, receivers)));
    }

    /**
     * As {@link #reload(RuleSet)}, with some of the rules changed: all of the change, or nothing if there is an error in it. Takes
     * milliseconds however many other rules there are. Edits of several threads come one after the other, and none is lost.
     *
     * @return the rules after it; or all that is wrong
     * @throws IllegalStateException if the service watches files: these say what holds
     * @throws RejectedExecutionException as {@link #reload(RuleSet)}
     */
    public LoadResult<RuleSet> edit(RuleEdit edit) {
        refuseIfWatched();
        AtomicReference<LoadResult<RuleSet>> result = new AtomicReference<>();
        try {
            change(now -> {
                LoadResult<RuleSet> edited = edit.applyTo(now.rules());
                result.set(edited);
                return checked(now, new Settings(edited.orElseThrow(), now.receivers()));
            });
            return Objects.requireNonNull(result.get());
        } catch (LoadException e) {
            return LoadResult.failed(e.problems());
        }
    }

    private void refuseIfWatched() {
        if (watch != null) {
            throw new IllegalStateException("this service watches files, which say what holds: change the files");
        }
    }

    Settings settings() {
        return settings;
    }

    /** Goes on with what stands in files, which are free of errors; gives what holds from now on. */
    Settings take(Configuration files) {
        AtomicReference<Settings> taken = new AtomicReference<>();
        change(now -> {
            RuleSet rules = files.rules().orElse(now.rules());
            ReceiverSet receivers = files.receivers().orElse(now.receivers());
            Settings next = new Settings(rules, receivers);
            if (files.receivers().isEmpty() || files.rules().isEmpty()) {
                next.check(now, this::report);
            }
            taken.set(next);
            return next;
        });
        return Objects.requireNonNull(taken.get());
    }

    private Settings checked(Settings before, Settings next) {
        next.check(before, this::report);
        return next;
    }

    private void change(UnaryOperator<Settings> next) {
        Change pending = Thread.currentThread() == judge ? askedByListeners.peekLast() : null;
        Settings seen = pending == null ? settings : pending.wanted();
        Change change = new Change(seen, next.apply(seen), next, clock.millis());
        if (Thread.currentThread() == judge) {
            if (intake.isClosed()) {
                throw new RejectedExecutionException("the alert service is closed");
            }
            askedByListeners.add(change);
            return;
        }
        taken(() -> {
            intake.put(change);
            return true;
        });
        change.await();
    }

    // ---- notices: what people do and ask. Without receivers there is nobody to tell, and these throw
    // IllegalStateException.

    /** Takes a silence on, in the place of another of the same id. Its end is told to whom it held back. */
    public void silence(Silence silence) {
        notifying().order(policy -> policy.silence(silence, clock.millis()));
    }

    /** Ends a silence early; nothing happens if there is none of that id. */
    public void expireSilence(String id) {
        notifying().order(policy -> policy.expire(id, clock.millis()));
    }

    /** The silences that are or will be active. */
    public List<Silence> silences() {
        return notifying().ask(policy -> policy.silences(clock.instant()));
    }

    /** The alerts that a silence would hold back if it were active now; changes nothing. */
    public List<Transition> preview(Silence silence) {
        return notifying().ask(policy -> policy.preview(silence));
    }

    /**
     * Somebody takes alerts on: they are not repeated nor escalated any more.
     *
     * @param labels of the alerts meant, each that is given; empty: all of the rule
     * @return the last changes of the alerts that were meant and fire
     */
    public List<Transition> acknowledge(String rule, Map<String, String> labels, String author, String comment) {
        return notifying()
                .note(policy ->
                        policy.acknowledge(rule, labels, new Acknowledgement(author, comment, clock.instant())));
    }

    /**
     * Somebody says that alerts are over, though their rule does not: whoever was told hears of the end. An alert comes back if
     * it gets worse, or ends and fires again.
     *
     * @param labels of the alerts meant, each that is given; empty: all of the rule
     */
    public void resolve(String rule, Map<String, String> labels, String author) {
        notifying().order(policy -> policy.resolve(rule, labels, author, clock.millis()));
    }

    /** The last changes of the alerts that fire, as far as notices are concerned. */
    public List<Transition> firing() {
        return notifying().ask(NoticePolicy::firing);
    }

    /**
     * Why a receiver was told of an alert or was not: what was decided, oldest first. Of alerts that are over it is known for
     * some time.
     *
     * @param alert any change of it
     */
    public List<Decision> why(Transition alert, String receiver) {
        return notifying().ask(policy -> policy.why(alert, receiver));
    }

    /** All that is known of why whom was told: of alerts that fire, and of the last that are over. At most so many. */
    public List<Explanation> explanations(int atMost) {
        return notifying().ask(policy -> policy.explanations(atMost));
    }

    /** The messages that are owed, and those that were given up, which only a service with a store remembers; oldest first. */
    public List<OutboxEntry> outbox() {
        return notifying().outbox();
    }

    /** Sends a message once more that was given up; false if there is none of that id. Its alert may be over by now. */
    public boolean retry(String id) {
        return notifying().retry(id);
    }

    /** Forgets a message that was given up; false if there is none of that id. */
    public boolean drop(String id) {
        return notifying().drop(id);
    }

    /** Keeps a text with the state, in the place of another of that name: where a source of events was read to, say. */
    public void note(String name, String text) {
        kept.note(name, text);
    }

    /** What was kept by {@link #note}, be it before a restart; empty if there is nothing of that name. */
    public Optional<String> noted(String name) {
        return Optional.ofNullable(kept.stored().note(name));
    }

    private Notifying notifying() {
        if (notifying == null) {
            throw new IllegalStateException("a service without receivers tells nobody: call receivers(..) first");
        }
        return notifying;
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

    /** How many alerts are pending, firing and recovering. */
    public Map<AlertState, Integer> alertCounts() {
        synchronized (lock) {
            return engine.alertCounts();
        }
    }

    /** How often a rule's condition was evaluated on an event since the start. */
    public long evaluations() {
        synchronized (lock) {
            return engine.evaluations();
        }
    }

    /** Whether it does its work, and how far behind it is. Asks the outbox; never waits for the thread that judges. */
    public ServiceHealth health() {
        long now = clock.millis();
        SortedMap<String, ServiceHealth.Owed> owed = new TreeMap<>();
        sender.owed()
                .forEach((receiver, notices) -> sender.oldestOwed(receiver).ifPresent(oldest -> {
                    long since = oldest.owedSince().toEpochMilli();
                    long arrived = notifying == null ? startedAt : notifying.lastDelivered(receiver, startedAt);
                    owed.put(
                            receiver,
                            new ServiceHealth.Owed(
                                    notices,
                                    millisBetween(since, now),
                                    millisBetween(Math.max(since, arrived), now),
                                    sender.isOpen(receiver)));
                }));
        long arrival = lastArrival;
        int waiting = intake.size();
        return new ServiceHealth(
                Instant.ofEpochMilli(now),
                judge.isAlive() && !intake.isClosed(),
                arrival == Long.MIN_VALUE ? null : Instant.ofEpochMilli(arrival),
                waiting,
                intake.room() + waiting,
                millisBetween(intake.oldest().orElse(now), now),
                owed);
    }

    private static Duration millisBetween(long from, long to) {
        return Duration.ofMillis(Math.max(0, to - from));
    }

    /**
     * Waits until every event accepted so far is judged and everything that is owed to receivers is delivered or given up.
     *
     * @return false if that took longer than the time given, the thread was interrupted, or a listener of transitions asks
     */
    public boolean drain(Duration atMost) {
        if (Thread.currentThread() == judge) {
            return false;
        }
        long deadline = deadline(atMost);
        return awaitJudged(deadline)
                && kept.flush(left(deadline))
                && sender.awaitDelivered(left(deadline))
                && kept.flush(left(deadline));
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private boolean awaitJudged(long deadline) {
        synchronized (lock) {
            long wanted = accepted;
            while (judged < Math.min(wanted, accepted)) {
                if (ended) {
                    return false;
                }
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
     * Takes no more events, judges those that were accepted, delivers what is owed, and ends all threads. An interrupt does
     * not cut this short; it is still set at the end. Called by a listener of transitions it returns at once, and all this
     * happens when the listener is done.
     *
     * @param atMost how long to wait for that
     * @return how many deliveries are still owed to each receiver that is owed any
     */
    public Map<String, Integer> close(Duration atMost) {
        long deadline = deadline(atMost);
        return close(() -> deadline - System.nanoTime(), () -> {
            kept.flush(left(deadline));
            return sender.close(left(deadline));
        });
    }

    /**
     * As {@link #close(Duration)}, but goes on for as long as it gets on: each event that is judged, and each delivery that
     * arrives or is given up, begins the time anew. A pause that a receiver asks for is waited for, until five minutes after
     * the last delivery.
     *
     * @param patience how long to wait while nothing gets on
     */
    public Map<String, Integer> closePatiently(Duration patience) {
        synchronized (lock) {
            judgedAt = System.nanoTime();
        }
        return close(
                () -> {
                    synchronized (lock) {
                        return TimeUnit.NANOSECONDS.convert(patience) - (System.nanoTime() - judgedAt);
                    }
                },
                () -> {
                    kept.flush(patience);
                    return sender.closePatiently(patience);
                });
    }

    private Map<String, Integer> close(LongSupplier leftNanos, Supplier<Map<String, Integer>> closeSender) {
        if (watch != null) {
            watch.close();
        }
        intake.close();
        if (Thread.currentThread() == judge) {
            leftToTheEnd = () -> {
                Map<String, Integer> left = closeSender.get();
                kept.close();
                return left;
            };
            return sender.owed();
        }
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= awaitJudge(leftNanos);
            if (judge.isAlive() && !abandoned) {
                abandoned = true;
                judge.interrupt();
                report("closed while " + intake.size() + " events were not judged yet");
            }
            return closeSender.get();
        } finally {
            kept.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the judge's end; true if there was an interrupt meanwhile. */
    private boolean awaitJudge(LongSupplier leftNanos) {
        boolean interrupted = false;
        for (long left = leftNanos.getAsLong(); left > 0 && !abandoned; left = leftNanos.getAsLong()) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(judge, Math.max(left, SHORTEST_JOIN_NANOS));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (!judge.isAlive()) {
                break;
            }
        }
        return interrupted;
    }

    /** Another process has taken over, or the state cannot be kept any more: from now on nothing is done. */
    private void lose() {
        if (abandoned) {
            return;
        }
        abandoned = true;
        intake.close();
        judge.interrupt();
        sender.close(Duration.ZERO);
    }

    private static long deadline(Duration atMost) {
        return System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(atMost), Long.MAX_VALUE / 2);
    }

    // ---- the thread that judges

    private void judgeUntilClosed() {
        try {
            boolean more = true;
            while (more && !abandoned) {
                more = judgeNext();
            }
            if (notifying != null) {
                guarded(notifying::finish);
            }
            guarded(() -> kept.keepWindows(engine));
        } finally {
            intake.close();
            synchronized (lock) {
                ended = true;
                lock.notifyAll();
            }
            intake.waiting().forEach(arrival -> {
                if (arrival instanceof Change change) {
                    change.failed(new RejectedExecutionException("the alert service was closed before it got to this"));
                }
            });
            Supplier<Map<String, Integer>> end = leftToTheEnd;
            if (end != null) {
                guarded(() -> LOG.debug("closed by a listener; owed: {}", end.get()));
            }
        }
    }

    /** Judges the next event, or lets time pass; false if the service is closed and all is judged. */
    private boolean judgeNext() {
        Intake.Arrival next;
        try {
            kept.awaitRoom();
            next = intake.take(waitMillis());
        } catch (InterruptedException e) {
            // Closing has waited long enough, or a listener left it behind.
            return true;
        }
        if (next != null) {
            judge(next);
        } else if (intake.isClosed() && intake.size() == 0) {
            return false;
        } else {
            guarded(() -> letTimePass(clock.millis()));
        }
        if (!kept.isHeld() && !abandoned) {
            report("another process has taken over: nothing is done here any more");
            lose();
        }
        guarded(() -> {
            synchronized (lock) {
                kept.keepWindows(engine, clock.millis());
            }
        });
        for (Change asked = askedByListeners.poll(); asked != null; asked = askedByListeners.poll()) {
            Throwable failure = make(asked);
            if (failure != null) {
                report("a listener's change of the settings failed, and changed nothing: " + failure.getMessage());
            }
        }
        return true;
    }

    /** How long nothing can happen but by an event. */
    private long waitMillis() {
        if (intake.isClosed()) {
            return 0;
        }
        long[] wait = {LONGEST_WAIT_MILLIS};
        guarded(() -> {
            synchronized (lock) {
                engine.nextTimer().ifPresent(next -> wait[0] = next - clock.millis());
            }
            if (notifying != null) {
                wait[0] = notifying.quietFor(wait[0]);
            }
        });
        return Math.max(1, Math.min(LONGEST_WAIT_MILLIS, wait[0]));
    }

    private void judge(Intake.Arrival arrival) {
        if (arrival instanceof Intake.EventArrival event) {
            guarded(() -> {
                List<Transition> transitions;
                List<Row> rows;
                synchronized (lock) {
                    transitions = engine.process(event.event(), event.atMillis());
                    rows = kept.changes(engine);
                }
                lastArrival = event.atMillis();
                publish(transitions, rows);
            });
        } else if (arrival instanceof Change change) {
            Throwable failure = make(change);
            if (failure == null) {
                change.done();
            } else {
                change.failed(failure);
            }
        }
        synchronized (lock) {
            judged++;
            judgedAt = System.nanoTime();
            lock.notifyAll();
        }
    }

    /** What kept the change from being made; null if it was. */
    private @Nullable Throwable make(Change change) {
        Settings before = settings;
        try {
            Settings next = change.after(before);
            List<Transition> ended = List.of();
            List<Row> rows;
            synchronized (lock) {
                if (next.rules() != before.rules()) {
                    ended = engine.reload(next.rules(), change.atMillis());
                }
                rows = kept.changes(engine);
                settings = next;
            }
            tellListeners(ended);
            tellPolicy(ended, rows, before, next);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private void tellPolicy(List<Transition> ended, List<Row> rows, Settings before, Settings next) {
        if (notifying != null) {
            ReceiverSet others = next.receivers() == before.receivers() ? null : next.receivers();
            guarded(() -> notifying.changed(ended, rows, next.rules(), others));
        } else {
            kept.keep(rows, () -> {});
        }
    }

    /** Runs the timers due by then. Never for a time at which events were still waiting. */
    private void letTimePass(long millis) {
        List<Transition> transitions;
        List<Row> rows;
        synchronized (lock) {
            transitions = engine.advanceTo(millis);
            rows = kept.changes(engine);
        }
        publish(transitions, rows);
    }

    private void publish(List<Transition> transitions, List<Row> rows) {
        tellListeners(transitions);
        if (notifying != null) {
            guarded(() -> notifying.changed(transitions, rows));
        } else if (!rows.isEmpty()) {
            kept.keep(rows, () -> {});
        }
    }

    private void tellListeners(List<Transition> transitions) {
        for (Transition transition : transitions) {
            log.changed(transition);
            for (Consumer<Transition> listener : listeners) {
                guarded(() -> listener.accept(transition));
            }
        }
    }

    /** Whatever one event, one listener or one notice breaks, the next has its turn. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            report("failed, and went on: " + e);
        }
    }

    private void report(String problem) {
        try {
            problems.accept(problem);
        } catch (Throwable e) {
            LOG.error("the listener for problems failed at: {}", problem, e);
        }
    }
}
