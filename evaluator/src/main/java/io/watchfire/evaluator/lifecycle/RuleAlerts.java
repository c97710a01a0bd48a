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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All alerts of one rule, by their identity. Only those that are not idle, or have not been for long, are kept. */
public final class RuleAlerts {
    private static final Comparator<Timer> IN_ORDER = Comparator.comparing(
            AlertMachine.class::cast,
            Comparator.<AlertMachine>comparingInt(
                            machine -> machine.owner().program.order())
                    .thenComparing(AlertMachine::identity));

    private final RuleProgram program;
    private final TimerWheel timers;
    private final Map<Labels, AlertMachine> machines = new HashMap<>();
    private final Judgement judgement = new Judgement();
    private final UnknownCount unknown = new UnknownCount();
    private final boolean tellsSilence;

    public RuleAlerts(Rule rule, int order, SlotLayout layout, TimerWheel timers) {
        this.program = new RuleProgram(rule, order, layout);
        this.timers = timers;
        this.tellsSilence = rule.noData().then() == NoData.Then.FIRE;
    }

    public Rule rule() {
        return program.rule();
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
        boolean maySpeak = verdict == Truth.TRUE || (tellsSilence && verdict == Truth.FALSE);
        if (maySpeak || !machines.isEmpty()) {
            Labels identity = program.identity(series, event);
            AlertMachine machine = machines.get(identity);
            if (machine == null && maySpeak) {
                machine = new AlertMachine(this, program, identity, event.time(), true);
                machines.put(identity, machine);
            }
            if (machine != null) {
                machine.onEvent(series, event, judgement, slots, sink);
                machine.wasJudged(now, verdict, missing);
                rearm(machine, now);
            }
        }
        return verdict;
    }

    /** Runs the timers of one instant in the order in which they are to speak: by rule, then by labels. */
    public static void onTime(List<Timer> due, long now, TransitionSink sink) {
        if (due.size() > 1) {
            due.sort(IN_ORDER);
        }
        for (Timer timer : due) {
            AlertMachine machine = (AlertMachine) timer;
            do {
                machine.onTime(now, sink);
            } while (machine.nextTime(now) <= now);
            machine.owner().rearm(machine, now);
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
