package io.watchfire.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.Problems;
import io.watchfire.evaluator.rule.ActiveTime;
import io.watchfire.evaluator.rulefile.ActiveTimeReader;
import io.watchfire.notifiers.matcher.AlertCondition;
import io.watchfire.notifiers.policy.Silence;
import io.watchfire.runtime.orders.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watchfire silence}: hold notices back for a while. */
@Command(
        name = "silence",
        header = "Hold notices back for a while: add, list or expire silences.",
        subcommands = {SilenceCommand.Add.class, SilenceCommand.ListAll.class, SilenceCommand.Expire.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  watchfire silence add --state var --match \"okindName == 'btf-order'\" --for 2h --comment deploy",
            "  watchfire silence add --state var --match \"rule == 'cpu'\" --for 7d --preview",
            "  watchfire silence list --state var",
            "  watchfire silence expire --state var 1",
            "",
            "A run with the same --state obeys within a second. What still fires when a silence ends is told then.",
        })
final class SilenceCommand {
    /** Where the streams come from; subcommands are made by the parser. */
    private static final JsonMapper JSON = new JsonMapper();

    final Terminal terminal;

    SilenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The silences of a log that are not over, by id. */
    static Map<String, Silence> silences(Path state, Instant now) throws IOException {
        Map<String, Silence> silences = new LinkedHashMap<>();
        for (Order order : new StateFolder(state).orders().after(0).orders()) {
            if (order instanceof Order.AddSilence add) {
                silences.put(add.silence().id(), add.silence());
            } else if (order instanceof Order.ExpireSilence expire) {
                silences.remove(expire.id());
            }
        }
        silences.values().removeIf(silence -> !silence.end().isAfter(now));
        return silences;
    }

    @Command(name = "add", header = "Add a silence.")
    static final class Add implements Callable<Integer> {
        @picocli.CommandLine.ParentCommand
        private @Nullable SilenceCommand parent;

        @Option(names = "--state", required = true, paramLabel = "DIR", description = "The folder that run uses.")
        private Path state = Path.of("");

        @Option(
                names = "--match",
                required = true,
                paramLabel = "CONDITION",
                description =
                        "Which alerts: a condition over their labels, rule, level and tags. If given several times, all "
                                + "have to hold.")
        private List<String> matchers = new ArrayList<>();

        @Option(
                names = "--for",
                required = true,
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                description = "How long.")
        private Duration length = Duration.ZERO;

        @Option(
                names = "--start",
                paramLabel = "TIME",
                converter = InstantConverter.class,
                description = "From when on. Default: now.")
        private @Nullable Instant start;

        @Option(names = "--weekdays", paramLabel = "DAYS", description = "Only on these days: mon-fri. With --times.")
        private @Nullable String weekdays;

        @Option(names = "--times", paramLabel = "TIMES", description = "Only between these times: 22:00-06:00.")
        private @Nullable String times;

        @Option(names = "--zone", paramLabel = "ZONE", description = "Zone of --times. Default: UTC.")
        private String zone = "UTC";

        @Option(names = "--until-resolved", description = "End it with the last alert that it silences.")
        private boolean untilResolved;

        @Option(names = "--id", paramLabel = "ID", description = "Its name. Default: the next number.")
        private @Nullable String id;

        @Mixin
        private Signature signature = new Signature();

        @Option(names = "--preview", description = "Add nothing; only tell which alerts would be silenced now.")
        private boolean preview;

        @Override
        public Integer call() throws IOException {
            Terminal terminal = terminal(parent);
            Instant now = Instant.now();
            Instant from = start == null ? now : start;
            Silence silence = new Silence(
                    id == null ? nextId(state) : id,
                    matchers.stream().map(Add::matcher).toList(),
                    from,
                    end(from),
                    recurring(),
                    untilResolved,
                    signature.author(),
                    signature.comment());
            if (preview) {
                return preview(terminal, silence);
            }
            new StateFolder(state).orders().append(new Order.AddSilence(now, silence));
            terminal.out().println("silence " + silence.id() + " until " + silence.end());
            return ExitCode.OK;
        }

        private Instant end(Instant from) {
            if (length.isZero()) {
                throw new CommandException(ExitCode.UNUSABLE, "--for has to be longer than nothing");
            }
            return from.plus(length);
        }

        private static AlertCondition matcher(String text) {
            try {
                return AlertCondition.of(text);
            } catch (IllegalArgumentException e) {
                throw new CommandException(ExitCode.PROBLEMS, "--match: " + e.getMessage(), e);
            }
        }

