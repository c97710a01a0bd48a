package io.watchfire.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.cli.files.Configuration;
import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.rule.WindowSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code watchfire explain}: tells what rules keep in memory. */
@Command(
        name = "explain",
        header = "Tell what rules keep in memory.",
        description = {
            "",
            "Names the windows over time of each rule, and about how much of them one group of the window keeps that sends an "
                    + "event every five seconds. Windows that several rules name are kept once.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  watchfire explain --rules rules.json",
            "  watchfire explain --rules rules.json --format json      one JSON object a rule",
            "",
            "Exit code 0; 1 if a rule is wrong; 2 if a file cannot be read.",
        })
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "FILE",
            description = "A rule file. May be given several times.")
    private List<Path> rules = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|json", description = "How to print it.")
    private OutputFormat format = OutputFormat.TEXT;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Configuration configuration = ConfigurationLoading.load(rules, List.of(), terminal);
        for (Rule rule : configuration.rules().orElseThrow().rules()) {
            terminal.out().println(format == OutputFormat.JSON ? json(rule) : text(rule));
        }
        return ExitCode.OK;
    }

    private static String text(Rule rule) {
        Map<String, WindowSize> windows = windows(rule);
        if (windows.isEmpty()) {
            return rule.id() + ": no windows";
        }
        StringBuilder text = new StringBuilder(rule.id());
        windows.forEach((window, size) -> text.append("\n  ")
                .append(window)
                .append(": about ")
                .append(bytes(size.bytes()))
                .append(" a group, ")
                .append(size.sliced() ? "in slices of " + slices(size) : "exact to the sample"));
        return text.toString();
    }

    private static String slices(WindowSize size) {
        return "1/" + WindowOptions.DEFAULT.slices() + " of its length, for " + size.samples() + " samples";
    }

    private static String bytes(long bytes) {
        return bytes < 10_240 ? bytes + " bytes" : (bytes >> 10) + " KiB";
    }

    private static String json(Rule rule) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("rule", rule.id());
        ArrayNode windows = line.putArray("windows");
        windows(rule)
                .forEach((window, size) -> windows.addObject()
                        .put("window", window)
                        .put("bytes", size.bytes())
                        .put("samples", size.samples())
                        .put("sliced", size.sliced()));
        return line.toString();
    }

    /** The windows by their text, with the groups that they have. */
    private static Map<String, WindowSize> windows(Rule rule) {
        Map<String, WindowSize> windows = new LinkedHashMap<>();
        expressions(rule)
                .forEach(expression -> expression
                        .aggregates()
                        .forEach(window -> windows.put(
                                Canonical.text(window), WindowSize.of(expression, window, WindowOptions.DEFAULT))));
        return windows;
    }

    private static Stream<CheckedExpression> expressions(Rule rule) {
        Stream<CheckedExpression> levels = rule.levels().stream().map(LevelCondition::condition);
        Stream<CheckedExpression> ends = Stream.concat(
                rule.levels().stream().map(LevelCondition::resolveWhen),
                Stream.of(rule).map(Rule::resolveWhen));
        return Stream.concat(levels, ends.filter(Objects::nonNull).map(Objects::requireNonNull));
    }
}
