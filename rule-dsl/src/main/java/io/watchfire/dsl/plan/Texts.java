package io.watchfire.dsl.plan;

/** What the language does with texts: everything counts in code points. */
final class Texts {
    private Texts() {}

    /** Order by code point; differs from Java's where a surrogate pair meets U+E000 to U+FFFF. */
    static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean pairX = Character.isSurrogate(x);
                boolean pairY = Character.isSurrogate(y);
                return pairX == pairY ? Character.compare(x, y) : pairX ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** From {@code start} on to before {@code end}; what lies out of range is clamped. */
    static String substring(String text, double start, double end) {
        int length = length(text);
        int from = clamp(start, length);
        int to = Math.max(from, clamp(end, length));
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    private static int clamp(double index, int length) {
        return (int) Math.max(0, Math.min(length, Math.floor(index)));
    }

    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The Unicode property White_Space; all of its characters lie in the basic plane. */
    private static boolean isWhiteSpace(char c) {
        return (c >= 0x09 && c <= 0x0d) || c == 0x85 || Character.isSpaceChar(c);
    }
}