        private @Nullable ActiveTime recurring() {
            if (weekdays == null && times == null) {
                return null;
            }
            ObjectNode json = JSON.createObjectNode().put("zone", zone);
            addAll(json, "weekdays", weekdays);
            addAll(json, "times", times);
            Problems problems = new Problems();
            JsonObject object =
                    (JsonObject) JsonDocument.of("--times", json.toString()).parse(problems);
            ActiveTime read = object == null ? null : new ActiveTimeReader(object, problems).read();
            if (problems.hasErrors()) {
                throw new CommandException(
                        ExitCode.PROBLEMS, problems.sorted().get(0).render());
            }
            return read;
        }

        private static void addAll(ObjectNode json, String key, @Nullable String list) {
            if (list != null) {
                ArrayNode array = json.putArray(key);
                for (String part : list.split(",", -1)) {
                    array.add(part.strip());
                }
            }
        }

        private static String nextId(Path state) throws IOException {
            long added = new StateFolder(state)
                    .orders().after(0).orders().stream()
                            .filter(order -> order instanceof Order.AddSilence)
                            .count();
            return Long.toString(added + 1);
        }

        private Integer preview(Terminal terminal, Silence silence) {
            List<String> alerts = new ArrayList<>();
            for (JsonNode alert : new StateFolder(state).read().path("firing")) {
                if (SeenAlert.of(alert).isMatchedBy(silence)) {
                    alerts.add(SeenAlert.of(alert).toString());
                }
            }
            terminal.out()
                    .println(
                            alerts.isEmpty()
                                    ? "no alert would be silenced now"
                                    : alerts.size() == 1
                                            ? "this alert would be silenced now:"
                                            : "these " + alerts.size() + " alerts would be silenced now:");
            alerts.forEach(alert -> terminal.out().println("  " + alert));
            return ExitCode.OK;
        }
    }

    @Command(name = "list", header = "List the silences that are or will be active.")
    static final class ListAll implements Callable<Integer> {
        @picocli.CommandLine.ParentCommand
        private @Nullable SilenceCommand parent;

        @Option(names = "--state", required = true, paramLabel = "DIR", description = "The folder that run uses.")
        private Path state = Path.of("");

        @Option(names = "--format", paramLabel = "text|json", description = "How to print them.")
        private OutputFormat format = OutputFormat.TEXT;

        @Override
        public Integer call() throws IOException {
            Terminal terminal = terminal(parent);
            Instant now = Instant.now();
            for (Silence silence : silences(state, now).values()) {
                terminal.out().println(format == OutputFormat.JSON ? json(silence, now) : text(silence, now));
            }
            return ExitCode.OK;
        }

        private static String text(Silence silence, Instant now) {
            return silence.id() + "  " + (silence.isActive(now) ? "active" : "waits") + "  " + silence.start() + " - "
                    + silence.end() + "  "
                    + String.join(
                            " and ",
                            silence.matchers().stream()
                                    .map(AlertCondition::source)
                                    .toList())
                    + (silence.author().isEmpty() ? "" : "  by " + silence.author())
                    + (silence.comment().isEmpty() ? "" : ": " + silence.comment());
        }

        private static String json(Silence silence, Instant now) {
            ObjectNode line = JSON.createObjectNode()
                    .put("id", silence.id())
                    .put("active", silence.isActive(now))
                    .put("start", silence.start().toString())
                    .put("end", silence.end().toString());
            silence.matchers().forEach(matcher -> line.withArray("/matchers").add(matcher.source()));
            return line.put("author", silence.author())
                    .put("comment", silence.comment())
                    .toString();
        }
    }

    @Command(name = "expire", header = "End a silence: what it held back and still fires is told.")
    static final class Expire implements Callable<Integer> {
        @picocli.CommandLine.ParentCommand
        private @Nullable SilenceCommand parent;

        @Option(names = "--state", required = true, paramLabel = "DIR", description = "The folder that run uses.")
        private Path state = Path.of("");

        @Parameters(paramLabel = "ID", description = "As list shows it.")
        private String id = "";

        @Override
        public Integer call() throws IOException {
            Instant now = Instant.now();
            if (!silences(state, now).containsKey(id)) {
                throw new CommandException(
                        ExitCode.UNUSABLE, "there is no silence " + id + "; list shows those there are");
            }
            new StateFolder(state).orders().append(new Order.ExpireSilence(now, id));
            terminal(parent).out().println("silence " + id + " ends");
            return ExitCode.OK;
        }
    }

    private static Terminal terminal(@Nullable SilenceCommand parent) {
        if (parent == null) {
            throw new IllegalStateException("a subcommand without its command");
        }
        return parent.terminal;
    }
}
