package io.watchfire.cli;

import io.watchfire.runtime.files.Configuration;
import java.nio.file.Path;
import java.util.List;

/** Loads the files that a command runs with; with an error in them it does not run. */
final class ConfigurationLoading {
    private ConfigurationLoading() {}

    /** The files, free of errors. Problems go to standard error; an error among them ends the command. */
    static Configuration load(List<Path> ruleFiles, List<Path> receiverFiles, Terminal terminal) {
        return usable(Configuration.load(ruleFiles, receiverFiles, terminal.environment()), terminal);
    }

    /** As it is, if it is free of errors. */
    static Configuration usable(Configuration configuration, Terminal terminal) {
        configuration.problems().forEach(problem -> terminal.err().println(problem.render() + "\n"));
        if (configuration.hasUnreadableFiles()) {
            throw new CommandException(ExitCode.UNUSABLE, "nothing was started: a file cannot be read, see above");
        }
        if (configuration.hasErrors()) {
            throw new CommandException(ExitCode.PROBLEMS, "nothing was started: the files have errors, see above");
        }
        return configuration;
    }
}
