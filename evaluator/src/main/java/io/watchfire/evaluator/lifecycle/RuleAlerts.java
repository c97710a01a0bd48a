package io.watchfire.evaluator.lifecycle;

import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.LostAlert;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.Target;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.EventView;
import io.watchfire.evaluator.slot.TargetGate;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.snapshot.SnapshotWriter;
import io.watchfire.evaluator.snapshot.StateRow;
import io.watchfire.evaluator.timer.Timer;
import io.watchfire.evaluator.timer.TimerWheel;
import io.watchfire.evaluator.window.Window;
import io.watchfire.evaluator.window.WindowDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All alerts of one rule, by their identity. Only those that are not idle, or have not been for long, are kept. */
public final class RuleAlerts {
    private final RuleProgram program;
    private final CategoryScope scope;
    private final TimerWheel timers;
    private final WorkList.Grouping work;
    private final Map<Labels, AlertMachine> machines = new HashMap<>(2);
    /** Before this, time alone judges nothing by windows: they have lost something. */
    private long windowsQuietUntil = Long.MIN_VALUE;

    private UnknownCount unknown = new UnknownCount();

    /** A window in which each group keeps when something was known of it last, while there is no machine of it; null if none does. */
    private final @Nullable WindowDefinition knownIn;

    private final int knownPlace;

    /** Whether each group has its machine for good: something is waited for, or has no other place. */
    private final boolean keepsMachines;

    /** Times of the last transitions of groups that have no machine any more, where their next must not be before. */
    private final Map<Labels, Long> lastTransitions = new HashMap<>(2);

    /** The alerts that lie in each group of each window that is coarser than they are. */
    private final Map<WindowDefinition, Map<Labels, Set<Labels>>> members;

    /** The last event that the rule was shown. */
    private long lastLook;

    private int @Nullable [] countedTogether;
    private long looks;
    private long matches;

    /** Whether a store knows what the rule asks, and all its alerts that are live. */
    private boolean isStored;

    public RuleAlerts(Rule rule, int order, CategoryScope scope) {
        this.scope = scope;
        this.timers = scope.timers();
        this.work = scope.workList().of(rule.groupBy());
        this.program = new RuleProgram(rule, order, scope.layout(), scope.windows());
        this.knownIn = program.mayHoldByWindows() ? program.ownWindow() : null;
        this.knownPlace = knownIn == null ? 0 : knownIn.reserveKnown();
        this.keepsMachines =
                rule.noData().then() == NoData.Then.FIRE || (program.mayHoldByWindows() && knownIn == null);
        Map<WindowDefinition, Map<Labels, Set<Labels>>> coarser = new HashMap<>();
        if (program.isJudgedByWindows()) {
            for (WindowDefinition window : program.windows()) {
                if (program.isCoarser(window)) {
                    coarser.put(window, new HashMap<>());
                }
            }
        }
        this.members = coarser.isEmpty() ? Map.of() : coarser;
    }

    /** When the rule has to look at an event. */
    public Requirement requirement() {
        return seesAll()
                ? new Requirement(program.target(scope.layout()), rule().target() instanceof Target.Split, false)
                : new Requirement(program.condition(scope.layout(), scope.windows()), false, mayRest());
    }

    /** Whether an event lies in its target or not whatever it holds in a slot, which is that of a name. */
    public boolean hasTargetApartFrom(int slot) {
        return !(rule().target() instanceof Target.Split)
                && !scope.layout().shared().isAt(slot)
                && !program.target(scope.layout()).slots().contains(slot);
    }

    /** Whether it has to see every event of its target, be the condition false. */
    public boolean seesAll() {
        return keepsMachines || knownIn != null || joins();
    }

    /** Whether an event of its target makes an alert known, be it late. */
    public boolean joins() {
        return !members.isEmpty();
    }

    private boolean mayRest() {
        return rule().stateful()
                && rule().activeTime() == null
                && rule().groupBy() == null
                && program.windows().isEmpty();
    }

    boolean isFirstLookAt(long turn) {
        boolean isFirst = turn != lastLook;
        lastLook = turn;
        return isFirst;
    }

    /** In series of which these slots are tags, unknown verdicts of the rule are counted with those of others. */
    public void countTogetherWhereTags(int[] slots) {
        countedTogether = slots;
    }

