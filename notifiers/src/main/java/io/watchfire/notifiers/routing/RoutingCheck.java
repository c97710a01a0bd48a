package io.watchfire.notifiers.routing;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks for rules whose notices would get lost. */
final class RoutingCheck {
    private final List<Receiver> receivers;
    private final Set<String> tags = new LinkedHashSet<>();

    RoutingCheck(ReceiverSet set) {
        receivers = set.receivers();
        receivers.forEach(receiver -> tags.addAll(receiver.tags()));
    }

    List<RoutingProblem> check(RuleSet rules) {
        List<RoutingProblem> problems = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            int before = problems.size();
            unknownTags(rule, problems);
            if (problems.size() == before && rule.enabled()) {
                reachesNobody(rule, problems);
            }
        }
        return problems;
    }

    private void unknownTags(Rule rule, List<RoutingProblem> problems) {
        for (String tag : new LinkedHashSet<>(rule.notices().receiverTags())) {
            if (!tags.contains(tag)) {
                problems.add(new RoutingProblem(
                        Severity.ERROR,
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
                receivers.stream().filter(r -> isFor(rule, r)).toList();
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

    private static boolean isFor(Rule rule, Receiver receiver) {
        List<String> tags = rule.notices().receiverTags();
        return tags.isEmpty() ? receiver.untagged() : tags.stream().anyMatch(receiver.tags()::contains);
    }

    private static RoutingProblem nobody(Rule rule, String why, String help) {
        return new RoutingProblem(Severity.WARNING, rule.id(), "reaches-nobody", "reaches nobody: " + why, help);
    }
}
