package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.RuleAlerts;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes an index as an indented tree. */
final class Printer {
    /** More rules of one kind are counted only. */
    private static final int MOST_NAMES = 8;

    private final StringBuilder out = new StringBuilder();
    private int depth;

    void line(String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }

    /** Nothing if there are none. */
    void rules(String what, RuleAlerts[] rules) {
        if (rules.length > 0) {
            String names = Arrays.stream(rules)
                    .limit(MOST_NAMES)
                    .map(rule -> rule.rule().id())
                    .collect(Collectors.joining(", "));
            int more = rules.length - MOST_NAMES;
            line(what + ": " + names + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    void inside(Runnable lines) {
        depth++;
        lines.run();
        depth--;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
