package io.watchfire.evaluator.lifecycle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The series that have held since an alert left inactive. Mostly one. */
final class Contributions {
    private final List<Contribution> all = new ArrayList<>(1);

    @Nullable
    Contribution find(Series series) {
        for (Contribution contribution : all) {
            if (contribution.series == series) {
                return contribution;
            }
        }
        return null;
    }

    /** @param ofGroup whether it stands for the group as a whole */
    Contribution of(Series series, boolean ofGroup) {
        Contribution known = find(series);
        if (known != null) {
            return known;
        }
        Contribution added = new Contribution(series, ofGroup);
        series.hold();
        all.add(added);
        return added;
    }

    /** An event at which the condition does not hold. What is unknown changes nothing. */
    void update(Series series, long time, Judgement judgement, Truth recovery) {
        Contribution contribution = find(series);
        if (contribution == null) {
            return;
        }
        update(contribution, judgement, recovery);
        if (judgement.condition() == Truth.FALSE) {
            contribution.lastKnown = time;
        }
    }

    /** Windows say of all series that the condition does not hold; that is no sign of life of any. */
    void updateAll(Judgement judgement, Function<Contribution, Truth> recovery) {
        for (Contribution contribution : all) {
            update(contribution, judgement, recovery.apply(contribution));
        }
    }

    private static void update(Contribution contribution, Judgement judgement, Truth recovery) {
        contribution.holding = judgement.holding(contribution.holding);
        if (recovery != Truth.UNKNOWN) {
            contribution.recovered = recovery == Truth.TRUE;
        }
    }

    /** Whether that series alone holds, at that level. */
    boolean isOnly(Series series, int level) {
        Contribution contribution = all.size() == 1 ? all.get(0) : null;
        return contribution != null
                && contribution.series == series
                && contribution.level == level
                && !contribution.recovered;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<Contribution> all() {
        return all;
    }

    boolean anyOpen() {
        for (Contribution contribution : all) {
            if (!contribution.recovered) {
                return true;
            }
        }
        return false;
    }

    /** The highest level at which an open series stands, or {@link Judgement#NONE}. */
    int highestOpenLevel() {
        int highest = Judgement.NONE;
        for (Contribution contribution : all) {
            if (!contribution.recovered) {
                highest = Math.max(highest, contribution.level);
            }
        }
        return highest;
    }

    /** The highest level that holds in any series by its last known verdict, or {@link Judgement#NONE}. */
    int highestHolding() {
        int highest = Judgement.NONE;
        for (Contribution contribution : all) {
            highest = Math.max(highest, contribution.holding);
        }
        return highest;
    }

    /** When the series that has been silent for longest was last known; {@code otherwise} if there is none. */
    long longestSilent(long otherwise) {
        long first = otherwise;
        for (Contribution contribution : all) {
            first = contribution.ofGroup ? first : Math.min(first, contribution.lastKnown);
        }
        return first;
    }

    /** Lets go of the series of which nothing is known after that time; true if there was one. */
    boolean dropSilent(long time) {
        boolean dropped = false;
        for (int i = all.size() - 1; i >= 0; i--) {
            Contribution contribution = all.get(i);
            if (contribution.lastKnown <= time && !contribution.ofGroup) {
                contribution.series.release();
                all.remove(i);
                dropped = true;
            }
        }
        return dropped;
    }

    void clear() {
        for (Contribution contribution : all) {
            contribution.series.release();
        }
        all.clear();
    }

    /**
     * Tells a snapshot the series, or learns them from there.
     *
     * @param group gives what stands for the group as a whole
     * @param series finds a series by its tags
     */
    void exchange(SnapshotStream state, Supplier<Series> group, Function<Labels, Series> series) {
        int count = state.number(all.size());
        for (int i = 0; i < count; i++) {
            Contribution known = state.isReading() ? null : all.get(i);
            boolean isGroup = state.flag(known != null && known.series == group.get());
            Labels tags = isGroup ? Labels.NONE : state.labels(known == null ? Labels.NONE : known.series.tags());
            boolean ofGroup = state.flag(known != null && known.ofGroup);
            Contribution contribution = known != null ? known : of(isGroup ? group.get() : series.apply(tags), ofGroup);
            contribution.level = state.number(contribution.level);
            contribution.holding = state.number(contribution.holding);
            contribution.recovered = state.flag(contribution.recovered);
            contribution.lastKnown = state.time(contribution.lastKnown);
        }
    }
}
