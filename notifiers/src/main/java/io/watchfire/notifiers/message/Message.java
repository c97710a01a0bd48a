package io.watchfire.notifiers.message;

import io.watchfire.notifiers.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a receiver is told, in words, before any channel's escaping. Immutable.
 *
 * <p>The texts hold what events brought: line ends, control characters and mark-up of any kind may stand in them.
 *
 * @param title one line: how bad, and which rule
 * @param preview one line: the title and the most important of the rest, for places that show no more
 * @param lines the facts, at least one
 * @param alerts of a message about several alerts: a line each, and what is left out; else empty
 * @param links where to read on
 * @param note a last line in small print; empty if there is none
 * @param cutOff what a channel puts where it cuts a text; <code>${count}</code> in it is the number of characters cut off
 */
public record Message(
        Notice.Status status,
        Tone tone,
        String title,
        String preview,
        List<Line> lines,
        List<Line> alerts,
        List<Link> links,
        String note,
        String cutOff) {
    public Message {
        lines = List.copyOf(lines);
        alerts = List.copyOf(alerts);
        links = List.copyOf(links);
    }

    /** A message in English about one alert, without links. */
    public Message(Notice.Status status, Tone tone, String title, List<Line> lines) {
        this(status, tone, title, title, lines, List.of(), List.of(), "", "… (${count} characters more)");
    }

    /** What colour the message should have. */
    public enum Tone {
        INFO,
        WARNING,
        CRITICAL,
        /** All is well again. */
        RECOVERED,
        /** The alert is over, but nobody knows whether all is well. */
        ENDED
    }

    /**
     * A fact and its name.
     *
     * @param label empty: the value stands alone
     */
    public record Line(String label, String value) {
        /** {@code label : value}. */
        @Override
        public String toString() {
            return label.isEmpty() ? value : label + " : " + value;
        }
    }

    /**
     * A place to read on.
     *
     * @param url of printable ASCII, http or https
     */
    public record Link(String name, String url) {}

    /** All lines, each as {@code label : value}, joined by line ends. */
    public String body() {
        return Stream.concat(lines.stream(), alerts.stream())
                .map(Line::toString)
                .collect(Collectors.joining("\n"));
    }

    /** The same message with one fact more. */
    Message with(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return new Message(status, tone, title, preview, more, alerts, links, note, cutOff);
    }
}
