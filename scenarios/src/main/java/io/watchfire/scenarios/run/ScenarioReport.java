package io.watchfire.scenarios.run;

import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.evaluator.json.LoadResult;
import io.watchfire.scenarios.file.ScenarioFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of the scenarios of some files.
 *
 * <pre>{@code
 * ScenarioReport report = ScenarioReport.of(List.of(Path.of("alerts.json")), System.getenv());
 * }</pre>
 *
 * @param files one for each file that was given, in their order
 * @param read all files that were read, rule and receiver files too
 */
public record ScenarioReport(List<FileReport> files, Set<Path> read) {
    public ScenarioReport {
        files = List.copyOf(files);
    }

    /**
     * What came of one file.
     *
     * @param results empty if the file cannot be used
     * @param problems errors if the file cannot be used; warnings otherwise
     */
    public record FileReport(Path file, List<ScenarioResult> results, List<FileProblem> problems) {
        public FileReport {
            results = List.copyOf(results);
            problems = List.copyOf(problems);
        }

        public boolean isUsable() {
            return problems.stream().noneMatch(FileProblem::isError);
        }
    }

    /**
     * Runs all scenarios of the files; those of files that cannot be used are left out.
     *
     * @param environment what <code>${env:NAME}</code> stands for in receivers; mostly {@link System#getenv()}
     */
    public static ScenarioReport of(List<Path> files, Map<String, String> environment) {
        List<FileReport> reports = new ArrayList<>();
        Set<Path> read = new LinkedHashSet<>();
        for (Path file : files) {
            LoadResult<ScenarioFile> loaded = ScenarioFile.load(file, environment);
            read.add(file);
            loaded.value().ifPresent(scenarios -> read.addAll(scenarios.included()));
            List<ScenarioResult> results = loaded.value().stream()
                    .flatMap(scenarios -> scenarios.scenarios().stream())
                    .map(ScenarioRun::of)
                    .toList();
            reports.add(new FileReport(file, results, loaded.problems()));
        }
        return new ScenarioReport(reports, read);
    }

    /** The results of all files. */
    public List<ScenarioResult> results() {
        return files.stream().flatMap(file -> file.results().stream()).toList();
    }

    public long passed() {
        return results().stream().filter(ScenarioResult::passed).count();
    }

    public long failed() {
        return results().size() - passed();
    }

    /** Whether every file could be used. */
    public boolean isUsable() {
        return files.stream().allMatch(FileReport::isUsable);
    }

    public Coverage coverage() {
        return Coverage.of(results());
    }
}
