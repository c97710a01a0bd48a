package io.watchfire.notifiers.routing;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Route;
import io.watchfire.notifiers.routing.RoutingProblem.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for rules whose notices would get lost, and for receivers to whom nothing leads. */
final class RoutingCheck {
    private final ReceiverSet set;
    private final Set<String> tags = new LinkedHashSet<>();
    /** Who is named by routes. */
    private final Set<String> routed = new LinkedHashSet<>();
    /** Who is named by a policy. */
    private final Set<String> handedOver = new LinkedHashSet<>();

    RoutingCheck(ReceiverSet set) {
        this.set = set;
        addNames(set.policy());
        for (Receiver receiver : set.receivers()) {
            tags.addAll(receiver.tags());
            addNames(receiver.policy());
        }
        addNames(set.routes());
    }

    private void addNames(List<Route> routes) {
        for (Route route : routes) {
            routed.addAll(route.receivers() == null ? List.of() : route.receivers());
            addNames(route.policy());
            addNames(route.routes());
        }
    }

    private void addNames(Policy policy) {
        addName(policy.escalate());
        addName(policy.fallback());
    }

    private void addName(Policy.@Nullable HandOver handOver) {
        if (handOver != null) {
            handedOver.add(handOver.to());
        }
    }

    List<RoutingProblem> check(RuleSet rules) {
        List<RoutingProblem> problems = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            int before = problems.size();
            unknownTags(rule, problems);
            if (problems.size() == before && tells(rule)) {
                reachesNobody(rule, problems);
            }
        }
        if (problems.isEmpty() && rules.rules().stream().anyMatch(RoutingCheck::tells)) {
            unreachable(rules, problems);
        }
        return problems;
    }

    private static boolean tells(Rule rule) {
        return rule.enabled() && !rule.notices().shadow();
    }

    private void unknownTags(Rule rule, List<RoutingProblem> problems) {
        for (String tag : new LinkedHashSet<>(rule.notices().receiverTags())) {
            if (!tags.contains(tag)) {
                problems.add(new RoutingProblem(
                        Severity.ERROR,
                        Subject.RULE,
                        rule.id(),
                        "unknown-receiver-tag",
                        "no receiver has the tag '" + tag + "'",
                        Suggestion.closest(tag, tags)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("give the tag to a receiver, or take it out of the rule's receiverTags")));
            }
        }
    }

    private void reachesNobody(Rule rule, List<RoutingProblem> problems) {
        List<Receiver> meant =
                set.receivers().stream().filter(r -> mayReach(rule, r)).toList();
        // Levels stand most severe first.
        Level highest = rule.levels().get(0).level();
        if (meant.stream().anyMatch(receiver -> receiver.hears(highest))) {
            return;
        }
        boolean untagged = rule.notices().receiverTags().isEmpty();
        if (!meant.isEmpty()) {
            problems.add(nobody(
                    rule,
                    "its highest level is " + highest.text()
                            + ", below the minLevel of every receiver that it is meant for",
                    "lower the minLevel of one of them, or raise the rule's level"));
        } else if (untagged) {
            problems.add(nobody(
                    rule,
                    "it has no receiverTags, and no receiver takes untagged notices",
                    "give the rule receiverTags, or let a receiver have \"untagged\": true"));
        }
    }

    private boolean mayReach(Rule rule, Receiver receiver) {
        List<String> wanted = rule.notices().receiverTags();
        return wanted.isEmpty()
                ? receiver.untagged() || routed.contains(receiver.name())
                : wanted.stream().anyMatch(receiver.tags()::contains);
    }

    private void unreachable(RuleSet rules, List<RoutingProblem> problems) {
        for (Receiver receiver : set.receivers()) {
            boolean reached = handedOver.contains(receiver.name())
                    || rules.rules().stream().anyMatch(rule -> rule.enabled() && mayReach(rule, receiver));
            if (!reached) {
                problems.add(new RoutingProblem(
                        Severity.WARNING,
                        Subject.RECEIVER,
                        receiver.name(),
                        "unreachable-receiver",
                        "nothing leads to this receiver: no rule has one of its tags, and no route names it",
                        "give it a tag of a rule, name it in a route, or take it out"));
            }
        }
    }

    private static RoutingProblem nobody(Rule rule, String why, String help) {
        return new RoutingProblem(
                Severity.WARNING, Subject.RULE, rule.id(), "reaches-nobody", "reaches nobody: " + why, help);
    }
}
