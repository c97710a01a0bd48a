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

    /** What to write instead of the first half of what looks like an operator. */
    static String helpForEquals(String next) {
        return switch (next) {
            case ">" -> "greater or equal is written >=";
            case "<" -> "less or equal is written <=";
            case "!" -> "not equal is written !=";
            case "~" -> "regular expressions are written x matches 'a.*'";
            default -> "equality is asked with ==, greater or equal with >=";
        };
    }

    /**
     * What to do about a character, or null.
     *
     * @param end offset behind it
     */
    static @Nullable String help(int c, String text, int end) {
        if (c >= 0xff01 && c <= 0xff5e) {
            return "this is a full-width character; the plain one is " + (char) (c - 0xfee0);
        }
        if (Character.getType(c) == Character.FORMAT) {
            return "it cannot be seen; delete it";
        }
        return switch (c) {
            case '&' -> "both conditions: && or and";
            case '|' -> "either condition: || or or";
            case '[' -> bracket(text, end);
            case '{', '}' ->
                c == '{' && touchesName(text, end - 1)
                        ? "labels are compared one by one: job == 'api'"
                        : "lists and groups stand in round brackets: x in (1, 2)";
            case ']' -> "lists and groups stand in round brackets: x in (1, 2)";
            case ';' -> "one text is one expression; join conditions with && or ||";
            case ':' -> text.startsWith("=", end) ? "nothing is assigned; equality is asked with ==" : null;
            case '?' -> "a choice is written if(condition, value, otherwise)";
            case '@' -> "an odd name is quoted: ${@name}";
            case '\\' -> "a backslash stands inside quotes only";
            case '#' -> "an expression holds no comments; an odd name is quoted: ${#name}";
            case '^' -> "there is no power; multiply instead: x * x";
            case '~' -> "regular expressions are written x matches 'a.*'";
            case 0x2018, 0x2019, 0x201c, 0x201d, 0x2032, 0x2033, 0x00ab, 0x00bb, 0x300c, 0x300d ->
                "texts stand between straight quotes: 'text'";
            case 0x2264 -> "less or equal is written <=";
            case 0x2265 -> "greater or equal is written >=";
            case 0x2260 -> "not equal is written !=";
            case 0x2227 -> "both conditions: && or and";
            case 0x2228 -> "either condition: || or or";
            case 0x00ac -> "not is written !";
            case 0x2208 -> "one of several is written x in (1, 2)";
            case 0x2212, 0x2013, 0x2014 -> "minus is written with the plain sign -";
            case 0x00d7 -> "times is written *";
            case 0x00f7 -> "divided by is written /";
            case 0x3001, 0x3002 -> "a list is separated by the plain comma ,";
            case 0x2026 -> "leave it out, or write all of the condition";
            case '$' -> "an odd name is quoted: ${name}";
            case '.' -> "numbers have digits on both sides of the point, names letters";
            default -> null;
        };
    }

    /** A list, or the window of another language. */
    private static String bracket(String text, int end) {
        if (!touchesName(text, end - 1)) {
            return "a list stands in round brackets: in (1, 2)";
        }
        return "a window is written behind the call: avg(x) over 5m";
    }

    private static boolean touchesName(String text, int at) {
        return at > 0 && Character.isLetterOrDigit(text.codePointBefore(at));
    }
}
