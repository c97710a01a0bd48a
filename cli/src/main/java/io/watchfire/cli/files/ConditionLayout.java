package io.watchfire.cli.files;

import io.watchfire.dsl.RuleLanguage;
import io.watchfire.evaluator.json.JsonArray;
import io.watchfire.evaluator.json.JsonDocument;
import io.watchfire.evaluator.json.JsonObject;
import io.watchfire.evaluator.json.JsonText;
import io.watchfire.evaluator.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a rule file in their canonical layout; all else in the file stays as it is, to the byte.
 *
 * @param changes what differs from the canonical layout, in order of the file
 * @param text the whole file with the changes made
 */
public record ConditionLayout(List<Change> changes, String text) {
    private static final List<String> RULE_KEYS = List.of("target", "condition", "when", "resolveWhen");
    private static final List<String> LEVEL_KEYS = List.of("when", "resolveWhen");

    public ConditionLayout {
        changes = List.copyOf(changes);
    }

    /** A condition that is not in its canonical layout, and where it stands in the file. */
    public record Change(String path, int line, int column, String before, String after) {}

    /** Lays out a rule file that has no errors. */
    static ConditionLayout of(JsonDocument document, JsonValue root) {
        List<Change> changes = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        int copied = 0;
        for (JsonText condition : conditions(root)) {
            String before = condition.value();
            String after = RuleLanguage.standard().format(before).orElse(before);
            if (!after.equals(before)) {
                int start = condition.offset() + 1;
                int end = condition.offsetOf(before.length());
                String written = document.text().substring(start, end);
                out.append(document.text(), copied, start)
                        .append(escaped(after, isAscii(written) && written.contains("\\u")));
                copied = end;
                changes.add(new Change(condition.path(), document.line(start), document.column(start), before, after));
            }
        }
        out.append(document.text(), copied, document.text().length());
        return new ConditionLayout(changes, out.toString());
    }

    /** All conditions of all rules, in order of the file. */
    private static List<JsonText> conditions(JsonValue root) {
        List<JsonText> conditions = new ArrayList<>();
        if (root instanceof JsonObject file && file.get("rules") instanceof JsonArray rules) {
            for (JsonValue rule : rules.elements()) {
                if (rule instanceof JsonObject object) {
                    addConditions(object, conditions);
                }
            }
        }
        return conditions;
    }

    private static void addConditions(JsonObject rule, List<JsonText> out) {
        for (String key : rule.keys()) {
            JsonValue value = rule.get(key);
            if (RULE_KEYS.contains(key)) {
                addText(value, out);
            } else if (key.equals("levels") && value instanceof JsonObject levels) {
                for (JsonValue level : levels.values()) {
                    addText(level, out);
                    if (level instanceof JsonObject object) {
                        object.keys().stream()
                                .filter(LEVEL_KEYS::contains)
                                .forEach(inner -> addText(object.get(inner), out));
                    }
                }
            }
        }
    }

    private static void addText(@Nullable JsonValue value, List<JsonText> out) {
        if (value instanceof JsonText text) {
            out.add(text);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /**
     * As the inside of a JSON text; with {@code ascii}, as a file that holds nothing but ASCII writes it. Half a surrogate pair has no
     * bytes in UTF-8, so it is escaped in any case.
     */
    private static String escaped(String text, boolean ascii) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (c < 0x20 || (ascii && c >= 0x7f) || isHalf(c)) {
                for (char unit : Character.toChars(c)) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