    private boolean isCountedTogether(EventSlots slots) {
        if (countedTogether == null) {
            return false;
        }
        for (int slot : countedTogether) {
            if (!slots.isTag(slot)) {
                return false;
            }
        }
        return true;
    }

    /** How many events the rule was shown. */
    public long looks() {
        return looks;
    }

    /** At how many of them it held. */
    public long matches() {
        return matches;
    }

    public boolean readsWindows() {
        return !program.windows().isEmpty();
    }

    public boolean isOf(@Nullable Rule rule) {
        return program.rule() == rule || program.rule().equals(rule);
    }

    /** Its place among the rules. */
    public int order() {
        return program.order();
    }

    public void setOrder(int order) {
        program.setOrder(order);
    }

    EventSlots lastSlotsOf(Series series) {
        return scope.lastOf(series);
    }

    public Rule rule() {
        return program.rule();
    }

    /** The windows that may change alerts of the rule without an event of theirs. */
    public Set<WindowDefinition> watchedWindows() {
        return program.isJudgedByWindows() ? program.windows() : Set.of();
    }

    /** Whether a group of that window holds several alerts of the rule. */
    public boolean isFinerThan(WindowDefinition window) {
        return program.isCoarser(window);
    }

    /** Begins to wait for the groups that have to be there. */
    public void start(long time) {
        program.rule().noData().expect().forEach(group -> expect(group, time));
    }

    private void expect(Labels group, long time) {
        AlertMachine machine =
                machines.computeIfAbsent(group, labels -> AlertMachine.expected(this, program, labels, time));
        putToWork(machine);
        rearm(machine, time);
    }

    /** Judges an event of the rule's category. */
    void onEvent(Look look, boolean mayRest) {
        EventSlots slots = look.slots();
        Judgement judgement = scope.judgement;
        if (!program.judge(slots, judgement)) {
            return;
        }
        looks++;
        Truth verdict = judgement.condition();
        String missing = null;
        if (verdict == Truth.TRUE) {
            matches++;
        } else if (verdict == Truth.UNKNOWN) {
            missing = unknown.add(program, judgement, slots, !isCountedTogether(slots));
        }
        boolean mayStart = verdict == Truth.TRUE || (verdict == Truth.FALSE && keepsMachines);
        if (!mayStart && knownIn == null && machines.isEmpty() && members.isEmpty()) {
            return;
        }
        Series series = look.series();
        long now = look.now();
        Labels identity = program.identity(series);
        join(identity);
        AlertMachine machine = machines.isEmpty() ? null : machines.get(identity);
        if (machine == null) {
            machine = mayStart ? begin(identity, now, true) : rest(series, identity, verdict, now);
        }
        if (machine != null) {
            machine.catchUp();
            judge(machine, series, look.event(), slots, now, look.sink());
            machine.wasJudged(now, verdict, missing);
            if (settle(machine, now, look.event()) && machine.rest(series, judgement, mayRest)) {
                work.remove(machine);
            }
        }
    }

    /**
     * An event that starts nothing comes to a group that has no machine. If nothing is known of it, a group of which something was known
     * has to remember that.
     */
    private @Nullable AlertMachine rest(Series series, Labels identity, Truth verdict, long now) {
        if (knownIn == null) {
            return null;
        }
        Window window = Objects.requireNonNull(series.windows()).find(knownIn);
        if (verdict == Truth.FALSE) {
            window.know(knownPlace, now);
            return null;
        }
        long known = window.knownAt(knownPlace);
        return known == Long.MIN_VALUE ? null : begin(identity, known, true);
    }

    private AlertMachine begin(Labels identity, long lastKnown, boolean everKnown) {
        AlertMachine machine = everKnown
                ? new AlertMachine(this, program, identity, lastKnown, true)
                : AlertMachine.begunByWindows(this, program, identity, lastKnown);
        machines.put(identity, machine);
        Long last = lastTransitions.isEmpty() ? null : lastTransitions.remove(identity);
        if (last != null) {
            machine.followFrom(last);
        }
        return machine;
    }

