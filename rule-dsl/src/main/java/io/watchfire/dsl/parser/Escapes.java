package io.watchfire.dsl.parser;

/** The escapes in texts: those of JSON, and {@code \'}. */
final class Escapes {
    private Escapes() {}

    /** How long the escape at a backslash is, a surrogate pair taken as one; 0 if texts know no such escape. */
    static int length(String text, int at) {
        if (at + 1 >= text.length()) {
            return 0;
        }
        char kind = text.charAt(at + 1);
        if (kind != 'u') {
            return "'\"\\/bfnrt".indexOf(kind) >= 0 ? 2 : 0;
        }
        int unit = unit(text, at);
        if (unit < 0 || Character.isLowSurrogate((char) unit)) {
            return 0;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return 6;
        }
        int low = unit(text, at + 6);
        return low >= 0 && Character.isLowSurrogate((char) low) ? 12 : 0;
    }

    /** The unit that {@code \}{@code uXXXX} stands for, or -1. */
    private static int unit(String text, int at) {
        if (at + 6 > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    /** What a text between its quotes says. Escapes that are not known stay as they are. */
    static String decode(String quoted) {
        StringBuilder out = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c != '\\' || i + 1 == quoted.length()) {
                out.append(c);
                continue;
            }
            int unit = unit(quoted, i);
            if (unit >= 0) {
                out.append((char) unit);
                i += 5;
            } else {
                i++;
                out.append(plain(quoted.charAt(i)));
            }
        }
        return out.toString();
    }

    private static char plain(char kind) {
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> kind;
        };
    }

    /** A pattern between its quotes, as it was written; only the backslash before {@code '} or the quote itself goes. */
    static String pattern(String quoted, char quote) {
        StringBuilder out = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length()) {
                i++;
                char next = quoted.charAt(i);
                if (next != '\'' && next != quote) {
                    out.append(c);
                }
                out.append(next);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
