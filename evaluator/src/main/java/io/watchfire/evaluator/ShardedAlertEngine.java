package io.watchfire.evaluator;

import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.lifecycle.TransitionBuffer;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.series.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An {@link AlertEngine} on several cores: it takes events in batches, and does exactly what one engine does that is given the same events one
 * by one: the same transitions in the same order, the same alerts, the same counters, however many shards there are and wherever batches begin.
 *
 * <p>The events of a category are shared out by the values of some of their tags. Rules whose alerts or windows would be parted by that are
 * judged by one engine more, which sees all events of their categories; {@link #layout} tells which. See docs/cores.md.
 *
 * <p>It starts no thread: the calling thread and those of an executor do the work, and a call returns when it is done. Not thread-safe: one call at
 * a time. After an exception its state is not defined.
 */
public final class ShardedAlertEngine {
    private final int count;
    private final Executor executor;
    private AlertEngine template;
    private Partition partition;

    /** All engines; that of the common rules, if there are any, is the last. */
    private List<Shard> shards = List.of();

    private boolean started;

    /** When series that were silent for long are forgotten next. All engines have to do it at once. */
    private long nextSweep;

    private EngineCounters before;
    private long formerUnknown;
    private long events;
    private long ahead;
    private long refusedSeries;
    private long transitions;

    /**
     * An engine without alerts.
     *
     * @param shards in how many parts the events are shared out, at least 1; mostly as many as there are cores
     * @param executor runs what other threads can do. One that is busy, or refuses, leaves the work to the calling thread
     * @throws IllegalArgumentException if there are fewer shards than 1
     */
    public ShardedAlertEngine(RuleSet rules, EngineOptions options, int shards, Executor executor) {
        this(new AlertEngine(rules, options), shards, executor);
    }

    /**
     * An engine that goes on where another one stands, which is left as it is. With {@link AlertEngine#restore} it goes on from a snapshot.
     *
     * @see #ShardedAlertEngine(RuleSet, EngineOptions, int, Executor)
     */
    public ShardedAlertEngine(AlertEngine engine, int shards, Executor executor) {
        if (shards < 1) {
            throw new IllegalArgumentException("there has to be one shard at least");
        }
        this.count = shards;
        this.executor = executor;
        this.template = engine;
        this.partition = Partition.of(engine.rules(), shards);
        this.before = engine.counters();
        split(engine);
    }

    // ---- events and time

    /**
     * Judges events in the order in which they are given. Batches of a few hundred and more are worth while.
     *
     * @return what changed, in the order in which one engine would have told it
     * @see AlertEngine#process(Event)
     */
    public List<Transition> process(List<Event> batch) {
        return process(Batch.of(batch));
    }

    /**
     * Judges live events that come at {@code clockMillis}, in the order in which they are given.
     *
     * @return what changed, in the order in which one engine would have told it
     * @see AlertEngine#process(Event, long)
     */
    public List<Transition> process(List<Event> batch, long clockMillis) {
        return process(Batch.of(batch, clockMillis, template.options().maxAheadMillis()));
    }

    private List<Transition> process(Batch batch) {
        if (batch.size() == 0) {
            return List.of();
        }
        Tasks.run(shards.size(), slice -> batch.assign(partition, slice, shards.size()), executor);
        if (!started) {
            start(batch.time(0), batch.time(0) - 1);
        }
        for (int from = 0; from < batch.size(); ) {
            int to = batch.firstAtOrAfter(nextSweep, from);
            judge(batch, from, to);
            if (to < batch.size()) {
                long time = batch.time(to);
                int place = to;
                shards.forEach(shard -> shard.moveTo(place, time, time - 1));
                sweep(time);
            }
            from = to;
        }
        events += batch.events();
        ahead += batch.ahead();
        return put();
    }

    private void judge(Batch batch, int from, int to) {
        if (series() + (to - from) <= template.options().maxSeries()) {
            Tasks.run(shards.size(), i -> shards.get(i).walk(batch, from, to), executor);
        } else {
            judgeInTurn(batch, from, to);
        }
    }

    /** Near the bound of series it is for each event to say whether there is room for the next. */
    private void judgeInTurn(Batch batch, int from, int to) {
        for (int i = from; i < to; i++) {
            for (Shard shard : shards) {
                shard.move(batch, i);
            }
            if (isRefused(batch, i)) {
                refusedSeries++;
                continue;
            }
            for (Shard shard : shards) {
                shard.judge(batch, i);
            }
        }
        shards.forEach(Shard::arrive);
    }

    private boolean isRefused(Batch batch, int i) {
        Event event = batch.event(i);
        boolean isJudged = batch.shard(i) != Partition.NONE || batch.isCommon(i);
        return event != null
                && isJudged
                && series() >= template.options().maxSeries()
                && owner(batch.shard(i)).engine().series().find(event.category(), event.labels()) == null;
    }

    /** How many series there are: those that are shared out, and in the common engine those of other categories. */
    private int series() {
        int series = 0;
        for (Shard shard : shards) {
            series += shard.number() == Shard.COMMON
                    ? shard.engine().series().sizeWithout(partition.sharedOutCategories())
                    : shard.engine().series().size();
        }
        return series;
    }

    private Shard owner(int shard) {
        return shards.get(shard == Partition.NONE ? shards.size() - 1 : shard);
    }

    /** Lets time pass, as {@link AlertEngine#advanceTo}. */
    public List<Transition> advanceTo(long epochMillis) {
        if (!started) {
            start(epochMillis, epochMillis);
            return List.of();
        }
        for (Shard shard : shards) {
            shard.moveTo(0, epochMillis, epochMillis);
        }
        if (epochMillis >= nextSweep) {
            sweep(epochMillis);
        }
        return put();
    }

    /** The first instant: all begin to wait, each for its own. */
    private void start(long time, long lastDue) {
        started = true;
        for (Shard shard : shards) {
            shard.moveTo(0, time, lastDue);
            nextSweep = shard.engine().nextSweep();
            keepOwn(shard);
        }
    }

    private void keepOwn(Shard shard) {
        shard.engine().setNextSweep(Long.MAX_VALUE);
        shard.engine().keepOnly((category, labels) -> {
            int owner = partition.shardOf(category, labels);
            return shard.number() == Shard.COMMON
                    ? owner == Partition.NONE || partition.hasCommonRules(category)
                    : owner == shard.number();
        });
    }

    /** Forgets what was silent for long. A series stays while an alert of any engine holds on to it. */
    private void sweep(long time) {
        for (Shard shard : shards) {
            shard.engine().sweep(series -> isHeldElsewhere(series, shard));
        }
        nextSweep = time + AlertEngine.RETENTION;
    }

    private boolean isHeldElsewhere(Series series, Shard shard) {
        int owner = partition.shardOf(series.category(), series.tags());
        if (owner == Partition.NONE || !partition.hasCommonRules()) {
            return false;
        }
        Shard other = owner(shard.number() == Shard.COMMON ? owner : Partition.NONE);
        Series same = other.engine().series().find(series.category(), series.tags());
        return same != null && same.isHeld();
    }

    private List<Transition> put() {
        List<TransitionBuffer> buffers = new ArrayList<>();
        shards.forEach(shard -> buffers.add(shard.engine().out()));
        List<Transition> all = TransitionBuffer.takeMerged(buffers);
        transitions += all.size();
        return all;
    }

    // ---- what there is to see

    /** As {@link AlertEngine#nextTimer}. */
    public OptionalLong nextTimer() {
        return shards.stream()
                .map(shard -> shard.engine().nextTimer())
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /** As {@link AlertEngine#time}. */
    public OptionalLong time() {
        return shards.get(0).engine().time();
    }

    /** All live alerts, in order of rules and labels. */
    public List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        shards.forEach(shard -> alerts.addAll(shard.engine().alerts()));
        Map<String, Integer> places = places();
        alerts.sort(Comparator.<Alert>comparingInt(
                        alert -> Objects.requireNonNull(places.get(alert.rule().id())))
                .thenComparing(Alert::labels));
        return alerts;
    }

    private Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        template.rules().rules().forEach(rule -> places.put(rule.id(), places.size()));
        return places;
    }

    /** As {@link AlertEngine#unknownVerdicts}. */
    public List<UnknownVerdicts> unknownVerdicts() {
        Map<String, UnknownVerdicts> sums = new HashMap<>();
        for (Shard shard : shards) {
            shard.engine()
                    .unknownVerdicts()
                    .forEach(verdicts -> sums.merge(verdicts.rule(), verdicts, ShardedAlertEngine::sum));
        }
        return template.rules().rules().stream()
                .map(rule -> sums.get(rule.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static UnknownVerdicts sum(UnknownVerdicts some, UnknownVerdicts more) {
        SortedMap<String, Long> byName = new TreeMap<>(some.byName());
        more.byName().forEach((name, count) -> byName.merge(name, count, Long::sum));
        return new UnknownVerdicts(some.rule(), some.count() + more.count(), byName);
    }

    public EngineCounters counters() {
        long late = before.late();
        long unknown = formerUnknown;
        long refusedSamples = 0;
        for (Shard shard : shards) {
            EngineCounters counters = shard.engine().counters();
            late += shard.late();
            unknown += counters.unknown();
            refusedSamples += counters.refusedSamples();
        }
        return new EngineCounters(
                before.events() + events,
                late,
                before.ahead() + ahead,
                before.refusedSeries() + refusedSeries,
                unknown,
                before.transitions() + transitions,
                refusedSamples);
    }

    /** By which tags the events of each category are shared out and which rules are not, a line each, for people. */
    public String layout() {
        return partition.toString();
    }

    /** The engines, that of the common rules last. */
    List<Shard> shards() {
        return shards;
    }

    // ---- snapshots and other rules

    /** One engine that goes on where this one stands. Takes as long as a snapshot of the whole state and its restoring. */
    public AlertEngine join() {
        AlertEngine one = template.empty();
        shards.forEach(shard -> one.takeIn(shard.engine().snapshot()));
        one.countFrom(counters());
        one.setNextSweep(nextSweep);
        return one;
    }

    /** The whole state, as {@link AlertEngine#snapshot} of one engine gives it. */
    public byte[] snapshot() {
        return join().snapshot();
    }

    /** Goes on with other rules, as {@link AlertEngine#reload}; all state is joined and shared out anew. */
    public List<Transition> reload(RuleSet rules, long epochMillis) {
        AlertEngine one = join();
        List<Transition> ended = one.reload(rules, epochMillis);
        partition = Partition.of(rules, count);
        split(one);
        return ended;
    }

    /** Gives each engine its part of the state of one. */
    private void split(AlertEngine one) {
        byte[] state = one.snapshot();
        template = one.empty();
        before = one.counters();
        events = 0;
        ahead = 0;
        refusedSeries = 0;
        transitions = 0;
        formerUnknown = one.formerUnknown();
        started = one.time().isPresent();
        nextSweep = one.nextSweep();
        List<Shard> all = new ArrayList<>();
        Consumer<Integer> add = number -> {
            RuleSet rules = number == Shard.COMMON ? partition.common() : partition.sharedOut();
            AlertEngine part = template.part(state, rules);
            if (number > 0) {
                part.forgetCounts();
            }
            Shard shard = new Shard(part, number);
            keepOwn(shard);
            all.add(shard);
        };
        for (int i = 0; i < count; i++) {
            add.accept(i);
        }
        // Series of categories whose rules are gone are remembered for a while, too.
        if (partition.hasCommonRules() || one.series().sizeWithout(partition.sharedOutCategories()) > 0) {
            add.accept(Shard.COMMON);
        }
        shards = all;
    }
}
