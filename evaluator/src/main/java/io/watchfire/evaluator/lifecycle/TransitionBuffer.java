package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.alert.Transition;
import io.watchfire.evaluator.event.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** Collects the transitions of one call. */
public final class TransitionBuffer implements TransitionSink {
    private static final Comparator<Entry> BY_RULE_AND_LABELS =
            Comparator.comparingInt(Entry::ruleOrder).thenComparing(Entry::identity);

    private static final Comparator<Entry> BY_STEP =
            Comparator.comparingLong(Entry::step).thenComparingLong(Entry::time).thenComparing(BY_RULE_AND_LABELS);

    private final List<Entry> entries = new ArrayList<>();
    private long step;
    private long time;

    private record Entry(Transition transition, int ruleOrder, Labels identity, long step, long time) {}

    @Override
    public void put(Transition transition, int ruleOrder, Labels identity) {
        entries.add(new Entry(transition, ruleOrder, identity, step, time));
    }

    /** What comes from now on belongs to a step of all engines whose transitions are merged. */
    public void beginStep(long newStep, long engineTime) {
        step = newStep;
        time = engineTime;
    }

    /** Timers run, and the engine's time with them. */
    public void moveTo(long engineTime) {
        time = engineTime;
    }

    /** Tells of which alerts there are transitions. */
    public void forEachAlert(BiConsumer<String, Labels> each) {
        for (Entry entry : entries) {
            each.accept(entry.transition.rule().id(), entry.identity);
        }
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

    /** All of several buffers, in the order in which one engine would have put them out; the buffers are empty then. */
    public static List<Transition> takeMerged(List<TransitionBuffer> buffers) {
        List<Entry> all = new ArrayList<>();
        for (TransitionBuffer buffer : buffers) {
            all.addAll(buffer.entries);
            buffer.entries.clear();
        }
        all.sort(BY_STEP);
        return all.isEmpty() ? List.of() : all.stream().map(Entry::transition).toList();
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
