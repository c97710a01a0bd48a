package io.watchfire.examples.demo;

import io.watchfire.evaluator.alert.AlertState;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.examples.slack.SlackStandIn;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.delivery.Delivery;
import io.watchfire.notifiers.delivery.DeliveryListener;
import io.watchfire.notifiers.receiver.Receiver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * What was seen to happen: transitions as the engine put them out, notices as their sender says they were delivered, and
 * messages as Slack's stand-in took them. Thread-safe.
 */
final class Evidence implements DeliveryListener {
    private final List<Rule> rules;
    private final List<Receiver> receivers;
    private final List<Transition> transitions = Collections.synchronizedList(new ArrayList<>());
    private final List<Delivery> delivered = Collections.synchronizedList(new ArrayList<>());
    private final Supplier<List<SlackStandIn.Post>> posts;

    /**
     * @param receivers those whose messages go to the stand-in, to channels that bear their names
     * @param posts gives what the stand-in has taken so far
     */
    Evidence(List<Rule> rules, List<Receiver> receivers, Supplier<List<SlackStandIn.Post>> posts) {
        this.rules = List.copyOf(rules);
        this.receivers = List.copyOf(receivers);
        this.posts = posts;
    }

    void changed(Transition transition) {
        transitions.add(transition);
    }

    @Override
    public void delivered(Delivery delivery, int attempts) {
        delivered.add(delivery);
    }

    /** What should have come to pass and did not: nothing, if every rule fired, and every firing resolved and was told both times. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Rule rule : rules) {
            int fired = count(rule, AlertState.INACTIVE, AlertState.FIRING);
            int resolved = count(rule, AlertState.FIRING, AlertState.RESOLVED);
            if (fired == 0) {
                missing.add(rule.name() + " did not fire");
            } else if (resolved < fired) {
                missing.add(rule.name() + " fired and did not resolve");
            } else {
                addUntold(rule, fired, missing);
            }
        }
        return missing;
    }

    List<Summary.RuleResult> ruleResults() {
        return rules.stream()
                .map(rule -> new Summary.RuleResult(
                        rule.name(),
                        count(rule, AlertState.INACTIVE, AlertState.FIRING),
                        count(rule, AlertState.FIRING, AlertState.RESOLVED),
                        (int) receivers.stream()
                                .mapToLong(receiver -> messages(rule, receiver))
                                .sum()))
                .toList();
    }

    /** What was delivered to each of these. */
    List<Summary.ReceiverResult> receiverResults(List<Receiver> all) {
        List<Delivery> notices = copy(delivered);
        return all.stream()
                .map(receiver -> new Summary.ReceiverResult(receiver.name(), (int) notices.stream()
                        .filter(notice -> notice.receiver().equals(receiver))
                        .count()))
                .toList();
    }

    private void addUntold(Rule rule, int times, List<String> missing) {
        for (Receiver receiver : receivers) {
            if (Collections.disjoint(rule.notices().receiverTags(), receiver.tags())) {
                continue;
            }
            for (Notice.Status status : List.of(Notice.Status.FIRING, Notice.Status.RESOLVED)) {
                String notice = rule.name() + ": a " + status.text() + " notice";
                if (delivered(rule, receiver, status) < times) {
                    missing.add(notice + " was not delivered to " + receiver.name());
                } else if (taken(rule, receiver, status) < times) {
                    missing.add(notice + " did not come to the stand-in's channel " + receiver.name());
                }
            }
        }
    }

    private int count(Rule rule, AlertState from, AlertState to) {
        return (int) copy(transitions).stream()
                .filter(t -> t.rule().id().equals(rule.id()) && t.from() == from && t.to() == to)
                .count();
    }

    private long delivered(Rule rule, Receiver receiver, Notice.Status status) {
        return copy(delivered).stream()
                .filter(delivery -> delivery.receiver().equals(receiver)
                        && delivery.status() == status
                        && delivery.rule().equals(rule.id()))
                .count();
    }

    private long taken(Rule rule, Receiver receiver, Notice.Status status) {
        boolean recovered = status == Notice.Status.RESOLVED;
        return posts.get().stream()
                .filter(post ->
                        isAbout(rule, receiver, post) && post.message().text().contains("RECOVERED") == recovered)
                .count();
    }

    private long messages(Rule rule, Receiver receiver) {
        return posts.get().stream()
                .filter(post -> isAbout(rule, receiver, post))
                .count();
    }

    private static boolean isAbout(Rule rule, Receiver receiver, SlackStandIn.Post post) {
        return post.channel().equals(receiver.name()) && post.message().text().contains(rule.name());
    }

    private static <T> List<T> copy(List<T> list) {
        synchronized (list) {
            return List.copyOf(list);
        }
    }
}
