package io.watchfire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watchfire why}: why somebody was told, or was not. */
@Command(
        name = "why",
        header = "Tell why a receiver was told of an alert, or was not.",
        footer = {
            "",
            "Example:",
            "  watchfire why --state var --rule btf-order-resp-time --receiver order-team",
            "",
            "Alerts that fire, and the last ones that are over. If nothing is shown, the alert was meant for nobody:",
            "watchfire route tells for whom alerts are meant. Exit code 0; 1 if nothing is known.",
        })
final class WhyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private AlertsMeant meant = new AlertsMeant();

    @Option(names = "--receiver", paramLabel = "NAME", description = "Only this receiver.")
    private @Nullable String receiver;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print it.")
    private OutputFormat format = OutputFormat.TEXT;

    WhyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        boolean known = false;
        for (JsonNode why : meant.folder().read().path("why")) {
            boolean isMeant = meant.include(why.path("rule").asText(), SeenAlert.texts(why.path("labels")))
                    && (receiver == null || why.path("receiver").asText().equals(receiver));
            if (isMeant) {
                known = true;
                print(why);
            }
        }
        if (!known) {
            terminal.err().println("watchfire: nothing is known of such an alert and receiver");
        }
        return known ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private void print(JsonNode why) {
        if (format == OutputFormat.JSON) {
            terminal.out().println(why);
            return;
        }
        terminal.out()
                .println(meant.rule() + " " + SeenAlert.texts(why.path("labels")) + " -> "
                        + why.path("receiver").asText());
        why.path("decisions").forEach(decision -> terminal.out().println("  " + decision.asText()));
    }
}
