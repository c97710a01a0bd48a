package io.watchfire.cli;

import io.watchfire.cli.replay.Replay;
import io.watchfire.cli.replay.ReplayOutput;
import io.watchfire.cli.replay.ReplaySummary;
import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.alert.TransitionJson;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.rule.RuleSet;
import io.watchfire.notifiers.Notice;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.runtime.files.Configuration;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watchfire replay}: recorded events through rules. */
@Command(
        name = "replay",
        header = "Run recorded events through rules, on the events' own time.",
        description = {
            "",
            "Writes one line for each change of an alert, and a summary to standard error. The same events and rules "
                    + "give the same bytes. Time stops at the last event, or at --until.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  watchfire replay --rules rules.json events.jsonl.gz",
            "  watchfire replay --rules rules.json --receivers receivers.json --out changes.jsonl events/*.jsonl",
            "  zcat *.gz | watchfire replay --rules rules.json -",
            "",
            "Several event files are merged by time, each has to be in order of time by itself.",
            "Exit code 0; 1 if a rule or receiver is wrong, or with --strict an event line; 2 if a file cannot be",
            "used; 3 if --notify could not deliver everything.",
        })
final class ReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--rules",
            required = true,
            paramLabel = "FILE",
            description = "A rule file. May be given several times.")
    private List<Path> rules = new ArrayList<>();

    @Option(
            names = "--receivers",
            paramLabel = "FILE",
            description = "A receiver file: the summary tells how many notices each receiver gets.")
    private @Nullable Path receivers;

    @Option(names = "--notify", description = "Send the notices; without it nobody is told.")
    private boolean notify;

    @Option(
            names = "--drain",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "With --notify, how long to wait while nothing arrives: each notice that arrives begins the time "
                            + "anew, and a pause that a receiver asks for is waited for, up to 5 minutes. Default: 30s.")
    private Duration drain = Duration.ofSeconds(30);

    @Option(names = "--out", paramLabel = "FILE", description = "Where the changes go. Default: -, standard output.")
    private String out = InputFiles.STANDARD_STREAM;

    @Option(
            names = "--strict",
            description = "Stop at the first line that is no event. Without it, it is told and skipped.")
    private boolean strict;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = InstantConverter.class,
            description = "Pass over later events, and let time go on until then: 2026-01-31T09:00:00+09:00.")
    private @Nullable Instant until;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print the summary.")
    private OutputFormat format = OutputFormat.TEXT;

    @Parameters(
            arity = "1..*",
            paramLabel = "EVENTS",
            description = "Files of event lines, plain or packed with gzip; - is standard input.")
    private List<String> events = new ArrayList<>();

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (notify && receivers == null) {
            throw new CommandException(ExitCode.UNUSABLE, "--notify needs --receivers: whom should it tell?");
        }
        OutputLines.refuseToOverwrite(
                out,
                rules,
                receivers == null ? List.of() : List.of(receivers),
                events.stream()
                        .filter(name -> !name.equals(InputFiles.STANDARD_STREAM))
                        .map(Path::of)
                        .toList());
        Configuration configuration =
                ConfigurationLoading.load(rules, receivers == null ? List.of() : List.of(receivers), terminal);
        RuleSet ruleSet = configuration.rules().orElseThrow();
        ReceiverSet receiverSet = configuration.receivers().orElse(new ReceiverSet(List.of(), false));
        BadLines badLines = new BadLines(terminal, strict);
        try (EventInputs inputs = EventInputs.open(events, terminal, badLines);
                OutputLines lines = OutputLines.to(out, terminal);
                ProgressLine progress = new ProgressLine(terminal, inputs::done)) {
            NoticeQueue notices = notify ? new NoticeQueue(receiverSet, console(), drain, terminal) : null;
            Replay replay = new Replay(ruleSet, receiverSet, new Output(lines, notices, progress));
            ReplaySummary summary = replay.run(inputs.merged(), end());
            double seconds = progress.seconds();
            lines.flush();
            int exitCode = notices == null ? ExitCode.OK : notices.drain();
            progress.close();
            terminal.err()
                    .print(
                            format == OutputFormat.JSON
                                    ? summary.json(seconds, badLines.count(), notify) + "\n"
                                    : summary.text(seconds, badLines.count(), notify));
            return exitCode;
        }
    }

    private OptionalLong end() {
        return until == null ? OptionalLong.empty() : OptionalLong.of(until.toEpochMilli());
    }

    /** Messages must not stand between the changes. */
    private PrintStream console() {
        return out.equals(InputFiles.STANDARD_STREAM) ? terminal.err() : terminal.out();
    }

    private record Output(OutputLines lines, @Nullable NoticeQueue notices, ProgressLine progressLine)
            implements ReplayOutput {
        @Override
        public void transition(Transition transition) {
            lines.write(TransitionJson.line(transition));
        }

        @Override
        public void notice(Notice notice) {
            if (notices != null) {
                notices.send(notice);
            }
        }

        @Override
        public void progress(Event event) {
            progressLine.event(event);
        }
    }
}
