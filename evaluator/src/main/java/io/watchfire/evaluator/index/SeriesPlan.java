package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.Look;
import io.watchfire.evaluator.lifecycle.Remembered;
import io.watchfire.evaluator.lifecycle.RuleAlerts;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.EventView;
import io.watchfire.evaluator.slot.SlotLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules that the events of one series can touch: what its tags decide is decided once. */
final class SeriesPlan {
    private static final ThresholdSet[] NO_SETS = {};
    private static final ByText[] NO_TEXTS = {};

    private final CategoryIndex index;

    /** Rules that look where a threshold of theirs changes. */
    private final ThresholdSet[] changing;

    /** Rules that look as long as a threshold holds. */
    private final ThresholdSet[] holding;

    private final RuleAlerts[] always;

    /** Texts that are no tags of the series, and so differ from event to event. */
    private final ByText[] open;

    /** The numbers whose changes matter. */
    private final Remembered remembered;

    /** Whether rules look only where bounds on fields are crossed. */
    private final boolean isByBounds;

    /** The least and the greatest that each of these numbers can be so that nothing changes; NaN before the first event. */
    private final double[] quiet;

    private SeriesPlan(CategoryIndex index, Found found) {
        this.index = index;
        this.changing = found.changing.isEmpty() ? NO_SETS : found.changing.toArray(NO_SETS);
        this.holding = found.holding.isEmpty() ? NO_SETS : found.holding.toArray(NO_SETS);
        this.always = found.always.isEmpty() ? Rules.NONE : found.always.toArray(Rules.NONE);
        this.open = found.open.isEmpty() ? NO_TEXTS : found.open.toArray(NO_TEXTS);
        this.remembered = index.scope().remembered(found.places, found.tags);
        SlotLayout layout = index.scope().layout();
        this.isByBounds = holding.length + always.length + open.length == 0
                && Arrays.stream(remembered.slots()).noneMatch(layout.shared()::isAt);
        this.quiet = new double[2 * found.places.size()];
        Arrays.fill(quiet, Double.NaN);
    }

    /** @param tags the tags of the series, laid out as the category has it */
    static SeriesPlan of(CategoryIndex index, EventSlots tags) {
        Found found = new Found(tags);
        found.add(index.root());
        return new SeriesPlan(index, found);
    }

    boolean isOf(CategoryIndex other) {
        return index == other;
    }

    /** The numbers that have to be remembered of each event. */
    Remembered remembered() {
        return remembered;
    }

    /** Whether an event is to be passed over: no number leaves the stretch in which nothing changes. Takes its numbers then. */
    boolean passesOver(Look look, Series series, EventView event) {
        if (!isByBounds) {
            return false;
        }
        double[] taken = look.read(event, remembered);
        for (int i = 0; i < quiet.length; i += 2) {
            double number = taken[i / 2];
            if (!(number >= quiet[i] && number <= quiet[i + 1])) { // Nor if it is missing.
                return false;
            }
        }
        System.arraycopy(taken, 0, series.lastNumbers(), 0, quiet.length / 2);
        return true;
    }

    void show(Look look, Series series, EventView event) {
        if (!isByBounds) {
            look.layOut();
        }
        look.take(series, event, remembered, index.scope());
        for (ThresholdSet set : changing) {
            set.showChanged(look);
        }
        for (ThresholdSet set : holding) {
            set.showHolding(look);
        }
        Rules.show(always, look, false);
        for (ByText texts : open) {
            texts.show(look);
        }
        listen(look);
    }

    /** Finds out how far each number can move before a bound is crossed. */
    private void listen(Look look) {
        if (!isByBounds) {
            return;
        }
        int[] places = remembered.places();
        for (int i = 0; i < places.length; i++) {
            double number = look.number(places[i]);
            double from = Double.isNaN(number) ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            double to = Double.POSITIVE_INFINITY;
            for (ThresholdSet set : changing) {
                for (Thresholds thresholds : set.bySlot()) {
                    if (thresholds.place() == places[i]) {
                        from = Math.max(from, thresholds.quietFrom(number));
                        to = Math.min(to, thresholds.quietTo(number));
                    }
                }
            }
            quiet[2 * i] = from;
            quiet[2 * i + 1] = to;
        }
    }

    private static final class Found {
        final EventSlots tags;
        final List<ThresholdSet> changing = new ArrayList<>();
        final List<ThresholdSet> holding = new ArrayList<>();
        final List<RuleAlerts> always = new ArrayList<>();
        final List<ByText> open = new ArrayList<>();
        final SortedSet<Integer> places = new TreeSet<>();

        Found(EventSlots tags) {
            this.tags = tags;
        }

        void add(Branch branch) {
            for (ThresholdSet set : branch.bucket().sets()) {
                if (areTags(set.otherSlots())) {
                    changing.add(set);
                    for (Thresholds thresholds : set.bySlot()) {
                        places.add(thresholds.place());
                    }
                } else {
                    holding.add(set);
                }
            }
            always.addAll(List.of(branch.bucket().always()));
            for (ByText texts : branch.byText()) {
                if (tags.isTag(texts.slot())) {
                    add(texts, String.valueOf(tags.text(texts.slot())));
                } else {
                    open.add(texts);
                }
            }
        }

        private void add(ByText texts, String text) {
            Branch branch = texts.of(text);
            if (branch != null) {
                add(branch);
            }
            for (Branch fitting : texts.fitting(text)) {
                add(fitting);
            }
        }

        private boolean areTags(int @Nullable [] slots) {
            if (slots == null) {
                return false;
            }
            for (int slot : slots) {
                if (!tags.isTag(slot)) {
                    return false;
                }
            }
            return true;
        }
    }
}
