package io.watchfire.dsl.parser;

/** Names in quotes. */
public final class QuotedName {
    private QuotedName() {}

    /** The name in {@code ${odd name}}, whose blanks at the ends do not count, or in back quotes, where two are one. */
    public static String of(String source) {
        if (source.startsWith("`")) {
            String inner = source.length() > 1 && source.endsWith("`")
                    ? source.substring(1, source.length() - 1)
                    : source.substring(1);
            return inner.replace("``", "`");
        }
        String inner = source.endsWith("}") ? source.substring(2, source.length() - 1) : source.substring(2);
        int start = 0;
        int end = inner.length();
        while (start < end && isBlank(inner.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(inner.charAt(end - 1))) {
            end--;
        }
        return inner.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == '\t' || Character.getType(c) == Character.SPACE_SEPARATOR;
    }
}
