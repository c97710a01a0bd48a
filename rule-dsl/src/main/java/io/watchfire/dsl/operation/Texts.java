package io.watchfire.dsl.operation;

import io.watchfire.dsl.Truth;
import io.watchfire.dsl.syntax.ComparisonOperator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the language does with texts: everything counts in code points. Unknown if an argument is. */
public final class Texts {
    private Texts() {}

    public static Truth compare(ComparisonOperator operator, @Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        return switch (operator) {
            case EQUAL -> Truth.of(left.equals(right));
            case NOT_EQUAL -> Truth.of(!left.equals(right));
            default -> Truth.of(Numbers.holds(operator, compare(left, right), 0));
        };
    }

    public static Truth between(@Nullable String value, @Nullable String low, @Nullable String high) {
        return compare(ComparisonOperator.GREATER_OR_EQUAL, value, low)
                .and(compare(ComparisonOperator.LESS_OR_EQUAL, value, high));
    }

    public static Truth among(@Nullable String value, Set<String> elements) {
        return value == null ? Truth.UNKNOWN : Truth.of(elements.contains(value));
    }

    public static Truth startsWith(@Nullable String text, @Nullable String start) {
        return text == null || start == null ? Truth.UNKNOWN : Truth.of(text.startsWith(start));
    }

    public static Truth endsWith(@Nullable String text, @Nullable String end) {
        return text == null || end == null ? Truth.UNKNOWN : Truth.of(text.endsWith(end));
    }

    public static Truth contains(@Nullable String text, @Nullable String part) {
        return text == null || part == null ? Truth.UNKNOWN : Truth.of(text.contains(part));
    }

    public static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    public static @Nullable String upper(@Nullable String text) {
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    /** All occurrences; nothing to look for changes nothing. */
    public static @Nullable String replace(@Nullable String text, @Nullable String what, @Nullable String with) {
        if (text == null || what == null || with == null) {
            return null;
        }
        return what.isEmpty() ? text : text.replace(what, with);
    }

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

    public static double length(@Nullable String text) {
        return text == null ? Double.NaN : codePoints(text);
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    /** From {@code start} on to before {@code end}; what lies out of range is clamped. */
    public static @Nullable String substring(@Nullable String text, double start, double end) {
        if (text == null || Double.isNaN(start) || Double.isNaN(end)) {
            return null;
        }
        int length = codePoints(text);
        int from = clamp(start, length);
        int to = Math.max(from, clamp(end, length));
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    private static int clamp(double index, int length) {
        return (int) Math.max(0, Math.min(length, Math.floor(index)));
    }

    /** Without the characters of Unicode's White_Space at both ends. */
    public static @Nullable String trim(@Nullable String text) {
        if (text == null) {
            return null;
        }
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
