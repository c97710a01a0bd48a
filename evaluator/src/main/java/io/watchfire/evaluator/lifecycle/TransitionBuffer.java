package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the transitions of one call. */
public final class TransitionBuffer implements TransitionSink {
    private static final Comparator<Entry> BY_RULE_AND_LABELS =
            Comparator.comparingInt(Entry::ruleOrder).thenComparing(Entry::identity);

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Transition transition, int ruleOrder, Labels identity) {}

    @Override
    public void put(Transition transition, int ruleOrder, Labels identity) {
        entries.add(new Entry(transition, ruleOrder, identity));
    }

    public int size() {
        return entries.size();
    }

    /**
     * Brings what came since then, all of one instant, into the order in which it is told: by rule, then by labels. What one
     * alert did stays in its order.
     */
    public void sortFrom(int begin) {
        if (entries.size() - begin > 1) {
            entries.subList(begin, entries.size()).sort(BY_RULE_AND_LABELS);
        }
    }

    /** All of them; the buffer is empty then. */
    public List<Transition> take() {
        if (entries.isEmpty()) {
            return List.of();
        }
        List<Transition> taken = entries.stream().map(Entry::transition).toList();
        entries.clear();
        return taken;
    }
}
