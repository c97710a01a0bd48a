package io.watchfire.scenarios.run;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.policy.Acknowledgement;
import io.watchfire.notifiers.policy.NoticePolicy;
import io.watchfire.notifiers.policy.Silence;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.scenarios.file.Action;
import io.watchfire.scenarios.file.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The notices of a scenario: what the policy decides, and what of it arrives when receivers are down. */
final class NoticesRun {
    private final FactsOf facts;
    private final List<Facts> arrived = new ArrayList<>();
    private final VirtualDelivery delivery = new VirtualDelivery();
    private NoticePolicy policy;
    private ReceiverSet receivers;

    /** The changes of one instant, which has not ended yet. */
    private final List<Transition> changes = new ArrayList<>();

    private long instant = Long.MIN_VALUE;
    private int unnamedSilences;

    NoticesRun(ReceiverSet receivers, FactsOf facts) {
        this.receivers = receivers;
        this.facts = facts;
        this.policy = new NoticePolicy(receivers);
    }

    void begin(RuleSet rules, long at) {
        policy.begin(rules, at);
    }

    List<Facts> arrived() {
        return arrived;
    }

    /** An alert has changed. All that changes at one instant is looked at together. */
    void changed(long at, Transition transition) {
        if (at != instant) {
            endInstant();
            instant = at;
        }
        changes.add(transition);
    }

    /** Nothing more happens at that instant or before it. */
    void pass(long at) {
        endInstant();
        advanceTo(at);
    }

    private void endInstant() {
        if (!changes.isEmpty()) {
            before(instant);
            send(policy.process(changes, instant));
            changes.clear();
            advanceTo(instant);
        }
    }

    void replaceRules(RuleSet rules, List<Transition> ended, long at) {
        before(at);
        send(policy.process(ended, at));
        send(policy.replaceRules(rules, at));
    }

    void replaceReceivers(ReceiverSet replacement, long at) {
        receivers = replacement;
        before(at);
        send(policy.replaceReceivers(replacement, at));
    }

    void silence(Action.Silence silence, long from, long at) {
        String id = silence.name() != null ? silence.name() : "#" + ++unnamedSilences;
        before(at);
        send(policy.silence(
                Silence.of(
                        id,
                        silence.matchers().stream().map(AlertCondition::of).toList(),
                        Instant.ofEpochMilli(from),
                        Instant.ofEpochMilli(from + silence.forMillis())),
                at));
    }

    void expire(String silence, long at) {
        before(at);
        send(policy.expire(silence, at));
    }

    void acknowledge(Action.Acknowledge ack, long at) {
        before(at);
        policy.acknowledge(ack.rule(), ack.labels(), new Acknowledgement("", "", Instant.ofEpochMilli(at)));
    }

    void receiverDown(String name, long until) {
        delivery.down(name, until);
    }

    /** Another policy goes on where this one stopped, from that instant on. */
    void restart(RuleSet rules, long back) {
        policy = NoticePolicy.restore(policy.rows(), rules, receivers, back);
    }

    /** What is due before an instant happens before it. */
    private void before(long at) {
        advanceTo(at - 1);
        deliver(at);
    }

    private void advanceTo(long at) {
        for (long next = delivery.nextDue(); next <= at; next = delivery.nextDue()) {
            send(policy.process(List.of(), next));
            deliver(next);
        }
        send(policy.advanceTo(at));
    }

    private void deliver(long at) {
        for (VirtualDelivery.Settled settled : delivery.settle(at)) {
            tell(settled);
        }
    }

    private void send(List<Notice> notices) {
        for (Notice notice : notices) {
            delivery.send(notice).ifPresent(this::tell);
        }
    }

    private void tell(VirtualDelivery.Settled settled) {
        if (settled.arrived()) {
            arrived.add(facts.notice(settled.at(), settled.notice()));
            policy.delivered(settled.notice(), null, settled.at());
        } else {
            policy.givenUp(settled.notice(), "the receiver is down", settled.at());
        }
    }
}
