package io.watchfire.evaluator.lifecycle;

import java.util.List;
import java.util.stream.Stream;

/**
 * A row of the table in docs/alert-life-cycle.md.
 *
 * @param keys the rule's keys as in a rule file, without the braces
 * @param untilThen what happened before, each as {@code 1m a bad} or {@code 5m passes}
 */
record TableRow(String state, String keys, List<String> untilThen, String now, String then, String reason, String why) {
    static TableRow of(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 9) {
            throw new IllegalArgumentException("not seven cells: " + line);
        }
        List<String> texts = Stream.of(cells).map(String::strip).toList();
        return new TableRow(
                texts.get(1),
                texts.get(2).replace("`", ""),
                Stream.of(texts.get(3).split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList(),
                texts.get(4),
                texts.get(5),
                texts.get(6),
                texts.get(7));
    }

    @Override
    public String toString() {
        return state + ", " + keys + ": " + String.join(", ", untilThen) + "; " + now;
    }
}
