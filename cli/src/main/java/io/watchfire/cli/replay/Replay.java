package io.watchfire.cli.replay;

import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.policy.NoticePolicy;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Runs events through rules on the events' own time. The same events, rules and receivers give the same transitions and
 * notices. Used once, by one thread.
 */
public final class Replay {
    private final AlertEngine engine;
    private final NoticePolicy policy;
    private final ReplayOutput output;
    private final ReplayCounts counts;

    private final List<Transition> changes = new ArrayList<>();
    private long instant = Long.MIN_VALUE;
    private long afterEnd;

    /** @param receivers to whom the notices go; none if the set is empty */
    public Replay(RuleSet rules, ReceiverSet receivers, ReplayOutput output) {
        this.engine = new AlertEngine(rules, EngineOptions.DEFAULT);
        this.policy = new NoticePolicy(receivers);
        this.output = output;
        this.counts = new ReplayCounts(rules, receivers);
    }

    /**
     * Reads all events.
     *
     * @param until in epoch milliseconds: later events are passed over, and time goes on until then; if empty, time stops
     *     at the last event
     * @throws IOException if the events cannot be read on
     */
    public ReplaySummary run(EventMerge events, OptionalLong until) throws IOException {
        long last = until.orElse(Long.MAX_VALUE);
        for (Event event = events.next(); event != null; event = events.next()) {
            if (event.time() > last) {
                afterEnd++;
            } else {
                output.progress(event);
                put(engine.process(event));
            }
        }
        if (until.isPresent()) {
            put(engine.advanceTo(last));
        }
        pass(until.orElse(engine.time().orElse(0)));
        counts.stillLive(engine.alerts());
        return new ReplaySummary(engine.counters(), engine.unknownVerdicts(), afterEnd, counts);
    }

    private void put(List<Transition> transitions) {
        for (Transition transition : transitions) {
            counts.count(transition);
            output.transition(transition);
            long at = Math.max(instant, transition.time().toEpochMilli());
            if (at > instant) {
                endInstant();
                instant = at;
            }
            changes.add(transition);
        }
    }

    /** The changes of one instant are told together, behind the last of them. */
    private void endInstant() {
        if (!changes.isEmpty()) {
            tell(policy.process(changes, instant));
            changes.clear();
        }
    }

    /** What is due by then is told, too. */
    private void pass(long until) {
        endInstant();
        tell(policy.advanceTo(until));
    }

    private void tell(List<Notice> notices) {
        for (Notice notice : notices) {
            counts.count(notice);
            output.notice(notice);
        }
    }
}
