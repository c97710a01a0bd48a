package io.watchfire.runtime;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Map;

/**
 * A line of {@code key=value}, with blanks between. What holds blanks, quotes, equals signs or control characters stands in
 * quotes, escaped as in JSON, so that no value can look like another key or begin another line.
 */
final class LogLine {
    private final StringBuilder text = new StringBuilder();

    LogLine(String key, String value) {
        add(key, value);
    }

    LogLine add(String key, String value) {
        if (text.length() > 0) {
            text.append(' ');
        }
        text.append(key).append('=');
        if (isPlain(value)) {
            text.append(value);
        } else {
            quote(value);
        }
        return this;
    }

    /** {@code labels.oname=order-1 labels.pcode=5}. */
    LogLine add(String key, Map<String, String> values) {
        values.forEach((name, value) -> add(key + "." + (isPlain(name) ? name : quoted(name)), value));
        return this;
    }

    private void quote(String value) {
        text.append(quoted(value));
    }

    private static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        JsonStringEncoder.getInstance().quoteAsString(value, out);
        // JSON lets these stand, and they end a line or turn its direction.
        for (int i = 1; i < out.length(); i++) {
            char c = out.charAt(i);
            if (isUnsafe(c)) {
                out.replace(i, i + 1, String.format("\\u%04x", (int) c));
            }
        }
        return out.append('"').toString();
    }

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '=' || c == '\\' || isUnsafe((char) c));
    }

    private static boolean isUnsafe(char c) {
        return (c >= 0x7f && c <= 0x9f)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
