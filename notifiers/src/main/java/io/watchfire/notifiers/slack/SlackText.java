package io.watchfire.notifiers.slack;

import io.watchfire.notifiers.message.Controls;
import io.watchfire.notifiers.message.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Text as Slack wants it: {@code & < >} escaped, so that nothing in it can mention or link, and no longer than Slack
 * takes. Lengths are in UTF-16 units after escaping; what is cut off is counted in characters.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Slack, Formatting message text</a>
 */
final class SlackText {
    /** The most that a section of a message holds; a message's text could be longer. */
    static final int SECTION = 3000;

    /** Room for the words that say how much was cut off. */
    private static final int MARK = 40;

    private static final int MANY = 10_000;

    private SlackText() {}

    static String escape(String text) {
        return escape(text, Integer.MAX_VALUE);
    }

    /** Escapes a text and cuts it, visibly, if it would be longer than the limit. */
    static String escape(String text, int limit) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MANY));
        int keep = -1;
        int keptUntil = 0;
        for (int i = 0; i < text.length(); ) {
            if (keep < 0 && out.length() > limit - MARK) {
                keep = out.length();
                keptUntil = i;
            }
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            append(out, c);
            if (out.length() > limit) {
                out.setLength(Math.max(keep, 0));
                return out.append(mark(text.codePointCount(keptUntil, text.length())))
                        .toString();
            }
        }
        return out.toString();
    }

    /** The lines of a message; if they are too long together, the longest values are cut, and short ones are kept. */
    static String escapeBody(Message message, int limit) {
        List<Message.Line> lines = message.lines();
        int[] lengths = lines.stream()
                .mapToInt(line -> escape(line.toString()).length() + 1)
                .toArray();
        int share = share(lengths, limit);
        StringBuilder out = new StringBuilder();
        for (Message.Line line : lines) {
            out.append(out.isEmpty() ? "" : "\n").append(escape(line.toString(), share - 1));
        }
        return escapedCut(out, limit);
    }

    /** The largest length to which all may be cut so that their sum keeps to the limit ("water filling"). */
    private static int share(int[] lengths, int limit) {
        int[] sorted = lengths.clone();
        Arrays.sort(sorted);
        int left = limit;
        for (int i = 0; i < sorted.length; i++) {
            int fair = left / (sorted.length - i);
            if (sorted[i] > fair) {
                return Math.max(fair, 2 * MARK);
            }
            left -= sorted[i];
        }
        return Integer.MAX_VALUE;
    }

    /** Only a message of very many lines comes here; whole lines go then. */
    private static String escapedCut(StringBuilder escaped, int limit) {
        if (escaped.length() <= limit) {
            return escaped.toString();
        }
        int end = escaped.lastIndexOf("\n", limit - MARK);
        String rest = escaped.substring(end);
        return escaped.substring(0, end) + "\n" + mark(rest.codePointCount(0, rest.length()));
    }

    private static String mark(int characters) {
        return "… (" + String.format(Locale.ROOT, "%,d", characters) + " characters more)";
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            default -> {
                boolean unwanted = Controls.isControl(c) && c != '\n' && c != '\t';
                boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
                out.appendCodePoint(unwanted ? ' ' : half ? 0xfffd : c);
            }
        }
    }
}
