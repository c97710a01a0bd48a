package io.watchfire.cli;

import io.watchfire.cli.files.CheckedFiles;
import io.watchfire.cli.files.ProblemJson;
import io.watchfire.evaluator.json.FileProblem;
import io.watchfire.runtime.files.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watchfire check}: tells all that is wrong with rule, receiver and scenario files. */
@Command(
        name = "check",
        header = "Check rule, receiver and scenario files.",
        description = {
            "",
            "Tells all errors and warnings, with file, path, line and column. Rule files are checked as one: ids are "
                    + "unique over all of them. With receiver files beside them, the rules' receiver tags are checked too.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  watchfire check rules.json",
            "  watchfire check rules/*.json receivers.json",
            "  watchfire check --format json rules.json      one JSON object a problem",
            "",
            "Exit code 0 without errors (warnings are none); 1 with errors; 2 if a file cannot be read.",
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule, receiver and scenario files, in any order.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|json", description = "How to print the problems.")
    private OutputFormat format = OutputFormat.TEXT;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Configuration configuration = CheckedFiles.load(files, terminal.environment());
        if (format == OutputFormat.JSON) {
            configuration.problems().forEach(problem -> terminal.out().println(ProblemJson.line(problem)));
        } else {
            configuration.problems().forEach(problem -> terminal.out().println(problem.render() + "\n"));
            terminal.out().println(summary(configuration));
        }
        if (configuration.hasUnreadableFiles()) {
            return ExitCode.UNUSABLE;
        }
        return configuration.hasErrors() ? ExitCode.PROBLEMS : ExitCode.OK;
    }

    private String summary(Configuration checked) {
        long errors = checked.problems().stream().filter(FileProblem::isError).count();
        long warnings = checked.problems().size() - errors;
        List<String> parts = new ArrayList<>();
        parts.add(count(files.size(), "file"));
        checked.rules().ifPresent(rules -> parts.add(count(rules.rules().size(), "rule")));
        checked.receivers()
                .ifPresent(receivers -> parts.add(count(receivers.receivers().size(), "receiver")));
        return String.join(", ", parts) + ": "
                + (checked.problems().isEmpty()
                        ? "no problems"
                        : count(errors, "error") + ", " + count(warnings, "warning"));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
