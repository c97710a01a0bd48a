package io.watchfire.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.cli.files.ConditionLayout;
import io.watchfire.cli.files.LaidOutFile;
import io.watchfire.cli.files.ProblemJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watchfire fmt}: brings the conditions in rule files into their canonical layout. */
@Command(
        name = "fmt",
        header = "Bring the conditions in rule files into their one layout.",
        description = {
            "",
            "Rewrites target, condition, when, resolveWhen and the levels of each rule, in place; all else in the file stays "
                    + "as it is, to the byte. A file with errors is left alone.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  watchfire fmt rules/*.json",
            "  watchfire fmt --check rules/*.json        changes nothing; for a build",
            "  watchfire fmt - <rules.json               from standard input to standard output",
            "",
            "Exit code 0; 1 if a file has errors, or with --check if one would change; 2 if a file cannot be used.",
        })
final class FmtCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rule files; - alone is standard input.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--check", description = "Tell what would change, and change nothing.")
    private boolean check;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print what is told.")
    private OutputFormat format = OutputFormat.TEXT;

    FmtCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        boolean standard = files.stream().anyMatch(file -> file.toString().equals(InputFiles.STANDARD_STREAM));
        if (standard && files.size() > 1) {
            throw new CommandException(ExitCode.UNUSABLE, "standard input stands alone: watchfire fmt - <rules.json");
        }
        List<LaidOutFile> all = standard
                ? List.of(LaidOutFile.ofText(
                        "standard input", new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8)))
                : LaidOutFile.of(files);
        int exitCode = ExitCode.OK;
        for (LaidOutFile file : all) {
            exitCode = Math.max(exitCode, standard ? print(file) : rewrite(file));
        }
        return exitCode;
    }

    /** Standard input goes to standard output, so what is told goes to standard error. */
    private int print(LaidOutFile file) {
        if (file.layout().isEmpty()) {
            return tellProblems(file);
        }
        ConditionLayout layout = file.layout().get();
        if (!check) {
            terminal.out().print(layout.text());
            return ExitCode.OK;
        }
        layout.changes().forEach(change -> tell("standard input", change));
        return layout.changes().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private int rewrite(LaidOutFile file) {
        if (file.layout().isEmpty()) {
            return tellProblems(file);
        }
        List<ConditionLayout.Change> changes = file.layout().get().changes();
        if (check || format == OutputFormat.JSON) {
            changes.forEach(change -> tell(String.valueOf(file.file()), change));
        }
        if (changes.isEmpty() || check) {
            return changes.isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
        }
        if (format == OutputFormat.TEXT) {
            terminal.out().println(file.file() + ": " + changes.size() + " rewritten");
        }
        try {
            file.write();
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandException(ExitCode.UNUSABLE, file.file() + " cannot be written: " + e, e);
        }
    }

    private int tellProblems(LaidOutFile file) {
        if (format == OutputFormat.JSON) {
            file.problems().forEach(problem -> terminal.out().println(ProblemJson.line(problem)));
        } else {
            file.problems().forEach(problem -> terminal.err().println(problem.render() + "\n"));
        }
        return file.isUnreadable() ? ExitCode.UNUSABLE : ExitCode.PROBLEMS;
    }

    private void tell(String file, ConditionLayout.Change change) {
        if (format == OutputFormat.JSON) {
            ObjectNode line = JSON.createObjectNode()
                    .put("file", file)
                    .put("path", change.path())
                    .put("line", change.line())
                    .put("column", change.column())
                    .put("before", change.before())
                    .put("after", change.after());
            terminal.out().println(line);
        } else {
            terminal.out()
                    .println(file + ": " + change.path() + "\n  - " + onOneLine(change.before()) + "\n  + "
                            + change.after());
        }
    }

    private static String onOneLine(String condition) {
        return condition.replaceAll("\\R", " ");
    }
}
