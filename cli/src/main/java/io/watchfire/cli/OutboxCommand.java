package io.watchfire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.runtime.orders.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code watchfire outbox}: the messages that are owed, and those that were given up. */
@Command(
        name = "outbox",
        header = "The messages that are owed and those that were given up: list, retry or drop them.",
        subcommands = {OutboxCommand.ListAll.class, OutboxCommand.Retry.class, OutboxCommand.Drop.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  watchfire outbox list --state var",
            "  watchfire outbox retry --state var 00000000000000a7",
            "  watchfire outbox drop --state var all",
            "",
            "A run with the same --state obeys within a second. What is owed is tried again by itself; only what was given up can be",
            "retried or dropped.",
        })
final class OutboxCommand {
    final Terminal terminal;

    OutboxCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "list", header = "List what is owed and what was given up, as a run saw it last.")
    static final class ListAll implements Callable<Integer> {
        @ParentCommand
        private OutboxCommand outbox = new OutboxCommand(Terminal.ofProcess());

        @Option(names = "--state", required = true, paramLabel = "DIR", description = "The folder that run uses.")
        private Path state = Path.of("");

        @Option(names = "--format", paramLabel = "text|json", description = "How to print it.")
        private OutputFormat format = OutputFormat.TEXT;

        @Override
        public Integer call() {
            JsonNode entries = new StateFolder(state).read().path("outbox");
            if (format == OutputFormat.JSON) {
                outbox.terminal.out().println(entries);
                return ExitCode.OK;
            }
            for (JsonNode entry : entries) {
                String givenUp = entry.path("givenUp").asText("");
                outbox.terminal
                        .out()
                        .println(entry.path("id").asText() + "  "
                                + (givenUp.isEmpty() ? "owed    " : "given up") + "  "
                                + entry.path("owedSince").asText() + "  "
                                + entry.path("receiver").asText() + "  "
                                + entry.path("status").asText() + "  "
                                + entry.path("title").asText()
                                + (givenUp.isEmpty() ? "" : "  (" + givenUp + ")"));
            }
            if (entries.isEmpty()) {
                outbox.terminal.out().println("nothing is owed, and nothing was given up");
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "retry", header = "Send messages once more that were given up. Their alerts may be over by now.")
    static final class Retry extends GivenUp {
        Retry() {
            super("retried", Order.Retry::new);
        }
    }

    @Command(name = "drop", header = "Forget messages that were given up.")
    static final class Drop extends GivenUp {
        Drop() {
            super("dropped", Order.Drop::new);
        }
    }

    /** Gives a run an order for each of the messages meant that were given up. */
    private abstract static class GivenUp implements Callable<Integer> {
        @ParentCommand
        private OutboxCommand outbox = new OutboxCommand(Terminal.ofProcess());

        @Option(names = "--state", required = true, paramLabel = "DIR", description = "The folder that run uses.")
        private Path state = Path.of("");

        @Parameters(paramLabel = "ID", description = "Which, as list names them; or all.")
        private String id = "";

        private final String done;
        private final BiFunction<Instant, String, Order> order;

        GivenUp(String done, BiFunction<Instant, String, Order> order) {
            this.done = done;
            this.order = order;
        }

        @Override
        public Integer call() throws IOException {
            StateFolder folder = new StateFolder(state);
            List<String> meant = new ArrayList<>();
            for (JsonNode entry : folder.read().path("outbox")) {
                boolean isMeant = id.equals("all") || id.equals(entry.path("id").asText());
                if (isMeant && entry.has("givenUp")) {
                    meant.add(entry.path("id").asText());
                }
            }
            if (meant.isEmpty()) {
                throw new CommandException(
                        ExitCode.UNUSABLE,
                        "no message that was given up has the id " + id + ": watchfire outbox list --state " + state
                                + " names them");
            }
            for (String each : meant) {
                folder.orders().append(order.apply(Instant.now(), each));
            }
            outbox.terminal
                    .out()
                    .println(meant.size() + (meant.size() == 1 ? " message is " : " messages are ") + done);
            return ExitCode.OK;
        }
    }
}
