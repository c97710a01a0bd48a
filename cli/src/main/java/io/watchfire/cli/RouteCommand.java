package io.watchfire.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.cli.files.RouteTreeSvg;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.notifiers.matcher.AlertFacts;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.routing.Destination;
import io.watchfire.notifiers.routing.Router;
import io.watchfire.runtime.files.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code watchfire route}: for whom alerts are meant. */
@Command(
        name = "route",
        header = "Tell who would be told of an alert, and why.",
        description = {
            "",
            "For each rule and each of its levels. Routes that ask for labels see those given with --labels; without them such "
                    + "conditions are unknown, and do not match.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  watchfire route --rules rules.json --receivers receivers.json",
            "  watchfire route --rules rules.json --receivers receivers.json --rule cpu --labels okindName=btf-order",
            "  watchfire route --rules rules.json --receivers receivers.json --svg routes.svg",
            "",
            "Exit code 0; 1 if a file has errors or an alert would reach nobody; 2 if a file cannot be used.",
        })
final class RouteCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Terminal terminal;

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "FILE",
            description = "A rule file. May be given several times.")
    private List<Path> rules = new ArrayList<>();

    @Option(names = "--receivers", required = true, paramLabel = "FILE", description = "A receiver file.")
    private Path receivers = Path.of("");

    @Option(names = "--rule", paramLabel = "ID", description = "Only this rule.")
    private @Nullable String onlyRule;

    @Option(
            names = "--labels",
            paramLabel = "NAME=VALUE,..",
            converter = LabelsConverter.class,
            description = "Labels of the alert.")
    private LabelsConverter.LabelMap labels = LabelsConverter.LabelMap.NONE;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the routing tree there, and print nothing.")
    private @Nullable Path svg;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print it.")
    private OutputFormat format = OutputFormat.TEXT;

    RouteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Configuration configuration = ConfigurationLoading.load(rules, List.of(receivers), terminal);
        ReceiverSet set = configuration.receivers().orElseThrow();
        if (svg != null) {
            Files.write(svg, RouteTreeSvg.of(set).getBytes(StandardCharsets.UTF_8));
            return ExitCode.OK;
        }
        List<Rule> meant = configuration.rules().orElseThrow().rules().stream()
                .filter(rule -> onlyRule == null || rule.id().equals(onlyRule))
                .toList();
        if (meant.isEmpty()) {
            throw new CommandException(ExitCode.UNUSABLE, "there is no rule " + onlyRule);
        }
        Router router = new Router(set);
        boolean all = true;
        for (Rule rule : meant) {
            for (LevelCondition level : rule.levels()) {
                all &= tell(rule, level.level(), router);
            }
        }
        return all ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    /** False if the alert would reach nobody, though it should reach somebody. */
    private boolean tell(Rule rule, Level level, Router router) {
        if (rule.notices().shadow()) {
            line(rule, level, null, "it is in the shadow (\"notify\": \"shadow\")");
            return true;
        }
        AlertFacts alert = AlertFacts.of(rule, level, labels.labels());
        boolean reached = false;
        for (Destination destination : router.destinations(rule, alert)) {
            if (destination.receiver().hears(level)) {
                line(rule, level, destination.receiver().name(), destination.why());
                reached = true;
            } else {
                line(rule, level, null, destination.receiver().name() + " is told of more severe levels only");
            }
        }
        if (!reached) {
            line(rule, level, null, "nobody is told");
        }
        return reached;
    }

    private void line(Rule rule, Level level, @Nullable String receiver, String why) {
        if (format == OutputFormat.JSON) {
            ObjectNode line = JSON.createObjectNode().put("rule", rule.id()).put("level", level.text());
            terminal.out().println(line.put("receiver", receiver).put("why", why));
        } else {
            terminal.out()
                    .println(rule.id() + " " + level.text() + " -> " + (receiver == null ? "nobody" : receiver) + ": "
                            + why);
        }
    }
}
