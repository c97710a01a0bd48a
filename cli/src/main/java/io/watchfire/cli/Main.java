package io.watchfire.cli;

import io.watchfire.notifiers.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the {@code watchfire} command begins. */
public final class Main {
    private static final String FAULT = "watchfire: this is a fault in Watchfire itself: ";

    private Main() {}

    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        System.setOut(terminal.out());
        System.setErr(terminal.err());
        StopRequest stop = StopRequest.ofProcess();
        System.exit(execute(terminal, stop, args));
    }

    /** Runs one command and returns its exit code. */
    static int execute(Terminal terminal, StopRequest stop, String... args) {
        CommandLine commandLine = commandLine(terminal, stop);
        try {
            return commandLine.execute(ExpressionArguments.protect(args));
        } catch (Error e) {
            terminal.err().println(FAULT + e);
            e.printStackTrace(terminal.err());
            return ExitCode.FAULT;
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    private static CommandLine commandLine(Terminal terminal, StopRequest stop) {
        CommandLine commandLine = new CommandLine(new WatchfireCommand())
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new RouteCommand(terminal))
                .addSubcommand(new FmtCommand(terminal))
                .addSubcommand(new TestCommand(terminal, stop))
                .addSubcommand(new EvalCommand(terminal))
                .addSubcommand(new ReplayCommand(terminal))
                .addSubcommand(new RunCommand(terminal, stop))
                .addSubcommand(new NotifyCommand(terminal))
                .addSubcommand(new SilenceCommand(terminal))
                .addSubcommand(new AckCommand(terminal))
                .addSubcommand(new ResolveCommand(terminal))
                .addSubcommand(new OutboxCommand(terminal))
                .addSubcommand(new WhyCommand(terminal))
                .addSubcommand(new DemoCommand());
        return commandLine
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, arguments) -> wrongUse(terminal, e, arguments))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e, parsed));
    }

    private static int wrongUse(Terminal terminal, ParameterException e, String... arguments) {
        CommandLine command = e.getCommandLine();
        if (arguments.length == 0) {
            command.usage(command.getErr());
            return ExitCode.UNUSABLE;
        }
        ParameterException cause = cause(e);
        terminal.err().println("watchfire: " + cause.getMessage());
        UnmatchedArgumentException.printSuggestions(cause, command.getErr());
        terminal.err().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.UNUSABLE;
    }

    /** Whoever mistypes a required option is helped by hearing of the mistyped one, not of the missing one. */
    private static ParameterException cause(ParameterException e) {
        List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
        return unmatched.isEmpty() || e instanceof UnmatchedArgumentException
                ? e
                : new UnmatchedArgumentException(e.getCommandLine(), unmatched);
    }

    private static int failed(Terminal terminal, Exception e, ParseResult parsed) {
        int exitCode = exitCode(e);
        if (exitCode == ExitCode.BROKEN_PIPE) {
            return exitCode;
        }
        boolean fault = exitCode == ExitCode.FAULT;
        terminal.err().println(fault ? FAULT + e : "watchfire: " + e.getMessage());
        WatchfireCommand root = (WatchfireCommand) parsed.commandSpec().root().userObject();
        if (root.debug()) {
            e.printStackTrace(terminal.err());
        } else if (fault) {
            terminal.err().println("Run it again with --debug to see where it comes from.");
        }
        return exitCode;
    }

    private static int exitCode(Exception e) {
        if (e instanceof CommandException ended) {
            return ended.exitCode();
        }
        return e instanceof IOException || e instanceof StoreException ? ExitCode.UNUSABLE : ExitCode.FAULT;
    }
}
