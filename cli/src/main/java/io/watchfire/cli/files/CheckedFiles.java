package io.watchfire.cli.files;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.runtime.files.Configuration;
import io.watchfire.scenarios.file.Outcome;
import io.watchfire.scenarios.file.ScenarioFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files of any kind, told apart by what stands in them; scenario files are checked each by itself. */
public final class CheckedFiles {
    private CheckedFiles() {}

    /** Loads them: rules and receivers as one, with all that is wrong with any file. */
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
        Configuration usable = Configuration.load(ruleFiles, receiverFiles, environment);
        List<FileProblem> problems = new ArrayList<>(unusable.sorted());
        problems.addAll(usable.problems());
        scenarioFiles.forEach(file -> problems.addAll(scenarioProblems(file, environment)));
        return new Configuration(usable.rules(), usable.receivers(), problems);
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
}
