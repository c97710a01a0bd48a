package io.watchfire.dsl.parser;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Characters that have no meaning in the language, and what was probably meant by them. */
final class Characters {
    private Characters() {}

    /** The character itself where it can be seen, and its code point. */
    static String show(int c) {
        String code = String.format(Locale.ROOT, "U+%04X", c);
        boolean visible = !Character.isWhitespace(c)
                && Character.getType(c) != Character.FORMAT
                && Character.getType(c) != Character.SURROGATE
                && Character.isDefined(c);
        return visible ? "'" + Character.toString(c) + "' (" + code + ")" : code;
    }

    static @Nullable String help(int c) {
        if (c >= 0xff01 && c <= 0xff5e) {
            return "this is a full-width character; the plain one is " + (char) (c - 0xfee0);
        }
        return switch (c) {
            case '&' -> "both conditions: && or and";
            case '|' -> "either condition: || or or";
            case 0x2018, 0x2019, 0x201c, 0x201d, 0x2032, 0x2033 -> "texts stand between straight quotes: 'text'";
            case 0x2264 -> "less or equal is written <=";
            case 0x2265 -> "greater or equal is written >=";
            case 0x2260 -> "not equal is written !=";
            case 0x2212, 0x2013, 0x2014 -> "minus is written with the plain sign -";
            case 0x00d7 -> "times is written *";
            case 0x00f7 -> "divided by is written /";
            case '$' -> "a name in quotes is written ${name}";
            case '.' -> "numbers have digits on both sides of the point";
            case 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0x00ad -> "it cannot be seen; delete it";
            default -> Character.getType(c) == Character.FORMAT ? "it cannot be seen; delete it" : null;
        };
    }
}
