package io.watchfire.notifiers.slack;

import io.watchfire.notifiers.message.Message.Line;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text in which nothing can mention, link, or be laid out: what would stands behind a backslash, or has a character without
 * width in it. Cut as {@link SlackText} cuts, between characters and with a mark.
 */
final class MarkdownText {
    static final String ELLIPSIS = SlackText.ELLIPSIS;

    private static final String NO_WIDTH = "\u200b";

    private MarkdownText() {}

    /** @param limit in UTF-16 units, before what is put in */
    static String escape(String text, int limit, String mark) {
        return mask(SlackText.cut(text, limit, mark));
    }

    /** Lines, one below the other; the longest are cut first. */
    static String escape(List<Line> lines, int limit, String mark) {
        return SlackText.cut(lines, limit, mark).lines().map(MarkdownText::mask).collect(Collectors.joining("\n"));
    }

    /** A URL that ends where it should, inside round brackets. */
    static String url(String url) {
        return url.replace("(", "%28").replace(")", "%29");
    }

    private static String mask(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*', '_', '~', '`', '\\' -> out.append('\\').append(c);
                case '@', '<', '#' -> out.append(c).append(NO_WIDTH);
                case ']' -> out.append(c).append(text.startsWith("(", i + 1) ? NO_WIDTH : "");
                // An emoji's name, or a link; but no time of day.
                case ':' ->
                    out.append(c).append(i + 1 < text.length() && startsWord(text.charAt(i + 1)) ? NO_WIDTH : "");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean startsWord(char c) {
        return Character.isLetter(c) || c == '/' || c == '+' || c == '-' || c == '_';
    }
}
