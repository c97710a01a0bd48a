package io.watchfire.notifiers.message;

import io.watchfire.notifiers.Notice;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a receiver is told, in words, before any channel's escaping. Immutable.
 *
 * <p>The texts hold what events brought: line ends, control characters and mark-up of any kind may stand in them.
 *
 * @param title one line: how bad, and which rule
 * @param lines at least one
 */
public record Message(Notice.Status status, Tone tone, String title, List<Line> lines) {
    public Message {
        lines = List.copyOf(lines);
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

    /** A fact and its name. */
    public record Line(String label, String value) {
        /** {@code label : value}. */
        @Override
        public String toString() {
            return label + " : " + value;
        }
    }

    /** The lines, each as {@code label : value}, joined by line ends. */
    public String body() {
        return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
    }
}
