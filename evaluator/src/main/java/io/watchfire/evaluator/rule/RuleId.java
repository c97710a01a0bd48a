package io.watchfire.evaluator.rule;

import java.util.Locale;

/** Makes ids of rules from their names. */
final class RuleId {
    private RuleId() {}

    /** Lower case, each run of characters that are neither letters nor digits one hyphen; letters of any script stay. */
    static String ofName(String name) {
        StringBuilder id = new StringBuilder();
        boolean hyphen = false;
        for (int c : name.toLowerCase(Locale.ROOT).codePoints().toArray()) {
            if (Character.isLetterOrDigit(c)) {
                id.appendCodePoint(c);
                hyphen = false;
            } else if (!hyphen) {
                id.append('-');
                hyphen = true;
            }
        }
        return id.toString();
    }
}
