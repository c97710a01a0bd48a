package io.watchfire.cli;

import io.watchfire.runtime.orders.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Option(names = "--rule", required = true, paramLabel = "ID", description = "Whose alerts are meant.")
    private String rule = "";

    @Option(
            names = "--labels",
            paramLabel = "NAME=VALUE,..",
            converter = LabelsConverter.class,
            description = "Only alerts that have all of these. Default: all of the rule.")
    private LabelsConverter.LabelMap labels = LabelsConverter.LabelMap.NONE;

    @Option(names = "--author", paramLabel = "NAME", description = "Who says so. Default: the user.")
    private String author = System.getProperty("user.name", "");

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    private String comment = "";

    AckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        StateFolder folder = new StateFolder(state);
        int meant = AlertsMeant.print(folder.read(), rule, labels.labels(), "acknowledged", terminal);
        if (meant == 0) {
            throw new CommandException(ExitCode.UNUSABLE, "no such alert fires");
        }
        folder.orders().append(new Order.Acknowledge(Instant.now(), rule, labels.labels(), author, comment));
        return ExitCode.OK;
    }
}