    /**
     * Sets the timer of an alert that was judged, and lets go of a machine that has nothing to do. What it leaves behind are two times.
     *
     * @param event of its group, if that was judged
     * @return whether it is still there
     */
    private boolean settle(AlertMachine machine, long now, @Nullable EventView event) {
        rearm(machine, now);
        if (keepsMachines || !machine.isBlank() || !machines.remove(machine.identity(), machine)) {
            putToWork(machine);
            BiConsumer<String, Labels> store = scope.holdsGoTo();
            if (store != null && machine.holdsOtherwise()) {
                store.accept(rule().id(), machine.identity());
            }
            return true;
        }
        work.remove(machine);
        if (knownIn != null && machine.lastKnown() != Long.MIN_VALUE) {
            knownIn.of(machine.identity()).know(knownPlace, machine.lastKnown());
        }
        // No event of a series is taken that is older than the last one of the same series.
        boolean isPassed = event != null
                && machine.lastTransition() <= event.time()
                && rule().groupBy() == null
                && !program.isJudgedByWindows();
        if (!isPassed && machine.lastTransition() != Long.MIN_VALUE) {
            lastTransitions.put(machine.identity(), machine.lastTransition());
        }
        return false;
    }

    private void putToWork(AlertMachine machine) {
        if (!seesAll()) {
            work.add(machine);
        }
    }

    private void judge(
            AlertMachine machine, Series series, EventView event, EventSlots slots, long now, TransitionSink sink) {
        Series speaker = program.speaksForGroup() ? machine.group() : series;
        machine.onEvent(speaker, scope.occasion.of(event, now), scope.judgement, slots, sink);
    }

    /** A late event that one of the rule's windows took in makes its alert known. */
    public void sawLate(Series series, EventSlots slots, List<Window> entered) {
        boolean taken = !members.isEmpty()
                && entered.stream().anyMatch(window -> program.windows().contains(window.definition()));
        if (taken && program.judge(slots, scope.judgement)) {
            join(program.identity(series));
        }
    }

    private void join(Labels identity) {
        if (members.isEmpty()) {
            return;
        }
        for (Map.Entry<WindowDefinition, Map<Labels, Set<Labels>>> window : members.entrySet()) {
            Labels group = program.groupIn(window.getKey(), identity);
            window.getValue().computeIfAbsent(group, key -> new TreeSet<>()).add(identity);
        }
    }

    /**
     * A window changed. The alerts that read it are judged by what windows alone say, but for the one whose own event changed
     * it.
     *
     * @param time of what changed it
     * @param sender of the event that entered the window, if that is judged by itself; else null
     */
    public void onWindow(Window window, long time, long now, @Nullable Series sender, TransitionSink sink) {
        Map<Labels, Set<Labels>> groups = members.get(window.definition());
        if (groups == null) {
            if (sender == null) {
                onWindows(window.group(), window, time, now, 0, sink);
            }
            return;
        }
        Labels own = sender == null ? null : program.identity(sender);
        for (Labels identity : groups.getOrDefault(window.group(), Set.of())) {
            if (own == null || !identity.equals(own)) {
                onWindows(identity, window, time, now, 0, sink);
            }
        }
    }

    /**
     * Time changed a window: the alerts that read it are judged, once though several of their windows change at that instant.
     *
     * @param turn another each time, and not 0
     */
    public void onTime(Window window, long now, long turn, TransitionSink sink) {
        Map<Labels, Set<Labels>> groups = members.get(window.definition());
        if (groups == null) {
            onWindows(window.group(), window, now, now, turn, sink);
            return;
        }
        for (Labels identity : groups.getOrDefault(window.group(), Set.of())) {
            onWindows(identity, window, now, now, turn, sink);
        }
    }

    private void onWindows(Labels identity, Window window, long time, long now, long turn, TransitionSink sink) {
        AlertMachine machine = machines.isEmpty() ? null : machines.get(identity);
        if (machine == null && (!program.mayHoldByWindows() || (turn != 0 && isToldAlready(window, now)))) {
            return;
        }
        if (turn != 0 && now < windowsQuietUntil) {
            AlertMachine waiting = machine == null ? beginByWindows(identity, window, now) : machine;
            waiting.awaitWindows(windowsQuietUntil);
            rearm(waiting, now);
            return;
        }
        Judgement judgement = scope.judgement;
        program.judgeByWindows(identity, window, now, withoutEvent(), judgement);
        if (machine == null && judgement.holds()) {
            machine = beginByWindows(identity, window, now);
        }
        if (machine != null && (turn == 0 || machine.isFirstIn(turn))) {
            tellWindows(machine, time, now, sink);
            settle(machine, now, null);
        }
    }

