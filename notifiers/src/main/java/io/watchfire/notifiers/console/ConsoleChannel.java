package io.watchfire.notifiers.console;

import io.watchfire.notifiers.delivery.Channel;
import io.watchfire.notifiers.delivery.Outcome;
import io.watchfire.notifiers.delivery.Outgoing;
import io.watchfire.notifiers.message.Controls;
import io.watchfire.notifiers.message.Message;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Prints messages: the title, below it and indented the lines, the alerts and the links, and an empty line. Thread-safe; several may share a stream.
 *
 * <p>Control characters in a message are shown as {@code \x1b}, those that turn the direction of text as {@code \u202e}, so that no event can give orders to a terminal.
 */
public final class ConsoleChannel implements Channel {
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final boolean colour;

    /** Prints without colour. */
    public ConsoleChannel(PrintStream out) {
        this(out, false);
    }

    private ConsoleChannel(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /**
     * Prints in colour if the stream is a terminal and the environment does not hold {@code NO_COLOR} (see <a
     * href="https://no-color.org">no-color.org</a>).
     */
    public static ConsoleChannel forTerminal(PrintStream out, boolean terminal, Map<String, String> environment) {
        return new ConsoleChannel(
                out, terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    @Override
    public Outcome send(Outgoing outgoing) {
        Message message = outgoing.message();
        StringBuilder text = new StringBuilder();
        String title = printable(message.title()).replace('\n', ' ');
        text.append(colour ? colour(message.tone()) + title + RESET : title);
        message.lines().forEach(line -> append(text, "  ", line));
        message.alerts().forEach(line -> append(text, "  - ", line));
        message.links().forEach(link -> append(text, "  ", new Message.Line(link.name(), link.url())));
        if (!message.note().isEmpty()) {
            append(text, "  ", new Message.Line("", message.note()));
        }
        text.append("\n\n");
        synchronized (out) {
            out.print(text.toString().replace("\n", System.lineSeparator()));
            out.flush();
            return out.checkError() ? Outcome.refused("the output is closed") : Outcome.delivered();
        }
    }

    private static void append(StringBuilder text, String before, Message.Line line) {
        text.append('\n').append(before).append(printable(line.toString()).replace("\n", "\n    "));
    }

    private static String colour(Message.Tone tone) {
        return switch (tone) {
            case INFO -> "\u001b[34m";
            case WARNING -> "\u001b[33m";
            case CRITICAL -> "\u001b[31m";
            case RECOVERED -> "\u001b[32m";
            case ENDED -> "\u001b[90m";
        };
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().forEach(c -> {
            if (c != '\n' && c != '\t' && Controls.isControl(c)) {
                out.append(String.format(Locale.ROOT, c <= 0xff ? "\\x%02x" : "\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
