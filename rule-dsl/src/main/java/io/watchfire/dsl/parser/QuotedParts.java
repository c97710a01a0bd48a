package io.watchfire.dsl.parser;

import io.watchfire.dsl.Span;
import java.util.Locale;

/** Looks at what stands between quotes: escapes, control characters, names of nothing. */
final class QuotedParts {
    private final String text;
    private final LexicalErrors errors;

    QuotedParts(String text, LexicalErrors errors) {
        this.text = text;
        this.errors = errors;
    }

    /** A text with its quotes; a pattern takes any backslash as it is, with what follows if that can stand there. */
    void checkText(Span span, boolean pattern) {
        for (int i = span.start() + 1; i < span.end() - 1; i++) {
            char c = text.charAt(i);
            if (c == '\\' && pattern) {
                i += isControl(text.charAt(i + 1)) ? 0 : 1;
            } else if (c == '\\') {
                int length = Escapes.length(text, i);
                if (length == 0) {
                    badEscape(i);
                }
                i += Math.max(length - 1, 1);
            } else if (isControl(c)) {
                control(new Span(i, i + 1), c);
            }
        }
    }

    private void badEscape(int at) {
        errors.add(
                "bad-escape",
                new Span(at, Math.min(at + 2, text.length())),
                "texts know no escape '" + text.substring(at, text.offsetByCodePoints(at, 2)) + "'",
                text.charAt(at + 1) == 'u'
                        ? "\\u is followed by four hexadecimal digits, for an emoji by two such codes: \\uD83D\\uDE00"
                        : "escapes are \\' \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX; a backslash itself is \\\\");
    }

    /** A name with its quotes. */
    void checkName(Span span) {
        for (int i = span.start(); i < span.end(); i++) {
            if (isControl(text.charAt(i))) {
                control(new Span(i, i + 1), text.charAt(i));
            }
        }
        if (QuotedName.of(text.substring(span.start(), span.end())).isEmpty()) {
            errors.add(
                    "empty-name",
                    new Span(span.start(), span.start() + 1),
                    "no name stands between the quotes",
                    "write the name of a tag or field: ${name}");
        }
    }

    static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\t';
    }

    void control(Span span, int c) {
        errors.add(
                "control-character",
                span,
                String.format(Locale.ROOT, "the control character U+%04X cannot stand here", c),
                "in texts it is written with an escape, such as \\n or \\u0007");
    }
}
