package io.watchfire.evaluator;

import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventFormatException;
import io.watchfire.evaluator.event.EventReader;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.index.CategoryIndex;
import io.watchfire.evaluator.index.RuleAccess;
import io.watchfire.evaluator.index.RuleIndex;
import io.watchfire.evaluator.lifecycle.AlertRow;
import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import io.watchfire.evaluator.lifecycle.TransitionBuffer;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.scan.EventScanner;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.series.SeriesTable;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.EventView;
import io.watchfire.evaluator.slot.WholeEvent;
import io.watchfire.evaluator.snapshot.SnapshotException;
import io.watchfire.evaluator.snapshot.SnapshotReader;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.snapshot.SnapshotWriter;
import io.watchfire.evaluator.snapshot.StateRow;
import io.watchfire.evaluator.timer.Timer;
import io.watchfire.evaluator.timer.TimerWheel;
import io.watchfire.evaluator.window.SeriesWindows;
import io.watchfire.evaluator.window.Window;
import io.watchfire.evaluator.window.WindowDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The state machine at the heart of Watchfire: {@code (state, event or time) -> (state', transitions)}.
 *
 * <p>It starts no thread, reads no clock and does no I/O; the same calls give the same transitions everywhere. Not
 * thread-safe: one thread at a time.
 */
public final class AlertEngine {
    /** How long series and ended alerts are remembered after the last event, by event time. */
    static final long RETENTION = 24 * 60 * 60_000L;

    private final EngineOptions options;
    private RuleSet rules;

    /** False: every rule is shown every event of its category. */
    private final boolean isIndexed;

    private TimerWheel timers = new TimerWheel();
    private RuleIndex index;
    private SeriesTable series;
    private final TransitionBuffer out = new TransitionBuffer();
    private final Look look = new Look(out);

    /** The windows that the event at hand has entered. */
    private final List<Window> entered = new ArrayList<>();

    private final EventReader reader = new EventReader();
    private final WholeEvent whole = new WholeEvent();

    /** Reads lines for the index for which it was made. */
    private @Nullable EventScanner scanner;

    private @Nullable RuleIndex scanned;

    private boolean started;
    private long time = Long.MIN_VALUE;
    /** Of when is what windows know, if they were stored; {@link Long#MIN_VALUE} if nothing of them was. */
    private @Nullable Long windowsKnownAt;

    private long nextSweep;

    /** How often timers were run. */
    private long turn;

    private long events;
    private long late;
    private long ahead;
    private long refusedSeries;
    /** Unknown verdicts of rules that are there no more. */
    private long formerUnknown;

    private long transitions;
    /** Evaluations by rules that are there no more. */
    private long formerEvaluations;

    /** What a store has to learn; null if there is none. */
    private @Nullable StateChanges changes;

    public AlertEngine(RuleSet rules, EngineOptions options) {
        this(rules, options, true);
    }

    private AlertEngine(RuleSet rules, EngineOptions options, boolean isIndexed) {
        this.rules = rules;
        this.options = options;
        this.isIndexed = isIndexed;
        this.series = new SeriesTable(options.maxSeries());
        this.index = indexOf(rules, timers);
    }

    /** An engine that shows every event to every rule of its category: the measure of what the index may leave out. */
    static AlertEngine withoutIndex(RuleSet rules, EngineOptions options) {
        return new AlertEngine(rules, options, false);
    }

    private RuleIndex indexOf(RuleSet rules, TimerWheel wheel) {
        return RuleIndex.of(rules, wheel, options.windows(), series, isIndexed);
    }

    /**
     * Judges one event: runs the timers due before its time, then the rules.
     *
     * @return what changed, in the order in which it happened; mostly nothing
     */
    public List<Transition> process(Event event) {
        events++;
        moveTo(event.time(), event.time() - 1);
        judge(event);
        return put();
    }

    /**
     * As {@link #process(Event)} for live events, which come at {@code clockMillis}: time moves on to that instant at the least,
     * timers due before it run first, and an event that lies more than {@link EngineOptions#maxAheadMillis} after it is refused and
     * counted.
     */
    public List<Transition> process(Event event, long clockMillis) {
        return isTooFarAhead(event.time(), clockMillis) ? put() : process(event);
    }

    private boolean isTooFarAhead(long eventTime, long clockMillis) {
        moveTo(clockMillis, clockMillis - 1);
        if (eventTime - clockMillis <= options.maxAheadMillis()) {
            return false;
        }
        events++;
        ahead++;
        return true;
    }

    /**
     * As {@link #process(Event)}, of an event line that stands between two places of a buffer: one JSON object in UTF-8, with a time. Takes
     * less time than to read the event first: only what rules name is read, and the series is known by the bytes of its tags.
     *
     * @throws EventFormatException if it is no event; nothing has changed then
     */
    public List<Transition> process(byte[] buffer, int from, int to) {
        EventScanner line = scanner();
        return line.scan(buffer, from, to, null) ? process(line) : process(reader.read(buffer, from, to, null));
    }

    /**
     * As {@link #process(Event, long)}, of an event line that stands between two places of a buffer; one that does not say its time happens at
     * {@code clockMillis}.
     *
     * @throws EventFormatException if it is no event; nothing has changed then
     */
    public List<Transition> process(byte[] buffer, int from, int to, long clockMillis) {
        EventScanner line = scanner();
        if (!line.scan(buffer, from, to, clockMillis)) {
            return process(reader.read(buffer, from, to, clockMillis), clockMillis);
        }
        return isTooFarAhead(line.time(), clockMillis) ? put() : process(line);
    }

    private List<Transition> process(EventScanner line) {
        events++;
        moveTo(line.time(), line.time() - 1);
        String category = line.category();
        CategoryIndex rules = category == null ? null : index.of(category);
        if (rules != null) {
            judge(rules, line.series(series, time), line);
        }
        return put();
    }

    /** Made for the index at hand: the names that its rules read are known by their bytes. */
    private EventScanner scanner() {
        EventScanner known = scanner;
        if (known == null || scanned != index) {
            known = new EventScanner(reader, index.layouts(), options.maxSeries());
            scanner = known;
            scanned = index;
        }
        return known;
    }

    /** Lets time pass: runs the timers due at or before that instant, in epoch milliseconds. Time never goes back. */
    public List<Transition> advanceTo(long epochMillis) {
        moveTo(epochMillis, epochMillis);
        return put();
    }

    private List<Transition> put() {
        transitions += out.size();
        if (changes != null) {
            out.forEachAlert(changes::alert);
        }
        return out.take();
    }

    void judge(Event event) {
        CategoryIndex rules = index.of(event.category());
        if (rules != null) {
            judge(rules, series.of(event, time), whole.of(event));
        }
    }

    /** @param sender null if there is no room for it */
    private void judge(CategoryIndex rules, @Nullable Series sender, EventView event) {
        if (sender == null) {
            refusedSeries++;
            return;
        }
        int begin = out.size();
        boolean isLate = sender.isLate(event.time());
        if (isLate) {
            late++;
            if (event.time() < time - options.allowedLatenessMillis()) {
                return;
            }
        } else {
            sender.sawEventAt(event.time());
        }
        boolean entersWindows = enterWindows(rules, sender, event);
        if (isLate) {
            for (RuleAlerts rule : rules.joining()) {
                rule.sawLate(sender, rules.scope().slots(), entered);
            }
        } else {
            rules.show(look, sender, event, entersWindows, time);
        }
        tellOthers(event.time(), isLate ? null : sender);
        out.sortFrom(begin);
    }

    /** @return whether there are windows, for which the event was laid out */
    private boolean enterWindows(CategoryIndex rules, Series sender, EventView event) {
        SeriesWindows windows = sender.windows();
        if (windows == null) {
            windows = rules.scope().windows().of(sender.tags());
            sender.setWindows(windows);
        }
        entered.clear();
        if (windows == SeriesWindows.NONE) {
            return false;
        }
        EventSlots slots = rules.scope().slots();
        slots.fillTags(sender.tags());
        event.layFields(slots);
        windows.enter(slots, event.time(), time, entered);
        return true;
    }

    /** The alerts that read a window which the event entered, but for the event's own. */
    private void tellOthers(long eventTime, @Nullable Series sender) {
        for (int i = 0; i < entered.size(); i++) {
            Window window = entered.get(i);
            if (window.isChanged() && (sender == null || window.definition().isSharedByAlerts())) {
                changed(window, eventTime, sender);
            }
            schedule(window);
        }
    }

    private void changed(Window window, long when, @Nullable Series sender) {
        for (RuleAlerts rule : index.watchersOf(window.definition())) {
            rule.onWindow(window, when, time, sender, out);
        }
    }

    private void schedule(Window window) {
        long next = window.nextChange();
        if (next < window.due() && window.definition().isWatched()) {
            timers.schedule(window, next);
        }
    }

    /** Sets the time, unless it is past already, and runs the timers that are due until {@code lastDue}. */
    void moveTo(long newTime, long lastDue) {
        if (!started) {
            started = true;
            time = newTime;
            nextSweep = newTime + RETENTION;
            timers.popDue(newTime);
            index.all().forEach(rule -> rule.start(newTime));
            return;
        }
        int begin = out.size();
        for (List<Timer> due = timers.popDue(lastDue); !due.isEmpty(); due = timers.popDue(lastDue)) {
            if (timers.now() > time) {
                time = timers.now();
                begin = out.size();
                out.moveTo(time);
            }
            run(due);
            out.sortFrom(begin);
        }
        time = Math.max(time, newTime);
        if (time >= nextSweep) {
            sweep(each -> false);
            nextSweep = time + RETENTION;
        }
    }

    /** Forgets what was silent for long, but for the series that are wanted elsewhere. */
    void sweep(Predicate<Series> isWanted) {
        series.forgetSilentBefore(time - RETENTION, isWanted);
        index.all().forEach(rule -> rule.forgetIdleBefore(time - RETENTION));
        index.categories().forEach(category -> category.scope().windows().forgetIdleSince(time - RETENTION));
    }

    // Lists are gone through by their places: an iterator may cost memory at each event.

    /** Runs the timers of one instant: windows change first, then alerts see what time alone brings. */
    private void run(List<Timer> due) {
        turn++;
        for (int i = 0; i < due.size(); i++) {
            if (due.get(i) instanceof Window window) {
                window.slideTo(time);
                List<RuleAlerts> watchers = index.watchersOf(window.definition());
                for (int k = 0; k < watchers.size(); k++) {
                    watchers.get(k).onTime(window, time, turn, out);
                }
                schedule(window);
            }
        }
        for (int i = 0; i < due.size(); i++) {
            if (!(due.get(i) instanceof Window)) {
                RuleAlerts.onTime(due.get(i), time, out);
            }
        }
    }

    /**
     * When {@link #advanceTo} may have something to do next, in epoch milliseconds: never later than the next timer, and
     * mostly a little earlier; empty if only an event can change anything.
     */
    public OptionalLong nextTimer() {
        long next = timers.nextDue();
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** The engine's time: the greatest of the event times seen and of {@link #advanceTo}; empty before the first. */
    public OptionalLong time() {
        return started ? OptionalLong.of(time) : OptionalLong.empty();
    }

    /** All live alerts, in order of rules and labels. */
    public List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        index.all().forEach(rule -> rule.addLive(alerts));
        return alerts;
    }

    /** The rules that could not judge some event, how often, and for want of which names; in order of rules. */
    public List<UnknownVerdicts> unknownVerdicts() {
        index.unknownVerdicts();
        return index.all().stream()
                .map(RuleAlerts::unknown)
                .filter(Objects::nonNull)
                .toList();
    }

    /** How events find each rule, and how often they did so far; in order of rules. Takes some microseconds a rule. */
    public List<RuleAccess> ruleAccess() {
        return index.access();
    }

    /** The rule index as an indented tree, for people: which rules stand where. */
    public String ruleIndex() {
        return index.toString();
    }

    /** How many alerts are pending, firing and recovering. Takes some nanoseconds an alert. */
    public Map<AlertState, Integer> alertCounts() {
        int[] counts = new int[AlertState.values().length];
        index.all().forEach(rule -> rule.countLive(counts));
        Map<AlertState, Integer> byState = new EnumMap<>(AlertState.class);
        for (AlertState state : List.of(AlertState.PENDING, AlertState.FIRING, AlertState.RECOVERING)) {
            byState.put(state, counts[state.ordinal()]);
        }
        return byState;
    }

    /** How often a rule's condition was evaluated on an event since this engine was made or restored. */
    public long evaluations() {
        return formerEvaluations + index.looks();
    }

    private long refusedSamples() {
        return index.categories().stream()
                .flatMap(category -> category.scope().windows().definitions().stream())
                .mapToLong(WindowDefinition::refused)
                .sum();
    }

    public EngineCounters counters() {
        long unknown = formerUnknown + index.unknownVerdicts();
        return new EngineCounters(events, late, ahead, refusedSeries, unknown, transitions, refusedSamples());
    }

    // ---- snapshots and other rules

    /**
     * The whole state as bytes: time, series, windows, alerts, what is held and counted, timers, counters. {@link #restore} makes
     * an engine of it that does from then on what this one does. The form has a version and a checksum; see docs/snapshots.md.
     */
    public byte[] snapshot() {
        SnapshotWriter state = new SnapshotWriter(started ? time : 0);
        exchange(state, index, series, timers, false);
        return state.finish();
    }

    /**
     * An engine that goes on where another was when it gave its {@link #snapshot}. If the rules have changed since, it is as after
     * {@link #reload}, but that alerts with which no rule goes on are told beside the engine: there is no rule any more to which a
     * transition could belong.
     *
     * @param options the same windows as those of the other engine
     * @throws SnapshotException if the snapshot is damaged, of a newer version, or of an engine with other windows
     */
    public static Restored restore(byte[] snapshot, RuleSet rules, EngineOptions options) {
        return restore(snapshot, rules, options, true);
    }

    static Restored restore(byte[] snapshot, RuleSet rules, EngineOptions options, boolean isIndexed) {
        SnapshotReader state = new SnapshotReader(snapshot);
        AlertEngine engine = new AlertEngine(rules, options, isIndexed);
        return new Restored(engine, engine.exchange(state, engine.index, engine.series, engine.timers, false));
    }

    /**
     * Goes on with other rules, from an instant on. A rule keeps its alerts if its id, category, target and grouping are the same;
     * other alerts end, reason {@code rule_removed}. If its conditions have changed, what fires goes on until its next event, and
     * what is held or counted begins anew. Windows that are still named keep what they hold. Nothing has changed if the rules cannot be used.
     *
     * @param epochMillis when: timers due before that run first
     * @return what ended
     */
    public List<Transition> reload(RuleSet newRules, long epochMillis) {
        if (started) {
            moveTo(epochMillis, epochMillis - 1);
        }
        int begin = out.size();
        long evaluated = evaluations();
        if (!edit(newRules)) {
            bindAnew(newRules);
        }
        formerEvaluations = evaluated - index.looks();
        rules = newRules;
        if (changes != null) {
            changes.judgedBy(index);
        }
        out.sortFrom(begin);
        return put();
    }

    /** Changes what has changed; false if everything has to be made anew. */
    private boolean edit(RuleSet newRules) {
        List<RuleAlerts> changed = new ArrayList<>();
        RuleIndex next = index.edited(newRules, changed);
        if (next == null) {
            return false;
        }
        RuleIndex former = index;
        index = next;
        formerUnknown += former.handOver(changed, next, series, time, started, out);
        return true;
    }

    /** Has other rules learn the state as from a snapshot. */
    private void bindAnew(RuleSet newRules) {
        TimerWheel nextTimers = new TimerWheel();
        RuleIndex next = indexOf(newRules, nextTimers);
        SeriesTable nextSeries = new SeriesTable(options.maxSeries());
        exchange(new SnapshotReader(snapshot()), next, nextSeries, nextTimers, false);
        index.endAllBut(next, nextSeries, time, out);
        index = next;
        series = nextSeries;
        scanner = null;
        timers = nextTimers;
    }

    /**
     * Tells a snapshot the state, or learns it from there; rules, series and timers go into those that are given.
     *
     * @param isPart whether the snapshot is of an engine with some of the same rules or series, and others tell the rest
     */
    private List<LostAlert> exchange(
            SnapshotStream state, RuleIndex bound, SeriesTable known, TimerWheel wheel, boolean isPart) {
        checkWindows(state);
        started = state.flag(started);
        time = state.time(time);
        nextSweep = state.time(nextSweep);
        turn = Math.max(turn, state.number(turn));
        events = state.number(events);
        late = state.number(late);
        ahead = state.number(ahead);
        refusedSeries = state.number(refusedSeries);
        long unknown = state.number(formerUnknown + index.unknownVerdicts());
        transitions = state.number(transitions);
        long timersAt = state.time(wheel.now());
        if (state.isReading() && timersAt > wheel.now()) {
            wheel.popDue(timersAt);
        }
        known.exchange(state);
        List<LostAlert> lost = bound.exchange(state, known, wheel, time, started, isPart);
        formerUnknown = state.isReading() ? unknown - bound.unknownVerdicts() : formerUnknown;
        return lost;
    }

    /** Windows that are cut or bounded in another way cannot go on with what others held. */
    private void checkWindows(SnapshotStream state) {
        WindowOptions own = options.windows();
        WindowOptions others = new WindowOptions(
                state.number(own.exactSamples()), state.number(own.slices()), state.number(own.mostBytes()));
        if (!others.equals(own)) {
            throw new SnapshotException("the snapshot was taken with " + others + ", this engine has " + own
                    + ": restore it with the same");
        }
    }

    // ---- rows of a store

    /**
     * What a store has to learn to know all live alerts as they stand, in order; each key is named once at most. The first call, of an
     * engine that is new or was restored, tells all there is, and from then on each what has changed since the one before. To be
     * called after each call that changes something, or after several of them.
     */
    public List<StateRow> takeChanges() {
        if (changes == null) {
            changes = new StateChanges();
            changes.judgedBy(index);
        }
        return changes.take(index, started ? time : 0);
    }

    /**
     * An engine that goes on with the alerts of a store, which has been told all {@link #takeChanges}. Of series and windows it knows what
     * a snapshot tells; what came after that is missing in them.
     *
     * @param snapshot taken before, of the same store's engine; null if there is none
     * @param rows all rows, in any order
     * @return beside it the alerts with which no rule goes on; their rows go with the next {@link #takeChanges}
     * @throws SnapshotException if the snapshot or a row is damaged, or of a newer version
     */
    public static Restored restore(
            byte @Nullable [] snapshot, Collection<StateRow> rows, RuleSet rules, EngineOptions options) {
        AlertEngine engine = snapshot == null
                ? new AlertEngine(rules, options)
                : restore(snapshot, rules, options).engine();
        return new Restored(engine, engine.takeUp(rows));
    }

    /**
     * Goes on live after a time in which nobody listened: no group counts as silent for it, its wait for data begins anew then. Other
     * timers keep their times; those that are due run with what comes next. What came in that time windows lack: by time alone nothing
     * is judged by them for as long again, or until they have filled; then all that may be is.
     */
    public void resumeAt(long epochMillis) {
        if (started) {
            long now = Math.max(time, epochMillis);
            long known = windowsKnownAt == null ? time : windowsKnownAt;
            index.resumeAt(now, known == Long.MIN_VALUE ? Long.MAX_VALUE : now - known);
        }
    }

    private List<LostAlert> takeUp(Collection<StateRow> rows) {
        List<AlertRow> alerts = AlertRow.in(rows);
        long knownAt = time;
        boolean wasStarted = started;
        if (!alerts.isEmpty()) {
            long last = alerts.stream().mapToLong(AlertRow::at).max().orElseThrow();
            if (!started) {
                long first = alerts.stream().mapToLong(AlertRow::at).min().orElseThrow();
                moveTo(first, first);
            }
            time = Math.max(time, last);
        }
        windowsKnownAt = wasStarted ? knownAt : Long.MIN_VALUE;
        List<LostAlert> lost = index.takeUp(rows, alerts, series, knownAt, time);
        changes = new StateChanges();
        changes.judgedBy(index);
        changes.stored(rows);
        Set<LostAlert> over = Set.copyOf(lost);
        alerts.stream()
                .filter(row -> over.contains(row.alert()))
                .forEach(row -> changes.alert(row.alert().rule(), row.identity()));
        return lost;
    }

    // ---- as one of the engines of a ShardedAlertEngine

    RuleSet rules() {
        return rules;
    }

    EngineOptions options() {
        return options;
    }

    TransitionBuffer out() {
        return out;
    }

    SeriesTable series() {
        return series;
    }

    /** As {@link #nextTimer}; {@link Long#MAX_VALUE} if there is none. */
    long nextDue() {
        return timers.nextDue();
    }

    /** As {@link #time}; anything before the first. */
    long now() {
        return time;
    }

    long late() {
        return late;
    }

    long nextSweep() {
        return nextSweep;
    }

    void setNextSweep(long newNextSweep) {
        nextSweep = newNextSweep;
    }

    long formerUnknown() {
        return formerUnknown;
    }

    /** Another engine that stands where this one stands, with some of the rules, and that neither refuses series nor forgets by itself. */
    AlertEngine part(byte[] snapshot, RuleSet some) {
        AlertEngine part = restore(snapshot, some, options.withMaxSeries(Integer.MAX_VALUE), isIndexed)
                .engine();
        part.nextSweep = Long.MAX_VALUE;
        part.formerUnknown = 0;
        return part;
    }

    /** Lets go of the series of which others take care, of their alerts and windows, and of the groups that others expect. */
    void keepOnly(BiPredicate<String, Labels> isOwn) {
        index.keepOnly(isOwn, timers);
        series.keepOnly(isOwn);
    }

    /** Forgets what was counted: others know it. */
    void forgetCounts() {
        index.forgetCounts();
    }

    /** An engine without alerts, which takes in what parts tell. */
    AlertEngine empty() {
        return new AlertEngine(rules, options, isIndexed);
    }

    /** Takes in what another engine knows of other series, or for other rules. */
    void takeIn(byte[] snapshot) {
        exchange(new SnapshotReader(snapshot), index, series, timers, true);
    }

    /** Goes on counting from there. */
    void countFrom(EngineCounters counters) {
        events = counters.events();
        late = counters.late();
        ahead = counters.ahead();
        refusedSeries = counters.refusedSeries();
        formerUnknown = counters.unknown() - index.unknownVerdicts();
        transitions = counters.transitions();
    }
}
