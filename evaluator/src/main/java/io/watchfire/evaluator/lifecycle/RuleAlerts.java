package io.watchfire.evaluator.lifecycle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.alert.Alert;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.NoData;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.SlotLayout;
import io.watchfire.evaluator.timer.Timer;
import io.watchfire.evaluator.timer.TimerWheel;
import io.watchfire.evaluator.window.CategoryWindows;
import io.watchfire.evaluator.window.Window;
import io.watchfire.evaluator.window.WindowDefinition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All alerts of one rule, by their identity. Only those that are not idle, or have not been for long, are kept. */
public final class RuleAlerts {
    private final RuleProgram program;
    private final TimerWheel timers;
    private final Map<Labels, AlertMachine> machines = new HashMap<>();
    private final Judgement judgement = new Judgement();
    private final Occasion occasion = new Occasion();
    private final UnknownCount unknown = new UnknownCount();
    private final boolean tellsSilence;

    /** The alerts that lie in each group of each window that is coarser than they are. */
    private final Map<WindowDefinition, Map<Labels, Set<Labels>>> members = new HashMap<>();

    private @Nullable EventSlots slotsWithoutEvent;

    public RuleAlerts(Rule rule, int order, SlotLayout layout, CategoryWindows windows, TimerWheel timers) {
        this.program = new RuleProgram(rule, order, layout, windows);
        this.timers = timers;
        this.tellsSilence = rule.noData().then() == NoData.Then.FIRE;
        if (program.isJudgedByWindows()) {
            for (WindowDefinition window : program.windows()) {
                if (program.isCoarser(window)) {
                    members.put(window, new HashMap<>());
                }
            }
        }
    }

    public Rule rule() {
        return program.rule();
    }

    /** The windows that may change alerts of the rule without an event of theirs. */
    public Set<WindowDefinition> watchedWindows() {
        return program.isJudgedByWindows() ? program.windows() : Set.of();
    }

    /** Gives it slots of its category in which to lay out what is known without an event. */
    public void useWithoutEvent(EventSlots slots) {
        slotsWithoutEvent = slots;
    }

    /** Begins to wait for the groups that have to be there. */
    public void start(long time) {
        for (Labels group : program.rule().noData().expect()) {
            AlertMachine machine =
                    machines.computeIfAbsent(group, labels -> AlertMachine.expected(this, program, labels, time));
            rearm(machine, time);
        }
    }

    /**
     * Judges an event of the rule's category.
     *
     * @param now the engine's time, at or after the event's
     * @return the verdict; null if the event lies outside the rule's target
     */
    public @Nullable Truth onEvent(Series series, Event event, EventSlots slots, long now, TransitionSink sink) {
        if (!program.judge(slots, judgement)) {
            return null;
        }
        Truth verdict = judgement.condition();
        String missing = verdict == Truth.UNKNOWN ? unknown.add(program, judgement, slots) : null;
        boolean maySpeak =
                verdict == Truth.TRUE || (verdict == Truth.FALSE && (tellsSilence || program.mayHoldByWindows()));
        if (maySpeak || !machines.isEmpty() || !members.isEmpty()) {
            Labels identity = program.identity(series);
            join(identity);
            AlertMachine machine = machines.get(identity);
            if (machine == null && maySpeak) {
                machine = new AlertMachine(this, program, identity, now, true);
                machines.put(identity, machine);
            }
            if (machine != null) {
                judge(machine, series, event, slots, now, sink);
                machine.wasJudged(now, verdict, missing);
                rearm(machine, now);
            }
        }
        return verdict;
    }

    private void judge(
            AlertMachine machine, Series series, Event event, EventSlots slots, long now, TransitionSink sink) {
        Series speaker = program.speaksForGroup() ? machine.group() : series;
        machine.onEvent(speaker, occasion.of(event, now), judgement, slots, sink);
    }

    /** A late event that one of the rule's windows took in makes its alert known. */
    public void sawLate(Series series, EventSlots slots, List<Window> entered) {
        boolean taken = !members.isEmpty()
                && entered.stream().anyMatch(window -> program.windows().contains(window.definition()));
        if (taken && program.judge(slots, judgement)) {
            join(program.identity(series));
        }
    }

    private void join(Labels identity) {
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
                onWindows(window.group(), time, now, sink);
            }
            return;
        }
        Labels own = sender == null ? null : program.identity(sender);
        for (Labels identity : groups.getOrDefault(window.group(), Set.of())) {
            if (own == null || !identity.equals(own)) {
                onWindows(identity, time, now, sink);
            }
        }
    }

    private void onWindows(Labels identity, long time, long now, TransitionSink sink) {
        AlertMachine machine = machines.get(identity);
        if (machine != null) {
            judgeByWindows(machine, time, now, sink);
            rearm(machine, now);
        } else if (program.mayHoldByWindows()) {
            program.judgeByWindows(identity, now, withoutEvent(), judgement);
            if (judgement.holds()) {
                AlertMachine begun = AlertMachine.begunByWindows(this, program, identity, now);
                machines.put(identity, begun);
                begun.onEvent(begun.group(), occasion.ofWindows(time, now, identity), judgement, withoutEvent(), sink);
                rearm(begun, now);
            }
        }
    }

    private void judgeByWindows(AlertMachine machine, long time, long now, TransitionSink sink) {
        program.judgeByWindows(machine.identity(), now, withoutEvent(), judgement);
        Occasion change = occasion.ofWindows(time, now, machine.identity());
        machine.onEvent(machine.group(), change, judgement, withoutEvent(), sink);
    }

    private void askWindows(AlertMachine machine, long now, TransitionSink sink) {
        program.judgeByWindows(machine.identity(), now, withoutEvent(), judgement);
        machine.standsByWindows(judgement.holds());
        if (machine.isDueByWindows(now)) {
            Occasion change = occasion.ofWindows(now, now, machine.identity());
            machine.onEvent(machine.group(), change, judgement, withoutEvent(), sink);
        }
    }

    private EventSlots withoutEvent() {
        return Objects.requireNonNull(slotsWithoutEvent);
    }

    /** Runs a timer of an alert. */
    public static void onTime(Timer timer, long now, TransitionSink sink) {
        AlertMachine machine = (AlertMachine) timer;
        RuleAlerts owner = machine.owner();
        if (owner.program.isJudgedByWindows() && machine.sawEvent()) {
            owner.askWindows(machine, now, sink);
        }
        do {
            machine.onTime(now, sink);
        } while (machine.nextTime(now) <= now);
        owner.rearm(machine, now);
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
        machines.values().removeIf(machine -> machine.isIdleSince(time));
    }

    /** How often the verdict was unknown; null if it never was. */
    public @Nullable UnknownVerdicts unknown() {
        return unknown.snapshot(rule().id());
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
}
