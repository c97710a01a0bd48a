package io.watchfire.examples.demo;

import io.watchfire.examples.slack.SlackMessage;
import io.watchfire.examples.slack.SlackStandIn;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * What people see of the demo: lines and messages, and on a terminal colours and one line of progress that is written over.
 * Thread-safe.
 */
final class Screen {
    private static final String CLEAR_LINE = "\r\033[K";
    private static final String RESET = "\033[0m";
    private static final String STRONG = "\033[1m";

    private final PrintStream out;
    private final PrintStream progress;
    private final boolean colors;
    private final boolean showsProgress;
    private String progressLine = "";

    Screen(PrintStream out, PrintStream progress, boolean colors, boolean showsProgress) {
        this.out = out;
        this.progress = progress;
        this.colors = colors;
        this.showsProgress = showsProgress;
    }

    synchronized void say(String line) {
        clearProgress();
        out.println(line);
        out.flush();
        drawProgress();
    }

    /** Shows a message as it would stand in that channel of Slack. */
    synchronized void show(SlackStandIn.Post post) {
        StringBuilder text = new StringBuilder("  #").append(post.channel());
        for (SlackMessage.Line line : post.message().lines()) {
            text.append('\n').append("  ").append(bar(line.color())).append(strong(line));
        }
        say(text.append('\n').toString());
    }

    /** Replaces the line of progress; an empty one takes it away. */
    synchronized void progress(String line) {
        clearProgress();
        progressLine = line;
        drawProgress();
    }

    private void clearProgress() {
        if (showsProgress && !progressLine.isEmpty()) {
            progress.print(CLEAR_LINE);
            progress.flush();
        }
    }

    private void drawProgress() {
        if (showsProgress && !progressLine.isEmpty()) {
            progress.print(progressLine);
            progress.flush();
        }
    }

    private String bar(@Nullable String color) {
        if (color == null) {
            return "  ";
        }
        return colors ? foreground(color) + "▌" + RESET + " " : "| ";
    }

    private String strong(SlackMessage.Line line) {
        return colors && line.strong() ? STRONG + line.text() + RESET : line.text();
    }

    /** The escape sequence for a colour as Slack names it; grey for one that it does not know. */
    private static String foreground(String color) {
        String hex = switch (color) {
            case "good" -> "#2eb67d";
            case "warning" -> "#ecb22e";
            case "danger" -> "#e01e5a";
            default -> color.matches("#[0-9a-fA-F]{6}") ? color : "#dddddd";
        };
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return "\033[38;2;" + (rgb >> 16) + ";" + (rgb >> 8 & 0xff) + ";" + (rgb & 0xff) + "m";
    }
}
