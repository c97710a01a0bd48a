package io.watchfire.runtime.files;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.message.ReceiverTemplateCheck;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Route;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.notifiers.routing.Router;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rule and receiver files, loaded and checked against each other. Immutable.
 *
 * @param rules the rules of all rule files together; empty if there is no such file or it has errors
 * @param receivers the receivers of all receiver files together; empty if there is no such file or it has errors
 * @param problems all that is wrong, file by file; at the end the rules that cost every event much, those whose notices would get lost, and names in receivers'
 *     conditions and templates that no rule has
 */
public record Configuration(Optional<RuleSet> rules, Optional<ReceiverSet> receivers, List<FileProblem> problems) {
    /** The code of the problem of a file that is not there, or that cannot be read. */
    public static final String CANNOT_READ = "cannot-read";

    public Configuration {
        problems = List.copyOf(problems);
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(FileProblem::isError);
    }

    /** Whether a file is not there or cannot be read. */
    public boolean hasUnreadableFiles() {
        return problems.stream().anyMatch(problem -> problem.code().equals(CANNOT_READ));
    }

    /** Loads rule files as one, and receiver files beside them. */
    public static Configuration load(List<Path> ruleFiles, List<Path> receiverFiles, Map<String, String> environment) {
        List<FileProblem> problems = new ArrayList<>();
        Optional<RuleSet> rules = Optional.empty();
        if (!ruleFiles.isEmpty()) {
            LoadResult<RuleSet> loaded = RuleFile.load(ruleFiles);
            problems.addAll(loaded.problems());
            rules = loaded.value();
        }
        rules.ifPresent(loaded -> problems.addAll(RulePlaces.locateCostly(loaded, ruleFiles)));
        Optional<ReceiverSet> receivers = receivers(receiverFiles, environment, problems);
        if (rules.isPresent() && receivers.isPresent()) {
            problems.addAll(RulePlaces.locate(
                    Router.check(rules.get(), receivers.get()), rules.get(), ruleFiles, receiverFiles));
            problems.addAll(LabelPlaces.locate(rules.get(), receiverFiles));
            problems.addAll(TemplatePlaces.locate(
                    ReceiverTemplateCheck.check(rules.get(), receivers.get()), receivers.get(), receiverFiles));
        }
        return new Configuration(rules, receivers, problems);
    }

    private static Optional<ReceiverSet> receivers(
            List<Path> files, Map<String, String> environment, List<FileProblem> problems) {
        List<Receiver> all = new ArrayList<>();
        List<Route> routes = new ArrayList<>();
        Policy policy = Policy.NONE;
        boolean allowPrivateNetworks = false;
        boolean usable = !files.isEmpty();
        for (Path file : files) {
            LoadResult<ReceiverSet> loaded = ReceiverFile.load(file, environment);
            problems.addAll(loaded.problems());
            usable &= loaded.value().isPresent();
            allowPrivateNetworks |=
                    loaded.value().map(ReceiverSet::allowPrivateNetworks).orElse(false);
            loaded.value().ifPresent(set -> all.addAll(set.receivers()));
            loaded.value().ifPresent(set -> routes.addAll(set.routes()));
            policy = policy.over(loaded.value().map(ReceiverSet::policy).orElse(Policy.NONE));
        }
        return usable ? Optional.of(new ReceiverSet(all, allowPrivateNetworks, policy, routes)) : Optional.empty();
    }
}
