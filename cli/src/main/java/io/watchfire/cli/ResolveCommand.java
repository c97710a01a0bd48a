package io.watchfire.cli;

import io.watchfire.runtime.orders.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watchfire resolve}. */
@Command(
        name = "resolve",
        header = "Say that alerts are over, though their rule does not: whoever was told hears of the end.",
        footer = {
            "",
            "Example:",
            "  watchfire resolve --state var --rule btf-order-resp-time --labels oname=order-1 --comment \"on it\"",
            "",
            "A run with the same --state obeys within a second.",
        })
final class ResolveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The folder that run uses.")
    private Path state = Path.of("");

    @Mixin
    private AlertsMeant meant = new AlertsMeant();

    @Mixin
    private Signature signature = new Signature();

    ResolveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        StateFolder folder = new StateFolder(state);
        meant.print("ended", folder, terminal);
        folder.orders()
                .append(new Order.Resolve(
                        Instant.now(), meant.rule(), meant.labels(), signature.author(), signature.comment()));
        return ExitCode.OK;
    }
}
