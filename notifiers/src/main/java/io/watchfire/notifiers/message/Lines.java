package io.watchfire.notifiers.message;

import io.watchfire.notifiers.message.Message.Line;
import io.watchfire.notifiers.words.ShortNumber;
import io.watchfire.notifiers.words.Word;
import io.watchfire.notifiers.words.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects the lines of one message, and which labels they show. */
final class Lines {
    private final Words words;
    private final Map<String, String> labels;
    private final Map<String, Object> variables;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();

    /**
     * @param labels what the alerts have in common, sorted by name
     * @param variables what is known beside them
     */
    Lines(Words words, Map<String, String> labels, Map<String, Object> variables) {
        this.words = words;
        this.labels = labels;
        this.variables = variables;
    }

    void add(Word label, String value) {
        lines.add(new Line(words.say(label), value));
    }

    /** Adds the value of a tag or field, if the alert or its message knows it. */
    void addIfKnown(Word label, String name) {
        Object value = labels.get(name);
        if (value == null) {
            value = variables.get(name);
        } else {
            shown.add(name);
        }
        if (value != null) {
            add(label, oneLine(ShortNumber.textOf(value)));
        }
    }

    /** Adds the labels that no line has shown, so that every alert can be told from its neighbours. */
    void addOtherLabels() {
        String others = labels.entrySet().stream()
                .filter(label -> !shown.contains(label.getKey()))
                .map(label -> label.getKey() + "=" + oneLine(label.getValue()))
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            add(Word.LABELS, others);
        }
    }

    List<Line> all() {
        return lines;
    }

    /** Blanks instead of line ends: a tag's value must not be able to forge a line. */
    static String oneLine(String text) {
        return text.replaceAll("\\R|[\\u0085\\u2028\\u2029]", " ");
    }
}
