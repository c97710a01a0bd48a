package io.watchfire.notifiers.slack;

import io.watchfire.notifiers.message.Controls;
import io.watchfire.notifiers.message.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as Slack wants it: {@code & < >} escaped, so that nothing in it can mention or link, and no longer than Slack
 * takes. Lengths are in UTF-16 units after escaping; what is cut off is counted in code points.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Slack, Formatting message text</a>
 */
final class SlackText {
    /** The most that a section of a message holds; a message's text could be longer. */
    static final int SECTION = 3000;

    /** The mark of a cut where there is no room for a number. */
    static final String ELLIPSIS = "…";

    private static final String COUNT = "${count}";
    /** Digits and commas of the largest number of characters. */
    private static final int LONGEST_COUNT = 13;
    /** No mark is longer than this, in whatever language. */
    private static final int LONGEST_MARK = 60;

    /** What is seen as one character: cut between these. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    /** One that is longer is no character of any language, and may be cut within. */
    private static final int LONGEST_CHARACTER = 64;

    private static final int MANY = 10_000;

    private SlackText() {}

    /**
     * Escapes a text and cuts it, visibly, if it would be longer than the limit.
     *
     * @param mark what is put where it is cut; <code>${count}</code> in it is how much was cut off
     */
    static String escape(String text, int limit, String mark) {
        return cut(text, limit, mark, true);
    }

    /** As {@link #escape(String, int, String)}, with {@code & < >} as they are. */
    static String cut(String text, int limit, String mark) {
        return cut(text, limit, mark, false);
    }

    private static String cut(String text, int limit, String mark, boolean escaped) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MANY));
        int room = limit - longest(mark);
        int keep = 0;
        int keptUntil = 0;
        Matcher characters = CHARACTER.matcher(text);
        for (int start = 0; start < text.length(); ) {
            int end = characters.find(start) ? characters.end() : text.length();
            if (end - start > LONGEST_CHARACTER) {
                end = start + Character.charCount(text.codePointAt(start));
            }
            append(out, text, start, end, escaped);
            if (out.length() <= room) {
                keep = out.length();
                keptUntil = end;
            } else if (out.length() > limit) {
                out.setLength(keep);
                return out.append(filled(mark, text.codePointCount(keptUntil, text.length())))
                        .toString();
            }
            start = end;
        }
        return out.toString();
    }

    /** Lines, one below the other; if they are too long together, the longest are cut, and short ones are kept. */
    static String escape(List<Message.Line> lines, int limit, String mark) {
        return cut(lines, limit, mark, true);
    }

    /** As {@link #escape(List, int, String)}, with {@code & < >} as they are. */
    static String cut(List<Message.Line> lines, int limit, String mark) {
        return cut(lines, limit, mark, false);
    }

    private static String cut(List<Message.Line> lines, int limit, String mark, boolean escaped) {
        List<String> texts = lines.stream().map(SlackText::indented).toList();
        int[] lengths = texts.stream()
                .mapToInt(text -> cut(text, Integer.MAX_VALUE, mark, escaped).length() + 1)
                .toArray();
        int share = share(lengths, limit, 2 * longest(mark));
        StringBuilder out = new StringBuilder();
        for (String text : texts) {
            out.append(out.isEmpty() ? "" : "\n").append(cut(text, share - 1, mark, escaped));
        }
        return cutLines(out, limit, mark);
    }

    /** What follows a line end inside a value cannot pass for a line of the message. */
    private static String indented(Message.Line line) {
        return line.toString().replace("\n", "\n    ");
    }

    /** The largest length to which all may be cut so that their sum keeps to the limit ("water filling"). */
    private static int share(int[] lengths, int limit, int least) {
        int[] sorted = lengths.clone();
        Arrays.sort(sorted);
        int left = limit;
        for (int i = 0; i < sorted.length; i++) {
            int fair = left / (sorted.length - i);
            if (sorted[i] > fair) {
                return Math.max(fair, least);
            }
            left -= sorted[i];
        }
        return Integer.MAX_VALUE;
    }

    /** Only a message of very many lines comes here; whole lines go then. */
    private static String cutLines(StringBuilder escaped, int limit, String mark) {
        if (escaped.length() <= limit) {
            return escaped.toString();
        }
        int end = Math.max(0, escaped.lastIndexOf("\n", limit - longest(mark) - 1));
        String rest = escaped.substring(end);
        return escaped.substring(0, end) + "\n" + filled(mark, rest.codePointCount(0, rest.length()));
    }

    private static int longest(String mark) {
        return mark.equals(ELLIPSIS)
                ? mark.length()
                : Math.min(LONGEST_MARK, written(mark).length() + LONGEST_COUNT);
    }

    private static String filled(String mark, int count) {
        String filled = written(mark).replace(COUNT, String.format(Locale.ROOT, "%,d", count));
        return filled.length() > LONGEST_MARK ? ELLIPSIS : filled;
    }

    private static String written(String mark) {
        StringBuilder out = new StringBuilder();
        append(out, mark, 0, mark.length(), true);
        return out.toString();
    }

    private static void append(StringBuilder out, String text, int start, int end, boolean escaped) {
        for (int i = start; i < end; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean unwanted = Controls.isControl(c) && c != '\n' && c != '\t';
            boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (escaped && (c == '&' || c == '<' || c == '>')) {
                out.append(c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
            } else {
                out.appendCodePoint(unwanted ? ' ' : half ? 0xfffd : c);
            }
        }
    }
}
