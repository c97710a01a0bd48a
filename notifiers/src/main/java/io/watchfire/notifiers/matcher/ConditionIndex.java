package io.watchfire.notifiers.matcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Things with conditions, found by an alert without asking each: a condition that says {@code name == 'text'} is asked only
 * of alerts that have that text. Not thread-safe.
 */
public final class ConditionIndex<T> {
    private final Map<String, Map<String, List<T>>> byEquality = new TreeMap<>();
    private final List<T> others = new ArrayList<>();

    public void add(AlertCondition condition, T thing) {
        condition
                .equality()
                .ifPresentOrElse(
                        term -> byEquality
                                .computeIfAbsent(term.name(), name -> new LinkedHashMap<>())
                                .computeIfAbsent(term.value(), value -> new ArrayList<>())
                                .add(thing),
                        () -> others.add(thing));
    }

    /** Tells what may match: all that does, and perhaps more, in an order that depends on what was added only. */
    public void forCandidates(AlertFacts alert, Consumer<T> action) {
        byEquality.forEach((name, byValue) -> {
            List<T> found = byValue.get(alert.text(name));
            if (found != null) {
                found.forEach(action);
            }
        });
        others.forEach(action);
    }
}
