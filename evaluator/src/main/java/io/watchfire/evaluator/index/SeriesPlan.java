package io.watchfire.evaluator.index;

import io.watchfire.evaluator.lifecycle.CategoryScope;
import io.watchfire.evaluator.lifecycle.Look;
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

    /**
     * Where the numbers stand whose changes matter, their slots, and the names of the fields that hold them. The name of a tag is that of no
     * number, and no name stands for a number that rules share.
     */
    private final int[] places;

    private final int[] slots;
    private final @Nullable String[] names;

    private final boolean isByBounds;

    private SeriesPlan(CategoryIndex index, Found found) {
        this.index = index;
        this.changing = found.changing.isEmpty() ? NO_SETS : found.changing.toArray(NO_SETS);
        this.holding = found.holding.isEmpty() ? NO_SETS : found.holding.toArray(NO_SETS);
        this.always = found.always.isEmpty() ? Rules.NONE : found.always.toArray(Rules.NONE);
        this.open = found.open.isEmpty() ? NO_TEXTS : found.open.toArray(NO_TEXTS);
        CategoryScope scope = index.scope();
        this.places = found.places.stream().mapToInt(Integer::intValue).toArray();
        SlotLayout layout = scope.layout();
        this.slots = found.places.stream().mapToInt(scope::rememberedSlot).toArray();
        this.names = Arrays.stream(slots)
                .mapToObj(slot -> found.tags.isTag(slot) || layout.shared().isAt(slot) ? null : layout.nameOf(slot))
                .toArray(String[]::new);
        this.isByBounds = holding.length + always.length + open.length == 0
                && Arrays.stream(slots).noneMatch(layout.shared()::isAt);
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

    /** Where the numbers stand that have to be remembered of each event. */
    int[] places() {
        return places;
    }

    /** Whether rules look only where bounds on fields are crossed. */
    boolean isByBounds() {
        return isByBounds;
    }

    /** Takes the numbers of an event of a plan by bounds; whether it is plain that it has nothing to show. */
    boolean isQuiet(Look look, Series series, EventView event) {
        look.take(series, event, places, slots, names, index.scope());
        for (ThresholdSet set : changing) {
            if (!set.isQuiet(look)) {
                return false;
            }
        }
        return true;
    }

    void show(Look look, Series series, EventView event) {
        if (!isByBounds) {
            look.layOut();
        }
        look.take(series, event, places, slots, names, index.scope());
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
