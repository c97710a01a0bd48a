package io.watchfire.evaluator.series;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All series that are known. A series leaves when nothing came from it for long by the engine's time, and only if no alert
 * holds on to it; at the bound new ones are refused, never old ones dropped.
 */
public final class SeriesTable {
    private static final int MOST_COUNTED = 10_000;

    private final Map<String, Map<Labels, Series>> categories = new HashMap<>();
    private final int bound;

    /** The category of the last event: mostly that of the next. */
    private @Nullable String lastCategory;

    private Map<Labels, Series> last = new HashMap<>();
    private int size;

    /** How often series have left. */
    private long departures;

    public SeriesTable(int bound) {
        this.bound = bound;
    }

    /**
     * The series of an event; null if it is new and there is no room.
     *
     * @param now the engine's time: a slow series is alive although its events lie far behind
     */
    public @Nullable Series of(Event event, long now) {
        return of(event.category(), event.labels(), now);
    }

    /** As {@link #of(Event, long)}. */
    public @Nullable Series of(String categoryName, Labels tags, long now) {
        Map<Labels, Series> category = in(categoryName);
        Series known = category.get(tags);
        if (known == null) {
            if (size >= bound) {
                return null;
            }
            known = new Series(categoryName, tags);
            category.put(tags, known);
            size++;
        }
        known.heardFromAt(now);
        return known;
    }

    /** A series on which a stored alert holds, be there room or not. */
    public Series stored(String category, Labels tags, long now) {
        Series known = of(category, tags, now);
        if (known == null) {
            known = new Series(category, tags);
            in(category).put(tags, known);
            size++;
            known.heardFromAt(now);
        }
        return known;
    }

    private Map<Labels, Series> in(String category) {
        if (!category.equals(lastCategory)) {
            last = categories.computeIfAbsent(category, unused -> new HashMap<>());
            lastCategory = category;
        }
        return last;
    }

    /**
     * Lets go of the series from which nothing came since that time of the engine.
     *
     * @param isWanted which of them stay all the same
     */
    public void forgetSilentBefore(long time, Predicate<Series> isWanted) {
        removeIf(each -> each.lastHeard() < time && !each.isHeld() && !isWanted.test(each));
    }

    /** Lets go of the series that others take care of. */
    public void keepOnly(BiPredicate<String, Labels> isOwn) {
        removeIf(each -> !isOwn.test(each.category(), each.tags()));
    }

    private void removeIf(Predicate<Series> isOver) {
        for (Map<Labels, Series> category : categories.values()) {
            int before = category.size();
            category.values().removeIf(isOver);
            size -= before - category.size();
            departures += before - category.size();
        }
    }

    /** Grows whenever series leave: one that was found before may be known no more. */
    public long departures() {
        return departures;
    }

    /** How many series the categories have that are not among these. */
    public int sizeWithout(Set<String> others) {
        int count = 0;
        for (Map.Entry<String, Map<Labels, Series>> category : categories.entrySet()) {
            count +=
                    others.contains(category.getKey()) ? 0 : category.getValue().size();
        }
        return count;
    }

    public int size() {
        return size;
    }

    /** The series that is known; null if it is not. */
    public @Nullable Series find(String category, Labels tags) {
        return categories.getOrDefault(category, Map.of()).get(tags);
    }

    /** The names of all tags of the series of a category. */
    public Set<String> tagsIn(String category) {
        Set<String> names = new HashSet<>();
        for (Labels tags : categories.getOrDefault(category, Map.of()).keySet()) {
            tags.forEach((name, value) -> names.add(name));
        }
        return names;
    }

    /** How many series of a category have each value of each tag, counted among some of them if there are many. */
    public Map<String, Map<String, Integer>> tagCounts(String category) {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        categories.getOrDefault(category, Map.of()).keySet().stream()
                .limit(MOST_COUNTED)
                .forEach(tags -> tags.forEach((name, value) ->
                        counts.computeIfAbsent(name, unused -> new HashMap<>()).merge(value, 1, Integer::sum)));
        return counts;
    }

    /** Tells a snapshot the series, or learns them from it. */
    public void exchange(SnapshotStream state) {
        List<String> names = categories.keySet().stream().sorted().toList();
        int count = state.number(names.size());
        for (int i = 0; i < count; i++) {
            String name = state.text(state.isReading() ? "" : names.get(i));
            exchange(name, categories.computeIfAbsent(name, unused -> new HashMap<>()), state);
        }
    }

    private void exchange(String name, Map<Labels, Series> category, SnapshotStream state) {
        List<Labels> all = category.keySet().stream().sorted().toList();
        int count = state.number(all.size());
        for (int i = 0; i < count; i++) {
            Labels tags = state.labels(state.isReading() ? Labels.NONE : all.get(i));
            if (!category.containsKey(tags)) {
                category.put(tags, new Series(name, tags));
                size++;
            }
            category.get(tags).exchange(state);
        }
    }
}
