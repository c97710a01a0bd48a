package io.watchfire.runtime;

import io.watchfire.dsl.Severity;
import io.watchfire.evaluator.CostlyRule;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.message.ReceiverTemplateCheck;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.routing.Router;
import io.watchfire.notifiers.routing.RoutingProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a service goes by. Immutable.
 *
 * @param receivers null if nobody is told
 */
record Settings(RuleSet rules, @Nullable ReceiverSet receivers) {
    boolean allowPrivateNetworks() {
        return receivers != null && receivers.allowPrivateNetworks();
    }

    /**
     * Checks rules and receivers against each other. Rules that stand in the settings before as they are, beside the same
     * receivers, are not looked at again: there may be many.
     *
     * @param before null: none; else the rules that are new are also looked at for what they cost
     * @param warnings takes what is no error
     * @throws io.watchfire.evaluator.json.LoadException if they do not go together
     */
    void check(@Nullable Settings before, Consumer<String> warnings) {
        List<Rule> fresh = before == null ? rules.rules() : rulesNotIn(before.rules);
        boolean sameReceivers = before != null && before.receivers == receivers;
        if (receivers != null) {
            checkReceivers(sameReceivers ? new RuleSet(rules.categories(), fresh) : rules, sameReceivers, warnings);
        }
        if (before != null) {
            CostlyRule.among(fresh, rules).forEach(costly -> warnings.accept(costly.toString()));
        }
    }

    private void checkReceivers(RuleSet looked, boolean rulesOnly, Consumer<String> warnings) {
        if (receivers == null) {
            return;
        }
        List<FileProblem> errors = new ArrayList<>();
        for (RoutingProblem problem : Router.check(looked, receivers)) {
            if (problem.severity() == Severity.ERROR) {
                String of = problem.of().text() + " " + problem.name();
                errors.add(error(of, "receiverTags", problem.code(), problem.message(), problem.help()));
            } else if (!rulesOnly || problem.of() == RoutingProblem.Subject.RULE) {
                warnings.accept(problem.toString());
            }
        }
        ReceiverTemplateCheck.check(rules, receivers)
                .forEach(found -> errors.add(error(
                        "receiver " + found.receiver().name(),
                        found.key(),
                        found.problem().code(),
                        found.problem().message(),
                        found.problem().help())));
        if (!errors.isEmpty()) {
            LoadResult.failed(errors).orElseThrow();
        }
    }

    private static FileProblem error(String of, String key, String code, String message, @Nullable String help) {
        return new FileProblem(of, "$." + key, 1, 1, Severity.ERROR, code, message, help, null);
    }

    private List<Rule> rulesNotIn(RuleSet others) {
        Set<Rule> known =
                Collections.newSetFromMap(new IdentityHashMap<>(others.rules().size()));
        known.addAll(others.rules());
        return rules.rules().stream().filter(rule -> !known.contains(rule)).toList();
    }
}
