package io.watchfire.cli;

import io.watchfire.runtime.orders.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watchfire ack}. */
@Command(
        name = "ack",
        header = "Take alerts on: they are not repeated nor escalated any more.",
        footer = {
            "",
            "Example:",
            "  watchfire ack --state var --rule btf-order-resp-time --labels oname=order-1 --comment \"on it\"",
            "",
            "A run with the same --state obeys within a second.",
        })
final class AckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The folder that run uses.")
    private Path state = Path.of("");

    @Mixin
    private AlertsMeant meant = new AlertsMeant();

    @Mixin
    private Signature signature = new Signature();

    AckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        StateFolder folder = new StateFolder(state);
        meant.print("acknowledged", folder, terminal);
        folder.orders()
                .append(new Order.Acknowledge(
                        Instant.now(), meant.rule(), meant.labels(), signature.author(), signature.comment()));
        return ExitCode.OK;
    }
}
