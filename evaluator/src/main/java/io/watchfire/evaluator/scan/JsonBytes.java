package io.watchfire.evaluator.scan;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.watchfire.evaluator.event.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * The words of JSON (RFC 8259) in a stretch of bytes. Each method takes the place where something should begin and gives the place
 * behind it, or {@link #NO} if it is not there or of an unusual form. Not thread-safe.
 */
final class JsonBytes {
    /** Nothing that is to be read here. */
    static final int NO = -1;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long BLANKS = ' ' * ONES;

    /** Ten to the powers that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int LONGEST_NUMBER = 100;
    private static final int MOST_DIGITS_OF_A_LONG = 18;
    private static final long LARGEST_EXACT = 1L << 53;
    /** Below it no number of so many digits is too large for a double. */
    private static final int SMALL_EXPONENT = 200;

    private byte[] bytes = {};
    private int to;

    /** Of the text that was read last: whether it has escapes, and a hash of its bytes if it has none. */
    private boolean escaped;

    private long hash;

    /** The number that was read last, if it was asked for. */
    private double number;

    void begin(byte[] newBytes, int newTo) {
        bytes = newBytes;
        to = newTo;
    }

    boolean isEscaped() {
        return escaped;
    }

    long hash() {
        return hash;
    }

    double number() {
        return number;
    }

    /** The byte there; 0 behind the end. */
    int at(int place) {
        return place < to ? bytes[place] : 0;
    }

    int skipBlanks(int from) {
        int place = from;
        while (place < to
                && (bytes[place] == ' ' || bytes[place] == '\t' || bytes[place] == '\n' || bytes[place] == '\r')) {
            place++;
        }
        return place;
    }

    /** Skips blanks, a colon, and blanks. */
    int colon(int from) {
        int place = skipBlanks(from);
        return at(place) == ':' ? skipBlanks(place + 1) : NO;
    }

    // ---- texts

    /**
     * The place of the quote that ends the text whose first byte stands at {@code from}.
     *
     * <p>Eight bytes at a time: which of them is a quote, a backslash or below a blank is seen by arithmetic on the word (H. S. Warren,
     * Hacker's Delight, "Find first 0-byte").
     */
    int endOfText(int from) {
        long mixed = 0;
        long seen = 0;
        int place = from;
        while (true) {
            long word = word(place);
            long stop = zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES) | ((word - BLANKS) & ~word & HIGH_BITS);
            if (stop == 0) {
                mixed = mix(mixed, word);
                seen |= word;
                place += 8;
                continue;
            }
            int bits = Long.numberOfTrailingZeros(stop) & ~7;
            long rest = word & ((1L << bits) - 1);
            mixed = mix(mixed, rest);
            seen |= rest;
            place += bits >>> 3;
            if (at(place) == '\\') {
                return endOfEscapedText(from, place);
            }
            escaped = false;
            hash = mixed;
            boolean ends =
                    at(place) == '"' && ((seen & HIGH_BITS) == 0 || Utf8.firstMalformed(bytes, from, place) == place);
            return ends ? place : NO;
        }
    }

    private int endOfEscapedText(int from, int firstEscape) {
        int place = firstEscape;
        long mixed = 0;
        while (at(place) != '"') {
            if (at(place) == '\\') {
                place = escape(place);
                if (place == NO) {
                    return NO;
                }
            } else if (at(place) >= 0 && at(place) < ' ') {
                return NO;
            } else {
                mixed = mix(mixed, at(place));
                place++;
            }
        }
        escaped = true;
        hash = mixed;
        return Utf8.firstMalformed(bytes, from, place) == place ? place : NO;
    }

    private int escape(int from) {
        if (at(from + 1) != 'u') {
            return "\"\\/bfnrt".indexOf(at(from + 1)) >= 0 ? from + 2 : NO;
        }
        for (int i = from + 2; i < from + 6; i++) {
            if (Character.digit(at(i), 16) < 0) {
                return NO;
            }
        }
        return from + 6;
    }

    /** The text between two places, of which the last that was read says whether it has escapes. */
    String text(int from, int end, boolean hasEscapes) {
        String raw = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        if (!hasEscapes) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            i++;
            switch (raw.charAt(i)) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    out.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> out.append(raw.charAt(i));
            }
        }
        return out.toString();
    }

    /** The hash that {@link #endOfText} has for a text of these bytes. */
    static long hash(byte[] text) {
        long mixed = 0;
        int place = 0;
        for (; place + 8 <= text.length; place += 8) {
            mixed = mix(mixed, (long) WORDS.get(text, place));
        }
        return mix(mixed, rest(text, place, text.length));
    }

    static long mix(long hash, long word) {
        long product = (hash ^ word) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }

    private long word(int place) {
        return place + 8 <= bytes.length ? (long) WORDS.get(bytes, place) : rest(bytes, place, bytes.length);
    }

    private static long rest(byte[] bytes, int from, int to) {
        long word = 0;
        for (int i = from; i < to; i++) {
            word |= (bytes[i] & 0xffL) << (8 * (i - from));
        }
        return word;
    }

    /** The high bit of each byte that is zero; of bytes above the first such one it may be wrong. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGH_BITS;
    }

    // ---- numbers and words

    /** A whole number of at most 15 digits; {@link #number} has it then. */
    int wholeNumber(int from) {
        int place = at(from) == '-' ? from + 1 : from;
        int first = place;
        long digits = 0;
        while (isDigit(at(place))) {
            digits = 10 * digits + at(place) - '0';
            place++;
        }
        int count = place - first;
        if (count == 0 || count > 15 || (count > 1 && at(first) == '0')) {
            return NO;
        }
        number = at(from) == '-' ? -digits : digits;
        return place;
    }

    /** @param isWanted whether {@link #number} has to have it; if not it is only checked */
    int number(int from, boolean isWanted) {
        boolean negative = at(from) == '-';
        int place = negative ? from + 1 : from;
        int first = place;
        long digits = 0;
        int c = at(place);
        while (isDigit(c)) {
            digits = 10 * digits + c - '0';
            c = at(++place);
        }
        int count = place - first;
        if (count == 0 || (count > 1 && at(first) == '0')) {
            return NO;
        }
        int exponent = 0;
        boolean whole = true;
        if (c == '.') {
            whole = false;
            int point = place;
            c = at(++place);
            while (isDigit(c)) {
                digits = 10 * digits + c - '0';
                c = at(++place);
            }
            exponent = point + 1 - place;
            if (exponent == 0) {
                return NO;
            }
            count -= exponent;
        }
        if (c == 'e' || c == 'E') {
            whole = false;
            int sign = at(place + 1);
            int begin = sign == '-' || sign == '+' ? place + 2 : place + 1;
            int power = 0;
            for (place = begin; isDigit(at(place)); place++) {
                power = Math.min(10 * power + at(place) - '0', 100_000);
            }
            if (place == begin) {
                return NO;
            }
            exponent += sign == '-' ? -power : power;
        }
        if (place - from > LONGEST_NUMBER) {
            return NO;
        }
        if (isWanted || exponent > SMALL_EXPONENT) {
            return value(negative, digits, count, exponent, whole, from, place) ? place : NO;
        }
        return place;
    }

    /**
     * Up to 2^53, and ten to powers that a double holds, one operation rounds right (W. D. Clinger, "How to read floating point numbers
     * accurately", 1990); all others are left to the JDK.
     */
    private boolean value(boolean negative, long digits, int count, int exponent, boolean whole, int from, int end) {
        if (count <= MOST_DIGITS_OF_A_LONG && whole) {
            number = negative ? -digits : digits; // There is no -0 among whole numbers.
        } else if (count <= MOST_DIGITS_OF_A_LONG && digits <= LARGEST_EXACT && Math.abs(exponent) < POWERS.length) {
            double size = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
            number = negative ? -size : size;
        } else {
            number = Double.parseDouble(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1));
        }
        return Double.isFinite(number);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** {@code true}, {@code false} or {@code null}. */
    int literal(int from) {
        return switch (at(from)) {
            case 't' -> word(from, "true");
            case 'f' -> word(from, "false");
            case 'n' -> word(from, "null");
            default -> NO;
        };
    }

    private int word(int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at(from + i) != word.charAt(i)) {
                return NO;
            }
        }
        return from + word.length();
    }

    /** Whether these bytes stand there. */
    boolean isAt(int from, int end, byte[] text) {
        if (end - from != text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
