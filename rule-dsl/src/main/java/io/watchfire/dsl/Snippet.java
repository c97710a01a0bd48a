package io.watchfire.dsl;

import org.jspecify.annotations.Nullable;

/**
 * A line of text with carets below the place of a problem.
 *
 * <pre>{@code
 *   1 | okindName == 'btf-order' && resp_time >= 'slow'
 *     |                             ~~~~~~~~~ ^^^^^^^^^
 * }</pre>
 *
 * <p>Carets line up under full-width characters too. Long lines are cut on both sides of the place.
 */
public final class Snippet {
    /** How many characters of a line are shown at the most before and behind the beginning of the place. */
    private static final int CONTEXT = 100;

    private static final String CUT = "...";

    private Snippet() {}

    /**
     * @param span the place, underlined with carets as far as it stands on its first line; that line is shown
     * @param related a second place, underlined with tildes if it stands on the same line; or null
     */
    public static String of(String text, Span span, @Nullable Span related) {
        int at = Math.min(span.start(), text.length());
        int lineStart = text.lastIndexOf('\n', at - 1) + 1;
        int lf = text.indexOf('\n', at);
        int lineEnd = lf < 0 ? text.length() : lf;
        int from = at - lineStart > CONTEXT ? codePointStart(text, at - CONTEXT) : lineStart;
        int to = lineEnd - at > CONTEXT ? codePointStart(text, at + CONTEXT) : lineEnd;
        StringBuilder shown = new StringBuilder(from > lineStart ? CUT : "");
        StringBuilder marks = new StringBuilder(" ".repeat(shown.length()));
        for (int i = from; i < to; ) {
            int c = text.codePointAt(i);
            if (c != '\r') {
                int visible = visible(c);
                shown.appendCodePoint(visible);
                int width = DisplayWidth.of(visible);
                // An invisible character at the place itself gets a caret all the same.
                marks.append(mark(i, at, span, related).repeat(i == at ? Math.max(width, 1) : width));
            }
            i += Character.charCount(c);
        }
        if (at >= to) {
            marks.append('^');
        }
        String number = String.valueOf(
                1 + text.substring(0, lineStart).chars().filter(c -> c == '\n').count());
        return "  " + number + " | " + shown + (to < lineEnd ? CUT : "") + "\n  " + " ".repeat(number.length()) + " | "
                + marks.toString().stripTrailing();
    }

    /** Nothing that is shown moves the cursor or turns the direction of the text round. */
    private static int visible(int c) {
        if (Character.isISOControl(c)) {
            return ' ';
        }
        boolean turnsRound = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return turnsRound ? 0xFFFD : c;
    }

    private static String mark(int index, int at, Span span, @Nullable Span related) {
        if (index == at || (index > at && index < span.end())) {
            return "^";
        }
        return related != null && index >= related.start() && index < related.end() ? "~" : " ";
    }

    private static int codePointStart(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }
}
