package io.watchfire.dsl.parser;

import io.watchfire.dsl.Problem;
import io.watchfire.dsl.Severity;
import io.watchfire.dsl.Span;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Places in one text. The generated lexer counts code points, spans count UTF-16 units, people count lines and columns in
 * code points from 1; only LF ends a line.
 */
final class Places {
    private final String text;

    /** Offset of each code point, if some take two units; null if counting code points is counting units. */
    private final int @Nullable [] offsets;

    Places(String text) {
        this.text = text;
        this.offsets = text.codePointCount(0, text.length()) == text.length() ? null : offsets(text);
    }

    private static int[] offsets(String text) {
        int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
        int at = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
        }
        return offsets;
    }

    private int offset(int codePoints) {
        return offsets == null ? codePoints : offsets[codePoints];
    }

    int start(Token token) {
        return offset(token.getStartIndex());
    }

    Span span(Token token) {
        return span(token, token);
    }

    /** From one token to another; the end of the text is an empty span. */
    Span span(Token first, Token last) {
        if (first.getType() == Token.EOF) {
            return new Span(text.length(), text.length());
        }
        return Span.of(start(first), offset(last.getStopIndex() + 1));
    }

    Problem error(String code, Span span, String message, @Nullable String help) {
        int lineStart = text.lastIndexOf('\n', span.start() - 1) + 1;
        int line = 1
                + (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        int column = text.codePointCount(lineStart, span.start()) + 1;
        return new Problem(Severity.ERROR, code, message, help, span, null, line, column);
    }
}
