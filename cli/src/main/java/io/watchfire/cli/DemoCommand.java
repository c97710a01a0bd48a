package io.watchfire.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code watchfire demo} in the list of commands. The launcher script starts the demo itself, from the examples. */
@Command(
        name = "demo",
        header = "See alerts come and go on real data, with a Slack stand-in on this machine.",
        description = {"", "The demo is one of the examples; ./watchfire in a checkout of Watchfire starts it.", ""})
final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandException(
                ExitCode.UNUSABLE, "the demo is not in this class path; start it as ./watchfire demo in a checkout");
    }
}