    private AlertMachine beginByWindows(Labels identity, Window window, long now) {
        long known = knownAt(identity, window);
        boolean everKnown = known != Long.MIN_VALUE;
        return begin(identity, everKnown ? known : now, everKnown);
    }

    /**
     * Whether an event of the group at this very instant has shown that the condition does not hold: it saw these windows, and more than
     * windows alone know.
     */
    private boolean isToldAlready(Window window, long now) {
        return window.definition() == knownIn && window.knownAt(knownPlace) == now && rule().activeTime() == null;
    }

    /** When something was known of a group last that has no machine; {@link Long#MIN_VALUE} if nothing ever was. */
    private long knownAt(Labels identity, Window changed) {
        Window window = knownIn == null || changed.definition() == knownIn ? changed : knownIn.find(identity);
        return knownIn == null || window == null ? Long.MIN_VALUE : window.knownAt(knownPlace);
    }

    private void tellWindows(AlertMachine machine, long time, long now, TransitionSink sink) {
        Occasion change = scope.occasion.ofWindows(time, now, machine.identity());
        machine.onEvent(machine.group(), change, scope.judgement, withoutEvent(), sink);
    }

    private void askWindows(AlertMachine machine, long now, TransitionSink sink) {
        program.judgeByWindows(machine.identity(), null, now, withoutEvent(), scope.judgement);
        machine.standsByWindows(scope.judgement.holds());
        if (machine.isDueByWindows(now)) {
            tellWindows(machine, now, now, sink);
        }
        machine.askedWindows(now);
    }

    private EventSlots withoutEvent() {
        return scope.slotsWithoutEvent();
    }

    /** Runs a timer of an alert. */
    public static void onTime(Timer timer, long now, TransitionSink sink) {
        AlertMachine machine = (AlertMachine) timer;
        RuleAlerts owner = machine.owner();
        machine.catchUp();
        List<Series> series = machine.series();
        long told = machine.told();
        if (owner.program.isJudgedByWindows() && (machine.sawEvent() || machine.awaitsWindows())) {
            owner.askWindows(machine, now, sink);
        }
        do {
            machine.onTime(now, sink);
        } while (machine.nextTime(now) <= now);
        if (machine.told() != told) {
            machine.wake();
            series.forEach(Series::disturb);
        }
        if (machine.isResting()) {
            owner.rearm(machine, now);
        } else {
            owner.settle(machine, now, null);
        }
    }

    /** Has all alerts look at the next event of their groups, whatever it says. */
    public void wake() {
        for (AlertMachine machine : machines.values()) {
            machine.catchUp();
            machine.wake();
            putToWork(machine);
        }
    }

    /** A timer may stand earlier than needed: moving it with each event would cost more than looking once in vain. */
    private void rearm(AlertMachine machine, long now) {
        long next = machine.nextTime(now);
        if (next == Long.MAX_VALUE) {
            timers.cancel(machine);
        } else if (next < machine.due()) {
            timers.schedule(machine, Math.max(next, now));
        }
    }

    /** Forgets the alerts that have been idle since before that time. */
    public void forgetIdleBefore(long time) {
        machines.values().removeIf(machine -> {
            boolean isIdle = machine.isIdleSince(time);
            if (isIdle) {
                work.remove(machine);
            }
            return isIdle;
        });
        lastTransitions.values().removeIf(last -> last < time);
    }

    /** Counts events that were not shown to the rule, because they could only have come out as unknown for want of a name. */
    public void wasUnknown(long events, String name) {
        unknown.add(events, name);
    }

    /** The same, unless they lay outside the target then. */
    public void wasUnknownForWantOf(long events, String name) {
        boolean isTarget = rule().target() instanceof Target.When when
                && when.condition().names().contains(name);
        if (!isTarget) {
            unknown.add(events, name);
        }
    }

