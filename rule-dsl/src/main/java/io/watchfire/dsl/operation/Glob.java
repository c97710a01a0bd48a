package io.watchfire.dsl.operation;

import java.util.BitSet;

/**
 * A whole-value glob: {@code *} any run, {@code ?} one character (code point), {@code \} takes the next character as it is.
 *
 * <p>A run that turns out too short is only ever lengthened at the last {@code *}: at most text times pattern steps.
 */
public final class Glob implements TextPattern {
    /** The pattern without its backslashes. */
    private final String pattern;

    /** Which characters of {@link #pattern} are {@code *} or {@code ?} with their special meaning. */
    private final BitSet special;

    private final String suffix;

    private Glob(String pattern, BitSet special) {
        this.pattern = pattern;
        this.special = special;
        this.suffix = pattern.substring(special.length());
    }

    public static Glob of(String source) {
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

    /** What a glob asks of a text, if it is one of the simple things. */
    public enum Kind {
        EQUALS,
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS,
        /** Something else. */
        OTHER
    }

    public Kind kind() {
        boolean open = pattern.length() > 0 && is(0, '*');
        boolean end = pattern.length() > 1 && is(pattern.length() - 1, '*');
        boolean plain = special.cardinality() == (open ? 1 : 0) + (end ? 1 : 0) && isWellFormed(literal());
        if (!plain || literal().isEmpty()) {
            return Kind.OTHER;
        } else if (open) {
            return end ? Kind.CONTAINS : Kind.ENDS_WITH;
        }
        return end ? Kind.STARTS_WITH : Kind.EQUALS;
    }

    /** The text that a glob of a simple {@link #kind} asks for. */
    public String literal() {
        int end = pattern.length() > 1 && is(pattern.length() - 1, '*') ? pattern.length() - 1 : pattern.length();
        return pattern.substring(pattern.length() > 0 && is(0, '*') ? 1 : 0, end);
    }

    /** With what every text begins that fits: all before the first {@code *} or {@code ?}. */
    public String prefix() {
        int end = special.nextSetBit(0);
        return end < 0 ? pattern : pattern.substring(0, end);
    }

    /** With what every text ends that fits: all after the last {@code *} or {@code ?}. */
    public String suffix() {
        return suffix;
    }

    /** The glob as it is written. */
    public String source() {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean isMeant = special.get(i) || (c != '*' && c != '?' && c != '\\');
            source.append(isMeant ? "" : "\\").append(c);
        }
        return source.toString();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Glob other && pattern.equals(other.pattern) && special.equals(other.special);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** A half of a surrogate pair would be found inside of characters. */
    public static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public boolean matches(String text) {
        if (!text.endsWith(suffix)) {
            return false; // Most texts are told apart here.
        }
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
