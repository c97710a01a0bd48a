package io.watchfire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.EventFormatException;
import io.watchfire.evaluator.event.EventReader;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.trial.RuleTrial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code watchfire why}: why a rule fires on an event, or does not; and why somebody was told, or was not. */
@Command(
        name = "why",
        header = "Tell why a rule does not fire on an event, or why a receiver was not told of an alert.",
        customSynopsis = {
            "watchfire why --rules=FILE.. --rule=ID --event=JSON [--format=text|json]",
            "watchfire why --state=DIR --rule=ID [--labels=NAME=VALUE,..] [--receiver=NAME] [--format=text|json]",
        },
        description = {
            "",
            "With --event: what target and levels of the rule say of the event, with the values that were compared, and what "
                    + "else keeps it from firing. The event is taken for the first one ever: windows over time are unknown.",
            "",
            "With --state: what was decided about alerts that fire, and the last ones that are over, in a run with that folder.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  watchfire why --rules rules.json --rule slow-orders \\",
            "      --event '{\"category\":\"app\",\"tags\":{\"okindName\":\"btf-order\"},\"fields\":{\"resp_time\":1900}}'",
            "  watchfire why --state var --rule slow-orders --receiver order-team",
            "",
            "An event may fire and start no alert: its alert fires already, or a later event of its series came before it.",
            "If nothing is known of an alert, it was meant for nobody: watchfire route tells for whom alerts are meant.",
            "Exit code 0; 1 if a rule is wrong or nothing is known; 2 if the event or a file cannot be read.",
        })
final class WhyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--rules", paramLabel = "FILE", description = "A rule file. May be given several times.")
    private List<Path> rules = new ArrayList<>();

    @Option(
            names = "--event",
            paramLabel = "JSON",
            description = "The event, as in an event line. Without a time it is now.")
    private @Nullable String event;

    @Option(names = "--state", paramLabel = "DIR", description = "The folder that run uses.")
    private @Nullable Path state;

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
        if (event != null
                && !rules.isEmpty()
                && state == null
                && receiver == null
                && meant.labels().isEmpty()) {
            return whyOnEvent(event);
        }
        if (event == null && rules.isEmpty() && state != null) {
            return whyTold(new StateFolder(state));
        }
        throw new CommandException(
                ExitCode.UNUSABLE, "why asks either for --rules and --event, or for --state; see watchfire why --help");
    }

    private int whyOnEvent(String json) {
        Rule rule = ConfigurationLoading.load(rules, List.of(), terminal).rules().orElseThrow().rules().stream()
                .filter(known -> known.id().equals(meant.rule()))
                .findFirst()
                .orElseThrow(() -> new CommandException(ExitCode.UNUSABLE, "there is no rule " + meant.rule()));
        RuleTrial trial = RuleTrial.of(rule, eventOf(json));
        terminal.out().println(format == OutputFormat.JSON ? RuleTrialJson.line(trial) : trial.toString());
        return ExitCode.OK;
    }

    private static Event eventOf(String json) {
        try {
            return new EventReader().read(json, System.currentTimeMillis());
        } catch (EventFormatException e) {
            throw new CommandException(ExitCode.UNUSABLE, "the event, " + e.getMessage());
        }
    }

    private int whyTold(StateFolder folder) {
        boolean known = false;
        for (JsonNode why : folder.read().path("why")) {
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
