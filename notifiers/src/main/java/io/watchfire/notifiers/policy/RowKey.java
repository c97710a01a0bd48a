package io.watchfire.notifiers.policy;

import java.util.List;

/**
 * Keys of rows: texts one behind another, each in quotes, so that different ones never read the same. They are never read
 * back, only compared.
 */
final class RowKey {
    private final StringBuilder text = new StringBuilder();

    private RowKey() {}

    static String of(AlertKey alert) {
        return new RowKey().alert(alert).text.toString();
    }

    static String of(AlertKey alert, String receiver) {
        return new RowKey().part(receiver).alert(alert).text.toString();
    }

    static String of(Group.Key group) {
        RowKey key = new RowKey()
                .part(group.receiver())
                .part(group.scope())
                .part(Long.toString(group.grouping().waitMillis()))
                .part(Long.toString(group.grouping().intervalMillis()));
        List<String> by = group.grouping().by();
        for (int i = 0; i < by.size(); i++) {
            key.part(by.get(i)).part(group.values().get(i));
        }
        return key.text.toString();
    }

    private RowKey alert(AlertKey alert) {
        part(alert.rule());
        alert.labels().forEach((name, value) -> part(name).part(value));
        return this;
    }

    /** Halves of characters and controls are named by their numbers: not every store keeps them. */
    private RowKey part(String part) {
        text.append(text.length() == 0 ? "\"" : " \"");
        if (isPlain(part)) {
            text.append(part).append('"');
            return this;
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || isHalf(part, i)) {
                text.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                text.append(c);
            }
        }
        text.append('"');
        return this;
    }

    private static boolean isPlain(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHalf(String part, int i) {
        char c = part.charAt(i);
        boolean begins =
                Character.isHighSurrogate(c) && i + 1 < part.length() && Character.isLowSurrogate(part.charAt(i + 1));
        boolean ends = Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(part.charAt(i - 1));
        return Character.isSurrogate(c) && !begins && !ends;
    }
}
