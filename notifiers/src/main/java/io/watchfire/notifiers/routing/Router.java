package io.watchfire.notifiers.routing;

import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.matcher.AlertFacts;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides for whom an alert is meant: by the tags of its rule, or if it has none by the routing tree, or if no route takes it
 * whoever accepts untagged notices. A receiver's {@code minLevel} is not looked at here. Immutable, thread-safe.
 */
public final class Router {
    private final ReceiverSet set;
    private final Map<String, Receiver> byName = new LinkedHashMap<>();
    /** Most rules have tags, and alerts of theirs are many. */
    private final Map<String, List<Destination>> byTag = new HashMap<>();

    public Router(ReceiverSet set) {
        this.set = set;
        for (Receiver receiver : set.receivers()) {
            byName.putIfAbsent(receiver.name(), receiver);
            for (String tag : receiver.tags()) {
                byTag.computeIfAbsent(tag, name -> new ArrayList<>())
                        .add(destination(receiver, Policy.NONE, "", "it has the tag '" + tag + "'"));
            }
        }
    }

    /** Everything that keeps a rule's notices from reaching somebody; empty if all is well. */
    public static List<RoutingProblem> check(RuleSet rules, ReceiverSet receivers) {
        return new RoutingCheck(receivers).check(rules);
    }

    public ReceiverSet receivers() {
        return set;
    }

    /** Each receiver once, in the order in which it was found: that of the file, or of the routes. */
    public List<Destination> destinations(Rule rule, AlertFacts alert) {
        List<String> tags = rule.notices().receiverTags();
        if (!tags.isEmpty()) {
            return byTag(tags);
        }
        Map<String, Destination> found = new LinkedHashMap<>();
        if (take(set.routes(), alert, untagged(), Policy.NONE, found)) {
            return List.copyOf(found.values());
        }
        return untagged().stream()
                .map(receiver -> destination(receiver, Policy.NONE, "", "it takes untagged notices"))
                .toList();
    }

    /** The policy of a receiver that is told although no route leads to it. */
    public Destination handedOver(Receiver receiver, String why) {
        return destination(receiver, Policy.NONE, "", why);
    }

    /** In the order of the file; the reason is the first of the rule's tags that the receiver has. */
    private List<Destination> byTag(List<String> tags) {
        if (tags.size() == 1) {
            return byTag.getOrDefault(tags.get(0), List.of());
        }
        Map<String, Destination> found = new HashMap<>();
        for (String tag : tags) {
            byTag.getOrDefault(tag, List.of())
                    .forEach(destination ->
                            found.putIfAbsent(destination.receiver().name(), destination));
        }
        List<Destination> inOrder = new ArrayList<>(found.size());
        for (String name : byName.keySet()) {
            Destination destination = found.get(name);
            if (destination != null) {
                inOrder.add(destination);
            }
        }
        return inOrder;
    }

    private List<Receiver> untagged() {
        return set.receivers().stream().filter(Receiver::untagged).toList();
    }

    /**
     * Asks routes in their order, each before those behind it.
     *
     * @param around who is told by a route that names nobody
     * @return whether one of them took the alert
     */
    private boolean take(
            List<Route> routes,
            AlertFacts alert,
            List<Receiver> around,
            Policy policyAround,
            Map<String, Destination> found) {
        boolean taken = false;
        for (Route route : routes) {
            if (route.when() != null && !route.when().matches(alert)) {
                continue;
            }
            taken = true;
            List<Receiver> receivers = receiversOf(route, around);
            Policy policy = route.policy().over(policyAround);
            if (!take(route.routes(), alert, receivers, policy, found)) {
                receivers.forEach(receiver -> found.putIfAbsent(
                        receiver.name(),
                        destination(receiver, policy, route.path(), "the route " + route.path() + " leads to it")));
            }
            if (!route.goesOn()) {
                return true;
            }
        }
        return taken;
    }

    List<Receiver> receiversOf(Route route, List<Receiver> around) {
        List<String> names = route.receivers();
        if (names == null) {
            return around;
        }
        List<Receiver> receivers = new ArrayList<>();
        for (String name : names) {
            Receiver receiver = byName.get(name);
            if (receiver != null) {
                receivers.add(receiver);
            }
        }
        return receivers;
    }

    private Destination destination(Receiver receiver, Policy ofRoute, String scope, String why) {
        return new Destination(receiver, ofRoute.over(receiver.policy()).over(set.policy()), scope, why);
    }
}
