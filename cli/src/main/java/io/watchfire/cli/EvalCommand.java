package io.watchfire.cli;

import io.watchfire.cli.eval.BadCaseException;
import io.watchfire.cli.eval.EvalCase;
import io.watchfire.cli.eval.EvalCaseReader;
import io.watchfire.cli.eval.EvalJson;
import io.watchfire.cli.eval.EvalResult;
import io.watchfire.cli.eval.ExpressionTrial;
import io.watchfire.dsl.Schema;
import io.watchfire.evaluator.event.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watchfire eval}: tries one expression, or a file of them. */
@Command(
        name = "eval",
        header = "Try an expression on an event.",
        customSynopsis = {
            "watchfire eval [--format=text|json] EXPR [EVENT-JSON]",
            "watchfire eval --cases=FILE",
        },
        description = {
            "",
            "Prints true, false, unknown, a number or a text. Why a result is unknown, and what is wrong with an "
                    + "expression, goes to standard error. Without an event every name is missing. "
                    + "A tag hides a field of the same name.",
            "",
        },
        footer = {
            "",
            "Examples:",
            "  watchfire eval '1 + 2 * 3'",
            "  watchfire eval \"okindName == 'btf-order' && resp_time >= 2000\" \\",
            "      '{\"tags\":{\"okindName\":\"btf-order\"},\"fields\":{\"resp_time\":2310}}'",
            "  watchfire eval --cases cases.jsonl",
            "",
            "A line of a case file: {\"expr\": \"..\", \"event\": {\"tags\": {}, \"fields\": {}}, \"units\": "
                    + "{\"resp_time\": \"ms\"}}.",
            "For each line in, one line out, in order; a line that is no case gives the error bad-case.",
            "Exit code 0; 1 if the expression is wrong; 2 if the event or the file cannot be read.",
        })
final class EvalCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            arity = "0..2",
            paramLabel = "EXPR [EVENT-JSON]",
            description = "The expression, and the event as JSON.")
    private List<String> parameters = new ArrayList<>();

    @Option(
            names = "--cases",
            paramLabel = "FILE",
            description = "A file of cases, one JSON object a line; - is standard input.")
    private @Nullable String cases;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print the result.")
    private OutputFormat format = OutputFormat.TEXT;

    EvalCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (cases != null) {
            if (!parameters.isEmpty()) {
                throw wrongUse("--cases FILE takes no expression beside it");
            }
            return evaluateFile(cases);
        }
        if (parameters.isEmpty() || parameters.size() > 2) {
            throw wrongUse("an expression is needed, and an event if you like; quote each for the shell");
        }
        return evaluateOne(parameters.get(0), parameters.size() == 2 ? parameters.get(1) : null);
    }

    private static CommandException wrongUse(String message) {
        return new CommandException(ExitCode.UNUSABLE, message + "; see watchfire eval --help");
    }

    private int evaluateOne(String expression, @Nullable String eventJson) {
        Event event;
        try {
            event = eventJson == null ? EvalCaseReader.emptyEvent() : EvalCaseReader.event(eventJson);
        } catch (BadCaseException e) {
            throw new CommandException(
                    ExitCode.UNUSABLE, "the event, line " + e.line() + ", column " + e.column() + ": " + e.problem());
        }
        EvalResult result = ExpressionTrial.of(new EvalCase(expression, event, Schema.undeclared()));
        if (format == OutputFormat.JSON) {
            terminal.out().println(EvalJson.line(result));
        } else {
            print(expression, result);
        }
        return result instanceof EvalResult.Wrong ? ExitCode.PROBLEMS : ExitCode.OK;
    }

    private void print(String expression, EvalResult result) {
        if (result instanceof EvalResult.Value value) {
            terminal.out().println(value.text());
        } else if (result instanceof EvalResult.Unknown unknown) {
            terminal.out().println("unknown");
            unknown.reasons().forEach(reason -> terminal.err().println("  " + reason));
        } else if (result instanceof EvalResult.Wrong wrong) {
            wrong.errors().forEach(problem -> terminal.err().println(problem.render(expression)));
        }
        result.warnings().forEach(problem -> terminal.err().println(problem.render(expression)));
    }

    private int evaluateFile(String name) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(InputFiles.open(name, terminal), StandardCharsets.UTF_8));
                OutputLines out = OutputLines.standard(terminal)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(evaluateLine(line, ExpressionTrial::of));
            }
        }
        return ExitCode.OK;
    }

    static String evaluateLine(String line, Function<EvalCase, EvalResult> trial) {
        try {
            return EvalJson.line(trial.apply(EvalCaseReader.evalCase(line)));
        } catch (BadCaseException e) {
            return EvalJson.line(e);
        } catch (RuntimeException | StackOverflowError e) {
            // The lines that follow are answered all the same.
            return EvalJson.fault(e);
        }
    }
}
