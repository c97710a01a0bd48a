package io.watchfire.notifiers.message;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.notifiers.message.Message.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects the lines of one message, and which labels they show. */
final class Lines {
    private final Words words;
    private final Transition transition;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();

    Lines(Words words, Transition transition) {
        this.words = words;
        this.transition = transition;
    }

    void add(String label, String value) {
        lines.add(new Line(label, value));
    }

    /** Adds the value of a tag or field, if the alert or its message knows it. */
    void addIfKnown(String label, String name) {
        Object value = transition.labels().asMap().get(name);
        if (value == null) {
            value = transition.variables().get(name);
        } else {
            shown.add(name);
        }
        if (value != null) {
            add(label, oneLine(ShortNumber.textOf(value)));
        }
    }

    /** Adds the labels that no line has shown, so that every alert can be told from its neighbours. */
    void addOtherLabels() {
        Map<String, String> labels = transition.labels().asMap();
        String others = labels.entrySet().stream()
                .filter(label -> !shown.contains(label.getKey()))
                .map(label -> label.getKey() + "=" + oneLine(label.getValue()))
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            add(words.labels(), others);
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
