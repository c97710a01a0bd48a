package io.watchfire.cli;

import io.watchfire.cli.files.ProblemJson;
import io.watchfire.runtime.files.FileChanges;
import io.watchfire.scenarios.report.JUnitXml;
import io.watchfire.scenarios.report.JsonReport;
import io.watchfire.scenarios.report.TextReport;
import io.watchfire.scenarios.run.ScenarioReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watchfire test}: scenarios on a virtual clock. */
@Command(
        name = "test",
        header = "Run scenarios: rules, events, and what must come of them.",
        description = {
            "",
            "Time is virtual: hours pass in milliseconds, and nobody is told of anything. Prints a line for each "
                    + "scenario, and for each expectation that failed what was expected, what happened, and what comes "
                    + "nearest.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  watchfire test alerts/*.json",
            "  watchfire test --junit target/alerts.xml --coverage alerts.json",
            "  watchfire test --watch alerts.json            again after each change of a file",
            "",
            "Exit code 0 if all scenarios passed; 1 if some failed; 2 if a file could not be used.",
        })
final class TestCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Terminal terminal;
    private final StopRequest stop;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results as JUnit XML.")
    private @Nullable Path junit;

    @Option(
            names = "--coverage",
            description = "Also print which rules, levels and changes of state no scenario reached.")
    private boolean coverage;

    @Option(
            names = "--watch",
            description = "Run again whenever a scenario, rule or receiver file changes, until told to end.")
    private boolean watch;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print the results.")
    private OutputFormat format = OutputFormat.TEXT;

    TestCommand(Terminal terminal, StopRequest stop) {
        this.terminal = terminal;
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (!watch) {
            return exitCode(run());
        }
        stop.heedSignals();
        FileChanges changes = FileChanges.of(Set.copyOf(files));
        while (true) {
            ScenarioReport report = run();
            changes = changes.watching(report.read());
            terminal.err()
                    .println("watchfire: waiting for a change of "
                            + report.read().size() + " files");
            while (!changes.isThereAny()) {
                if (stop.await(BETWEEN_LOOKS)) {
                    return exitCode(report);
                }
            }
            changes = changes.taken();
        }
    }

    private ScenarioReport run() throws IOException {
        ScenarioReport report = ScenarioReport.of(files, terminal.environment());
        if (format == OutputFormat.JSON) {
            printJson(report);
        } else {
            TextReport.lines(report).forEach(terminal.out()::println);
            if (coverage) {
                TextReport.lines(report.coverage()).forEach(terminal.out()::println);
            }
        }
        if (junit != null) {
            Files.writeString(junit, JUnitXml.of(report));
        }
        return report;
    }

    private void printJson(ScenarioReport report) {
        for (ScenarioReport.FileReport file : report.files()) {
            file.problems().forEach(problem -> terminal.out().println(ProblemJson.line(problem)));
            file.results().forEach(result -> terminal.out().println(JsonReport.line(result)));
        }
        if (coverage) {
            report.coverage().rules().stream()
                    .filter(rule -> !rule.isComplete())
                    .forEach(rule -> terminal.out().println(JsonReport.line(rule)));
        }
    }

    private static int exitCode(ScenarioReport report) {
        if (!report.isUsable()) {
            return ExitCode.UNUSABLE;
        }
        return report.failed() == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
    }
}
