package io.watchfire.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.cli.notify.SampleNotices;
import io.watchfire.evaluator.json.Suggestion;
import io.watchfire.notifiers.Announcement;
import io.watchfire.notifiers.Notice.Status;
import io.watchfire.notifiers.channels.BuiltInChannels;
import io.watchfire.notifiers.console.ConsoleChannel;
import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.ChannelFactory;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.message.MessageRenderer;
import io.watchfire.notifiers.receiver.Receiver;
import io.watchfire.notifiers.receiver.ReceiverSet;
import io.watchfire.notifiers.receiver.ReceiverWords;
import io.watchfire.notifiers.words.Words;
import io.watchfire.runtime.files.Configuration;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code watchfire notify}: sends samples to a receiver and tells what came back. */
@Command(
        name = "notify",
        header = "Send a sample of each kind of notice to a receiver.",
        description = {
            "",
            "Shows how notices look where they arrive, and whether they arrive. The alerts are made up, and the "
                    + "titles say that they are a test. A receiver that asks for a short pause gets it.",
            "",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  watchfire notify --receivers receivers.json --test order-team",
            "  watchfire notify --receivers receivers.json --test order-team --language ko",
            "",
            "Exit code 0 if the receiver took all of them; 1 if not, or if the file has errors;",
            "2 if the file cannot be read or has no such receiver.",
        })
final class NotifyCommand implements Callable<Integer> {
    /** A receiver that wants more time than that is not waited for. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Option(names = "--receivers", required = true, paramLabel = "FILE", description = "The receiver file.")
    private @Nullable Path receivers;

    @Option(names = "--test", required = true, paramLabel = "NAME", description = "The receiver that gets the samples.")
    private String name = "";

    @Option(names = "--language", paramLabel = "en|ko", description = "Another language than the receiver's own.")
    private @Nullable Language language;

    @Option(names = "--format", paramLabel = "text|json", description = "How to print what came back.")
    private OutputFormat format = OutputFormat.TEXT;

    /** The languages that are built in. */
    enum Language {
        EN,
        KO;

        String code() {
            return this == KO ? "ko" : "en";
        }
    }

    NotifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration =
                ConfigurationLoading.load(List.of(), receivers == null ? List.of() : List.of(receivers), terminal);
        ReceiverSet set = configuration.receivers().orElseThrow();
        Receiver receiver = receiver(set);
        MessageRenderer renderer = new MessageRenderer();
        boolean allTaken = true;
        int number = 0;
        String thread = null;
        try (BuiltInChannels channels = new BuiltInChannels(set::allowPrivateNetworks)) {
            Channel channel = channel(receiver, channels);
            boolean korean = (language == null ? receiver.language() : language.code()).equals("ko");
            for (Announcement sample : new SampleNotices(receiver, Instant.now(), korean).all()) {
                boolean over = sample.status() == Status.RESOLVED;
                String key = "test/" + ++number + "/" + sample.status().text() + "@"
                        + sample.at().toEpochMilli();
                // A thread goes from a firing to its end, as it would for an alert.
                String reference = sample.status() == Status.FIRING ? null : thread;
                Outcome outcome = send(
                        channel,
                        new Outgoing(renderer.render(sample), key, false, reference, over && reference != null));
                if (outcome instanceof Outcome.Delivered delivered && delivered.reference() != null) {
                    thread = over ? null : delivered.reference();
                }
                allTaken &= outcome instanceof Outcome.Delivered;
                terminal.out().println(format == OutputFormat.JSON ? json(sample, outcome) : text(sample, outcome));
            }
        }
        return allTaken ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private Receiver receiver(ReceiverSet set) {
        for (Receiver receiver : set.receivers()) {
            if (receiver.name().equals(name)) {
                ReceiverWords words = receiver.words();
                return language == null
                        ? receiver
                        : receiver.with(new ReceiverWords(Words.of(language.code()), words.title(), words.body()));
            }
        }
        List<String> names = set.receivers().stream().map(Receiver::name).toList();
        throw new CommandException(
                ExitCode.UNUSABLE, "there is no receiver \"" + name + "\"; " + Suggestion.help(name, names));
    }

    /** Messages of a console stand beside the answer where they do no harm: not among lines for programs. */
    private Channel channel(Receiver receiver, BuiltInChannels channels) {
        PrintStream console = format == OutputFormat.JSON ? terminal.err() : terminal.out();
        if (receiver.type().equals("console")) {
            return ConsoleChannel.forTerminal(console, terminal.colour(), terminal.environment());
        }
        ChannelFactory factory = channels.byType().get(receiver.type());
        if (factory == null) {
            throw new CommandException(
                    ExitCode.UNUSABLE,
                    "the type " + receiver.type() + " of " + name + " is an application's own, and not known here");
        }
        return factory.open(receiver);
    }

    private static Outcome send(Channel channel, Outgoing outgoing) throws InterruptedException {
        Outcome outcome = channel.send(outgoing);
        if (outcome instanceof Outcome.Retry retry
                && retry.after() != null
                && retry.after().compareTo(LONGEST_PAUSE) <= 0) {
            Thread.sleep(retry.after().toMillis());
            return channel.send(outgoing);
        }
        return outcome;
    }

    private static String text(Announcement sample, Outcome outcome) {
        int alerts = sample.alerts().size();
        String what = sample.status().text() + (alerts <= 1 ? "" : " of " + alerts + " alerts");
        String why = why(outcome);
        return String.format(Locale.ROOT, "%-24s %s", what, why == null ? "taken" : "not taken: " + why);
    }

    private String json(Announcement sample, Outcome outcome) {
        ObjectNode line = new ObjectMapper()
                .createObjectNode()
                .put("receiver", name)
                .put("status", sample.status().text())
                .put("alerts", sample.alerts().size());
        String why = why(outcome);
        line.put("taken", why == null);
        if (why != null) {
            line.put("why", why);
        }
        return line.toString();
    }

    private static @Nullable String why(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.why();
        }
        return outcome instanceof Outcome.Retry retry ? retry.why() : null;
    }
}
