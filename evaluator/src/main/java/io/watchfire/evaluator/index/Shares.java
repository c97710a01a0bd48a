package io.watchfire.evaluator.index;

import io.watchfire.dsl.operation.Glob;
import io.watchfire.evaluator.slot.SlotLayout;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of all events at which a text is expected in a slot. Of slots of which series are known, it is counted among these; else
 * it is taken to be the smaller, the more different texts the rules look for.
 */
final class Shares {
    private static final double OF_PATTERN = 0.2;

    /** Fewer series say nothing. */
    private static final int ENOUGH_SERIES = 100;

    private final Map<Integer, Set<String>> lookedFor = new HashMap<>();
    private final Map<String, Map<String, Integer>> seen;
    private final SlotLayout layout;

    /** @param seen how many series have each text in each tag */
    Shares(List<Filed> rules, Map<String, Map<String, Integer>> seen, SlotLayout layout) {
        this.seen = seen;
        this.layout = layout;
        for (Filed rule : rules) {
            if (rule.texts().size() > 1) { // There is nothing to choose otherwise.
                rule.texts().forEach(keys -> keys.forEach(this::add));
            }
        }
    }

    private void add(Key key) {
        if (key instanceof Key.Text text) {
            lookedFor.computeIfAbsent(key.slot(), unused -> new HashSet<>()).add(text.value());
        }
    }

    double of(List<Key> keys) {
        double sum = 0;
        for (Key key : keys) {
            sum += of(key);
        }
        return sum;
    }

    private double of(Key key) {
        Map<String, Integer> counted = seen.getOrDefault(layout.nameOf(key.slot()), Map.of());
        double all = counted.values().stream().mapToInt(Integer::intValue).sum();
        if (all < ENOUGH_SERIES) {
            boolean isText = key instanceof Key.Text;
            return isText ? 1.0 / lookedFor.getOrDefault(key.slot(), Set.of("")).size() : OF_PATTERN;
        } else if (key instanceof Key.Text text) {
            return counted.getOrDefault(text.value(), 0) / all;
        }
        Glob glob = ((Key.Pattern) key).glob();
        return counted.keySet().stream()
                        .filter(glob::matches)
                        .mapToInt(counted::get)
                        .sum()
                / all;
    }
}
