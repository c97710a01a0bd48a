package io.watchfire.notifiers.message;

import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
 * @param subjects the alerts as data, for receivers that are programs, in their order; at most {@link #MOST_SUBJECTS}
 * @param moreSubjects how many alerts there are beyond them
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
        List<Subject> subjects,
        int moreSubjects,
        String cutOff) {
    /** So many alerts are told one by one as data. */
    public static final int MOST_SUBJECTS = 100;

    public Message {
        lines = List.copyOf(lines);
        alerts = List.copyOf(alerts);
        links = List.copyOf(links);
        subjects = List.copyOf(subjects);
    }

    /** A message in English, without links and data. */
    public Message(Notice.Status status, Tone tone, String title, List<Line> lines) {
        this(status, tone, title, title, lines, List.of(), List.of(), "", List.of(), 0, "… (${count} characters more)");
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

    /**
     * One of the alerts.
     *
     * @param rule id of its rule
     * @param ruleName for people
     * @param alert its id
     * @param level how bad it is; at its end, how bad it was
     * @param labels its identity and the rule's labels, sorted by name
     * @param annotations of the rule, sorted by name
     * @param start when it began to fire
     * @param end when it ended; null while it fires
     * @param value what was compared last; null if there is none or it is unknown
     * @param text the rule's message, or one made of its condition
     */
    public record Subject(
            String rule,
            String ruleName,
            String alert,
            Level level,
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant start,
            @Nullable Instant end,
            @Nullable Double value,
            String text) {
        public Subject {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
            annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
        }
    }

    /** All lines, each as {@code label : value}, joined by line ends. */
    public String body() {
        return Stream.concat(lines.stream(), alerts.stream())
                .map(Line::toString)
                .collect(Collectors.joining("\n"));
    }

    /** The same message with more small print. */
    public Message noting(String more) {
        String all = note.isEmpty() ? more : note + " " + more;
        return new Message(status, tone, title, preview, lines, alerts, links, all, subjects, moreSubjects, cutOff);
    }

    /** The same message with one fact more. */
    Message with(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return new Message(status, tone, title, preview, more, alerts, links, note, subjects, moreSubjects, cutOff);
    }

    /** The same message with its alerts as data. */
    Message with(List<Subject> subjects, int moreSubjects) {
        return new Message(status, tone, title, preview, lines, alerts, links, note, subjects, moreSubjects, cutOff);
    }
}
