package io.watchfire.cli.files;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.evaluator.rulefile.RuleFile;
import io.watchfire.notifiers.message.ReceiverTemplateCheck;
import io.watchfire.notifiers.receiver.Policy;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.Route;
import io.watchfire.notifiers.receiverfile.ReceiverFile;
import io.watchfire.notifiers.routing.Router;
import io.watchfire.scenarios.file.Outcome;
import io.watchfire.scenarios.file.ScenarioFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rule and receiver files, loaded and checked against each other; scenario files are checked each by itself.
 *
 * @param rules the rules of all rule files together; empty if there is no such file or it has errors
 * @param receivers the receivers of all receiver files together; empty if there is no such file or it has errors
 * @param problems all that is wrong, file by file; at the end the rules whose notices would get lost, and names in receivers'
 *     templates that no rule has
 */
public record Configuration(Optional<RuleSet> rules, Optional<ReceiverSet> receivers, List<FileProblem> problems) {
    /** The code of the problem of a file that is not there, or that cannot be read. */
    static final String CANNOT_READ = "cannot-read";

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

    /** Loads files of any kind, told apart by what stands in them. */
    public static Configuration load(List<Path> files, Map<String, String> environment) {
        Problems unusable = new Problems();
        List<Path> ruleFiles = new ArrayList<>();
        List<Path> receiverFiles = new ArrayList<>();
        List<Path> scenarioFiles = new ArrayList<>();
        for (Path file : files) {
            FileKind.of(file, unusable).ifPresent(kind -> {
                switch (kind) {
                    case RULES -> ruleFiles.add(file);
                    case RECEIVERS -> receiverFiles.add(file);
                    case SCENARIOS -> scenarioFiles.add(file);
                }
            });
        }
        Configuration usable = load(ruleFiles, receiverFiles, environment);
        List<FileProblem> problems = new ArrayList<>(unusable.sorted());
        problems.addAll(usable.problems);
        scenarioFiles.forEach(file -> problems.addAll(scenarioProblems(file, environment)));
        return new Configuration(usable.rules, usable.receivers, problems);
    }

    /** What is wrong with a scenario file, and with the rules and receivers in it unless a scenario expects just that. */
    private static List<FileProblem> scenarioProblems(Path file, Map<String, String> environment) {
        LoadResult<ScenarioFile> loaded = ScenarioFile.load(file, environment);
        List<FileProblem> problems = new ArrayList<>(loaded.problems());
        loaded.value().stream()
                .flatMap(scenarios -> scenarios.scenarios().stream())
                .filter(scenario -> !scenario.expect().concern(Outcome.ERRORS))
                .flatMap(scenario -> scenario.loadErrors().stream())
                .filter(problem -> !problems.contains(problem))
                .forEach(problems::add);
        return problems;
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
        Optional<ReceiverSet> receivers = receivers(receiverFiles, environment, problems);
        if (rules.isPresent() && receivers.isPresent()) {
            problems.addAll(RoutingPlaces.locate(
                    Router.check(rules.get(), receivers.get()), rules.get(), ruleFiles, receiverFiles));
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