    /** How often the verdict was unknown. */
    public long unknownVerdicts() {
        return unknown.verdicts();
    }

    /** How often the verdict was unknown, and for want of what; null if it never was. */
    public @Nullable UnknownVerdicts unknown() {
        return unknown.snapshot(rule().id());
    }

    /** Adds one to the count of an alert's state for each alert. */
    public void countLive(int[] byState) {
        for (AlertMachine machine : machines.values()) {
            byState[machine.state().ordinal()]++;
        }
    }

    /** Adds the alerts that are pending, firing or recovering, in order of their labels. */
    public void addLive(List<Alert> out) {
        int from = out.size();
        for (AlertMachine machine : machines.values()) {
            Alert alert = machine.snapshot();
            if (alert != null) {
                out.add(alert);
            }
        }
        out.subList(from, out.size()).sort(Comparator.comparing(Alert::labels));
    }

    // ---- snapshots and other rules

    /**
     * Which alerts the rule has: with another one, none of its alerts is kept.
     *
     * @param tagsOf the names of the tags of all series of a category: what is a tag in none of them is no target
     */
    public List<String> scope(Function<String, Set<String>> tagsOf) {
        List<String> groupBy = rule().groupBy();
        List<String> scope = new ArrayList<>(List.of(rule().category(), TargetGate.canonical(targetAmong(tagsOf))));
        scope.add(groupBy == null ? "all tags" : "by");
        scope.addAll(groupBy == null ? List.of() : groupBy);
        return scope;
    }

    private Target targetAmong(Function<String, Set<String>> tagsOf) {
        if (!(rule().target() instanceof Target.Split split)) {
            return rule().target();
        }
        Set<String> tags = tagsOf.apply(rule().category());
        return new Target.Split(split.conjuncts().stream()
                .filter(conjunct -> !conjunct.names().isEmpty() && tags.containsAll(conjunct.names()))
                .toList());
    }

    /** What the rule asks, with the declared types and units of what it reads. */
    private List<String> conditions() {
        return rule().levels().stream()
                .map(level -> level.condition().canonical() + "\n" + typesIn(level.condition()))
                .toList();
    }

