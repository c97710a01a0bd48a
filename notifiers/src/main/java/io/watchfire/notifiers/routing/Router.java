package io.watchfire.notifiers.routing;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides by tags whom a transition is told, and remembers who was told of which open alert.
 *
 * <p>Memory is held for alerts that some receiver was told of and that are not yet over, and for nothing else. The same
 * transitions give the same notices, in the order of the receiver file. Not thread-safe: one thread at a time.
 */
public final class Router {
    private final Map<AlertKey, Told> told = new HashMap<>();
    private ReceiverSet receivers;

    public Router(ReceiverSet receivers) {
        this.receivers = receivers;
    }

    /** Everything that keeps a rule's notices from reaching somebody; empty if all is well. */
    public static List<RoutingProblem> check(RuleSet rules, ReceiverSet receivers) {
        return new RoutingCheck(receivers).check(rules);
    }

    /**
     * Puts other receivers in the place of those known. An open alert that a receiver was told of, and that ends later,
     * is told under the receiver's new settings; a receiver that is gone still gets its resolves, under its old ones.
     */
    public void replaceReceivers(ReceiverSet replacement) {
        receivers = replacement;
    }

    /** The notices that a transition makes; mostly one for each receiver concerned, often none. */
    public List<Notice> route(Transition transition) {
        return switch (transition.to()) {
            case FIRING -> transition.rule().stateful() ? firing(transition) : stateless(transition);
            case RESOLVED -> resolved(transition);
            case INACTIVE, PENDING, RECOVERING -> List.of();
        };
    }

    /**
     * Forgets that a receiver was told, for a firing notice that could not be taken on for delivery: it will not get the
     * resolve of something that it never heard of.
     */
    public void notTold(Notice notice) {
        if (notice.status() != Notice.Status.FIRING) {
            return;
        }
        told.computeIfPresent(
                AlertKey.of(notice.transition()),
                (key, before) -> before.without(notice.receiver().name()));
    }

    /** How many open alerts somebody was told of. */
    public int openAlerts() {
        return told.size();
    }

    private List<Notice> stateless(Transition transition) {
        List<Notice> notices = new ArrayList<>();
        for (Receiver receiver : receivers.receivers()) {
            if (isFor(transition.rule(), receiver) && hears(receiver, transition.level())) {
                notices.add(Notice.firing(receiver, transition));
            }
        }
        return notices;
    }

    private List<Notice> firing(Transition transition) {
        AlertKey key = AlertKey.of(transition);
        Told before = told.get(key);
        Level level = transition.level();
        List<Notice> notices = new ArrayList<>();
        List<Receiver> now = new ArrayList<>();
        for (Receiver receiver : concerned(before)) {
            if (before != null && before.contains(receiver.name())) {
                now.add(receiver);
                if (level != before.level && (hears(receiver, level) || hears(receiver, before.level))) {
                    notices.add(Notice.level(receiver, transition, before.level));
                }
            } else if (isFor(transition.rule(), receiver) && hears(receiver, level)) {
                now.add(receiver);
                notices.add(Notice.firing(receiver, transition));
            }
        }
        if (!now.isEmpty()) {
            told.put(key, new Told(level, List.copyOf(now)));
        }
        return notices;
    }

    private List<Notice> resolved(Transition transition) {
        Told before = told.remove(AlertKey.of(transition));
        if (before == null || !transition.rule().notices().notifyResolved()) {
            return List.of();
        }
        List<Notice> notices = new ArrayList<>();
        for (Receiver receiver : concerned(before)) {
            if (before.contains(receiver.name())) {
                notices.add(Notice.resolved(receiver, transition));
            }
        }
        return notices;
    }

    /** All receivers there are, and after them those that were told and are gone from the file. */
    private List<Receiver> concerned(@Nullable Told before) {
        if (before == null) {
            return receivers.receivers();
        }
        List<Receiver> all = new ArrayList<>(receivers.receivers());
        for (Receiver receiver : before.receivers) {
            if (receivers.receivers().stream().noneMatch(r -> r.name().equals(receiver.name()))) {
                all.add(receiver);
            }
        }
        return all;
    }

    static boolean isFor(Rule rule, Receiver receiver) {
        List<String> tags = rule.notices().receiverTags();
        return tags.isEmpty() ? receiver.untagged() : tags.stream().anyMatch(receiver.tags()::contains);
    }

    static boolean hears(Receiver receiver, Level level) {
        return receiver.minLevel() == null || level.compareTo(receiver.minLevel()) >= 0;
    }

    /** An alert's id holds a hash of its labels, which two alerts of one instant may share; its own labels tell them apart. */
    private record AlertKey(String alert, Labels labels) {
        static AlertKey of(Transition transition) {
            Map<String, String> ofRule = transition.rule().labels();
            if (ofRule.isEmpty()) {
                return new AlertKey(transition.alert(), transition.labels());
            }
            // The rule's labels may change in a reload, while the alert stays the same.
            Map<String, String> own = new TreeMap<>(transition.labels().asMap());
            own.keySet().removeAll(ofRule.keySet());
            return new AlertKey(transition.alert(), Labels.of(own));
        }
    }

    /** Who was told of an alert, and at which level it stands. */
    private record Told(Level level, List<Receiver> receivers) {
        boolean contains(String name) {
            return receivers.stream().anyMatch(receiver -> receiver.name().equals(name));
        }

        @Nullable
        Told without(String name) {
            List<Receiver> rest =
                    receivers.stream().filter(r -> !r.name().equals(name)).toList();
            return rest.isEmpty() ? null : new Told(level, rest);
        }
    }
}
