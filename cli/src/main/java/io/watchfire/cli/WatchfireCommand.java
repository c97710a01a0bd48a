package io.watchfire.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code watchfire} itself: holds what all commands have in common. */
@Command(
        name = "watchfire",
        versionProvider = WatchfireCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "An alert rule engine: events in, changes of alerts out.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:a rule, an expression or (with --strict) an event is wrong",
            "2:the command line or a file could not be used",
            "3:notices are left that could not be delivered",
            "70:a fault in Watchfire itself"
        },
        footer = {
            "",
            "watchfire COMMAND --help tells more of a command, with examples.",
        })
final class WatchfireCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show where in the program an error comes from.")
    private boolean debug;

    boolean debug() {
        return debug;
    }

    /** Reads the version that the build wrote down. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties build = new Properties();
            try (InputStream in = WatchfireCommand.class.getResourceAsStream("build.properties")) {
                if (in != null) {
                    build.load(in);
                }
            }
            return new String[] {
                "watchfire " + build.getProperty("version", "of an unknown version") + " (Java " + Runtime.version()
                        + ")"
            };
        }
    }
}