    private String typesIn(CheckedExpression condition) {
        return condition.names().stream()
                .sorted()
                .map(name -> name + " "
                        + (scope.category() == null
                                ? null
                                : scope.category().fields().get(name)))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Ends all alerts: the rule is gone, or concerns other alerts now.
     *
     * @param next the rule of the same id, if there is one: what it tells of the same labels is not before what was told here
     */
    public void remove(@Nullable RuleAlerts next, long now, TransitionSink sink) {
        machines.forEach((identity, machine) -> {
            machine.remove(now, sink);
            timers.cancel(machine);
            work.remove(machine);
            if (machine.lastTransition() != Long.MIN_VALUE) {
                lastTransitions.put(identity, machine.lastTransition());
            }
        });
        machines.clear();
        if (next != null) {
            next.lastTransitions.putAll(lastTransitions);
        }
    }

    /** Lets go of all alerts: another rule goes on with them. */
    public void discard() {
        for (AlertMachine machine : machines.values()) {
            timers.cancel(machine);
            work.remove(machine);
        }
        machines.clear();
    }

    /** Ends the alerts of groups that have not come and that another version of the rule does not expect. */
    public void endWaiting(RuleAlerts next, long now, TransitionSink sink) {
        List<Labels> expected = next.rule().noData().expect();
        for (AlertMachine machine : machines.values()) {
            if (machine.isUnseen() && !expected.contains(machine.identity())) {
                machine.remove(now, sink);
            }
        }
    }

    /** Lets go of the alerts that others take care of. */
    public void keepOnly(Predicate<Labels> isOwn) {
        machines.values().removeIf(machine -> {
            boolean isOver = !isOwn.test(machine.identity());
            if (isOver) {
                timers.cancel(machine);
                work.remove(machine);
            }
            return isOver;
        });
        lastTransitions.keySet().removeIf(isOwn.negate());
        members.values().forEach(groups -> groups.values().forEach(alerts -> alerts.removeIf(isOwn.negate())));
    }

    /** Forgets how often verdicts were unknown. */
    public void forgetUnknown() {
        unknown = new UnknownCount();
    }

    /**
     * Lets go of groups that were expected, have not come, and are not expected any more.
     *
     * @return the ids of those of them that fire
     */
    public Set<String> dropUnexpected() {
        Set<String> firing = new HashSet<>();
        List<Labels> expected = rule().noData().expect();
        machines.values().removeIf(machine -> {
            boolean isOver = machine.isUnseen() && !expected.contains(machine.identity());
            Alert alert = isOver ? machine.snapshot() : null;
            if (alert != null) {
                firing.add(alert.id());
            }
            if (isOver) {
                timers.cancel(machine);
                work.remove(machine);
            }
            return isOver;
        });
        return firing;
    }

    /** How long and how often conditions have to hold. */
    private List<String> holds() {
        return rule().levels().stream()
                .map(level -> level.forMillis() + " " + level.occurrences())
                .toList();
    }

    /**
     * Tells a snapshot all alerts, or learns them from there, be it that the rule has changed.
     *
     * @param series those of the rule's category, by their tags
     * @param started whether the engine has a time yet
     */
    public void exchange(SnapshotStream state, Function<Labels, Series> series, long now, boolean started) {
        List<String> conditions = conditions();
        boolean sameConditions = conditions.equals(state.texts(conditions));
        List<String> holds = holds();
        boolean sameHolds = holds.equals(state.texts(holds));
        Set<Labels> expected = Set.copyOf(exchange(rule().noData().expect(), state));
        unknown.exchange(state);
        windowsQuietUntil = state.time(windowsQuietUntil);
        exchangeLastTransitions(state);
        exchange(members(), state).forEach(this::join);
        exchangeKnown(state);
        List<Labels> identities = exchange(machines.keySet(), state);
        for (Labels identity : identities) {
            AlertMachine machine =
                    machines.computeIfAbsent(identity, unused -> new AlertMachine(this, program, identity, now, true));
            exchange(machine, state, sameConditions, sameHolds, series, now);
        }
        if (state.isReading() && started) {
            rule().noData().expect().stream()
                    .filter(group -> !expected.contains(group))
                    .forEach(group -> expect(group, now));
        }
    }

    private void exchange(
            AlertMachine machine,
            SnapshotStream state,
            boolean sameConditions,
            boolean sameHolds,
            Function<Labels, Series> series,
            long now) {
        machine.exchange(state, sameConditions, sameHolds, series);
        long due = state.time(machine.due());
        if (state.isReading()) {
            if (due != Long.MAX_VALUE) {
                timers.schedule(machine, due);
            }
            rearm(machine, now);
            putToWork(machine);
        }
    }

    private static List<Labels> exchange(Collection<Labels> labels, SnapshotStream state) {
        List<Labels> sorted = labels.stream().sorted().toList();
        int count = state.number(sorted.size());
        List<Labels> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(state.labels(state.isReading() ? Labels.NONE : sorted.get(i)));
        }
        return result;
    }

    private void exchangeLastTransitions(SnapshotStream state) {
        for (Labels group : exchange(lastTransitions.keySet(), state)) {
            lastTransitions.put(group, state.time(lastTransitions.getOrDefault(group, 0L)));
        }
    }

    /** The same alerts lie in each of the windows. */
    private Set<Labels> members() {
        Set<Labels> all = new TreeSet<>();
        members.values().stream().limit(1).forEach(groups -> groups.values().forEach(all::addAll));
        return all;
    }

    /** When something was known last of groups that have no machine. */
    private void exchangeKnown(SnapshotStream state) {
        WindowDefinition kept = knownIn;
        List<Labels> groups = new ArrayList<>();
        if (kept != null && !state.isReading()) {
            for (Labels group : kept.groups()) {
                if (kept.of(group).knownAt(knownPlace) != Long.MIN_VALUE) {
                    groups.add(group);
                }
            }
        }
        for (Labels group : exchange(groups, state)) {
            Window window = kept == null ? null : kept.of(group);
            long known = state.time(window == null ? 0 : window.knownAt(knownPlace));
            if (window != null && state.isReading()) {
                window.know(knownPlace, known);
            }
        }
    }

    // ---- rows of a store

