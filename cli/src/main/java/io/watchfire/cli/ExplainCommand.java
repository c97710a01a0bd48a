package io.watchfire.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.cli.replay.EventMerge;
import io.watchfire.dsl.CheckedExpression;
import io.watchfire.dsl.format.Canonical;
import io.watchfire.evaluator.AlertEngine;
import io.watchfire.evaluator.EngineOptions;
import io.watchfire.evaluator.alert.UnknownVerdicts;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.index.RuleAccess;
import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.Rule;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.rule.WindowSize;
import io.watchfire.runtime.files.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code watchfire explain}: tells how events find rules, what came of it, and what rules keep in memory. */
@Command(
        name = "explain",
        header = "Tell how events find rules, and what rules keep in memory.",
        description = {
            "",
            "Tells of each rule what has to be true of an event to find it, and when it looks at one. With --events, how many "
                    + "events each rule looked at, at how many it held or was unknown, which rules never held, and which look most.",
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
            "  watchfire explain --rules rules.json --events day.jsonl.gz",
            "  watchfire explain --rules rules.json --index             the whole index as a tree",
            "  watchfire explain --rules rules.json --format json      one JSON object a rule",
            "",
            "Exit code 0; 1 if a rule is wrong; 2 if a file cannot be read.",
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int DEAREST = 10;

    private final Terminal terminal;

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "FILE",
            description = "A rule file. May be given several times.")
    private List<Path> rules = new ArrayList<>();

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "Event lines to run through the rules first, plain or packed; - is standard input. May be given several times.")
    private List<String> events = new ArrayList<>();

    @Option(names = "--index", description = "Print the rule index as a tree instead.")
    private boolean index;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print it.")
    private OutputFormat format = OutputFormat.TEXT;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Configuration configuration = ConfigurationLoading.load(rules, List.of(), terminal);
        AlertEngine engine = new AlertEngine(configuration.rules().orElseThrow(), EngineOptions.DEFAULT);
        run(engine);
        if (index) {
            terminal.out().print(engine.ruleIndex());
            return ExitCode.OK;
        }
        Map<String, UnknownVerdicts> unknown = new HashMap<>();
        engine.unknownVerdicts().forEach(verdicts -> unknown.put(verdicts.rule(), verdicts));
        List<RuleAccess> all = engine.ruleAccess();
        for (RuleAccess access : all) {
            UnknownVerdicts verdicts = unknown.get(access.rule().id());
            terminal.out().println(format == OutputFormat.JSON ? json(access, verdicts) : text(access, verdicts));
        }
        if (format == OutputFormat.TEXT) {
            summary(all, engine.counters().events());
        }
        return ExitCode.OK;
    }

    private void run(AlertEngine engine) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        try (EventInputs inputs = EventInputs.open(events, terminal, new BadLines(terminal, false));
                ProgressLine progress = new ProgressLine(terminal, inputs::done)) {
            EventMerge merged = inputs.merged();
            for (Event event = merged.next(); event != null; event = merged.next()) {
                progress.event(event);
                engine.process(event);
            }
        }
    }

    private String text(RuleAccess access, @Nullable UnknownVerdicts unknown) {
        StringBuilder text = new StringBuilder(access.rule().id());
        text.append("\n  ").append(found(access));
        if (!events.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT, "\n  looked at %,d events, held at %,d", access.looks(), access.matches()));
            if (unknown != null) {
                text.append(String.format(Locale.ROOT, ", unknown at %,d", unknown.count()));
                unknown.byName()
                        .forEach((name, count) ->
                                text.append(String.format(Locale.ROOT, ", %,d for want of %s", count, name)));
            }
        }
        windows(access.rule())
                .forEach((window, size) -> text.append("\n  ")
                        .append(window)
                        .append(": about ")
                        .append(bytes(size.bytes()))
                        .append(" a group, ")
                        .append(size.sliced() ? "in slices of " + slices(size) : "exact to the sample"));
        return text.toString();
    }

    private static String found(RuleAccess access) {
        if (access.never()) {
            return "never looks: it can never hold";
        }
        String found =
                access.foundBy().isEmpty() ? "every event of " + access.rule().category() : access.foundBy();
        return "found by " + found + ", looks " + access.looksWhen();
    }

    /** What stands out among all rules. */
    private void summary(List<RuleAccess> all, long seen) {
        if (events.isEmpty()) {
            return;
        }
        List<String> never = all.stream()
                .filter(access -> access.matches() == 0)
                .map(access -> access.rule().id())
                .toList();
        if (!never.isEmpty()) {
            terminal.out().println("never held: " + some(never));
        }
        all.stream()
                .filter(access -> access.looks() > 0)
                .sorted(Comparator.comparingLong(RuleAccess::looks).reversed())
                .limit(DEAREST)
                .forEach(access -> terminal.out()
                        .println(String.format(
                                Locale.ROOT,
                                "looks most: %s at %,d of %,d events",
                                access.rule().id(),
                                access.looks(),
                                seen)));
    }

    private static String some(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(DEAREST, ids.size())));
        return ids.size() <= DEAREST ? first : first + " and " + (ids.size() - DEAREST) + " more";
    }

    private static String slices(WindowSize size) {
        return "1/" + WindowOptions.DEFAULT.slices() + " of its length, for " + size.samples() + " samples";
    }

    private static String bytes(long bytes) {
        return bytes < 10_240 ? bytes + " bytes" : (bytes >> 10) + " KiB";
    }

    private String json(RuleAccess access, @Nullable UnknownVerdicts unknown) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("rule", access.rule().id());
        line.put("foundBy", access.foundBy());
        line.put("looksWhen", access.looksWhen());
        line.put("never", access.never());
        if (!events.isEmpty()) {
            line.put("looks", access.looks());
            line.put("matches", access.matches());
            ObjectNode names = line.putObject("unknown");
            names.put("count", unknown == null ? 0 : unknown.count());
            ObjectNode byName = names.putObject("names");
            if (unknown != null) {
                unknown.byName().forEach(byName::put);
            }
        }
        ArrayNode windows = line.putArray("windows");
        windows(access.rule())
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
