package io.watchfire.dsl.plan;

import java.util.BitSet;

/**
 * A whole-value glob: {@code *} any run, {@code ?} one character (code point), {@code \} takes the next character as it is.
 *
 * <p>A run that turns out too short is only ever lengthened at the last {@code *}: at most text times pattern steps.
 */
final class Glob {
    /** The pattern without its backslashes. */
    private final String pattern;

    /** Which characters of {@link #pattern} are {@code *} or {@code ?} with their special meaning. */
    private final BitSet special;

    private Glob(String pattern, BitSet special) {
        this.pattern = pattern;
        this.special = special;
    }

    static Glob of(String source) {
        StringBuilder pattern = new StringBuilder();
        BitSet special = new BitSet();
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\' && i + 1 < source.length()) {
                i++;
                pattern.append(source.charAt(i));
            } else {
                special.set(pattern.length(), c == '*' || c == '?');
                pattern.append(c);
            }
        }
        return new Glob(pattern.toString(), special);
    }

    boolean matches(String text) {
        int t = 0;
        int p = 0;
        int star = -1;
        int retryFrom = 0;
        while (t < text.length()) {
            if (p < pattern.length() && is(p, '*')) {
                star = p++;
                retryFrom = t;
            } else if (p < pattern.length() && is(p, '?')) {
                t += width(text, t);
                p++;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                t++;
                p++;
            } else if (star >= 0) {
                retryFrom += width(text, retryFrom);
                t = retryFrom;
                p = star + 1;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && is(p, '*')) {
            p++;
        }
        return p == pattern.length();
    }

    private boolean is(int index, char sign) {
        return special.get(index) && pattern.charAt(index) == sign;
    }

    private static int width(String text, int index) {
        return Character.charCount(text.codePointAt(index));
    }
}