    /** What another version of the rule has to ask to go on with its alerts. */
    public RuleForm form() {
        return RuleForm.of(rule(), conditions(), holds());
    }

    /** Adds the rows of all live alerts, unless a store has them already. */
    public void storeAll(long now, List<StateRow> out) {
        if (!isStored) {
            machines.keySet().stream().sorted().forEach(identity -> store(identity, now, out));
        }
    }

    /** Adds the row of an alert as it stands, and at the first alert that of the rule. */
    public void store(Labels identity, long now, List<StateRow> out) {
        AlertMachine machine = machines.get(identity);
        Alert alert = machine == null ? null : machine.snapshot();
        if (machine == null || alert == null) {
            out.add(AlertRow.gone(rule().id(), identity));
            return;
        }
        if (!isStored) {
            isStored = true;
            out.add(form().toRow(rule().id()));
        }
        SnapshotWriter state = AlertRow.begin(LostAlert.of(alert), identity, now);
        exchange(machine, state, true, true, tags -> machine.group(), now);
        out.add(new StateRow(StateRow.Of.ALERT, AlertRow.key(rule().id(), identity), state.finish()));
    }

    /**
     * Goes on with the alerts of a store, which knows all that are live; what is known of them here may be older.
     *
     * @param stored what the rule asked then
     * @param series finds or makes a series by its tags
     * @param knownAt of when is what is known of them here
     */
    public void takeUp(RuleForm stored, List<AlertRow> rows, Function<Labels, Series> series, long knownAt, long now) {
        RuleForm form = form();
        boolean sameConditions = form.conditions().equals(stored.conditions());
        boolean sameHolds = form.holds().equals(stored.holds());
        Set<Labels> kept = new HashSet<>(2 * rows.size());
        for (AlertRow row : rows) {
            AlertMachine known = machines.get(row.identity());
            kept.add(row.identity());
            // A row says what is held; what was known of the alert after that, and changed nothing, only a snapshot
            // tells.
            if (known == null
                    || row.at() >= knownAt
                    || !known.isAt(row.alert().id(), row.alert().sequence())) {
                letGo(known);
                AlertMachine machine = new AlertMachine(this, program, row.identity(), now, true);
                machines.put(row.identity(), machine);
                exchange(machine, row.rest(), sameConditions, sameHolds, series, now);
                machine.beginTurnsAnew();
                if (joins()) {
                    join(row.identity());
                }
            }
        }
        endAllBut(kept, now);
        isStored = sameConditions && sameHolds;
    }

    /** Takes all live alerts but these for over: they have ended since. */
    public void endAllBut(Set<Labels> kept, long now) {
        List<AlertMachine> over = new ArrayList<>();
        machines.forEach((identity, machine) -> {
            if (!kept.contains(identity) && machine.snapshot() != null) {
                over.add(machine);
            }
        });
        for (AlertMachine machine : over) {
            letGo(machine);
            if (keepsMachines) {
                AlertMachine next = new AlertMachine(this, program, machine.identity(), now, true);
                machines.put(machine.identity(), next);
                putToWork(next);
                rearm(next, now);
            }
        }
    }

    /**
     * Takes all groups for known then: while nobody listened, none was silent. Nor is it known what windows would have taken in.
     *
     * @param gap for how long nobody listened, in milliseconds
     */
    public void resumeAt(long now, long gap) {
        if (program.isJudgedByWindows()) {
            windowsQuietUntil = Math.max(windowsQuietUntil, now + Math.min(gap, program.longestWindowMillis()));
        }
        for (AlertMachine machine : machines.values()) {
            machine.resumeAt(now);
            if (program.isJudgedByWindows() && machine.sawEvent()) {
                machine.awaitWindows(windowsQuietUntil);
            }
            timers.cancel(machine);
            rearm(machine, now);
        }
    }

    private void letGo(@Nullable AlertMachine machine) {
        if (machine != null) {
            timers.cancel(machine);
            work.remove(machine);
            machine.letGo();
            machines.remove(machine.identity(), machine);
        }
    }

    /** The alerts that are pending, firing or recovering. */
    public List<Alert> live() {
        List<Alert> live = new ArrayList<>();
        addLive(live);
        return live;
    }
}
