package io.watchfire.evaluator.event;

/** Strict checks of UTF-8, after RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    private Utf8() {}

    /** Index of the first byte that is not UTF-8, or {@code to} if all are. */
    public static int firstMalformed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = bytes[at] & 0xff;
            int length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
            if (length == 0 || at + length > to || !continues(bytes, at, length, lead)) {
                return at;
            }
            at += length;
        }
        return to;
    }

    private static boolean continues(byte[] bytes, int at, int length, int lead) {
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return false;
            }
        }
        if (length < 3) {
            return true;
        }
        int second = bytes[at + 1] & 0xff;
        return switch (lead) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
    }

    /** How many characters begin in that stretch. */
    static int codePoints(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                count++;
            }
        }
        return count;
    }
}
