package io.watchfire.evaluator.series;

import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All series that are known. A series leaves when nothing came from it for long by the engine's time, and only if no alert
 * holds on to it; at the bound new ones are refused, never old ones dropped.
 */
public final class SeriesTable {
    private final Map<String, Map<Labels, Series>> categories = new HashMap<>();
    private final int bound;
    private int size;

    public SeriesTable(int bound) {
        this.bound = bound;
    }

    /**
     * The series of an event; null if it is new and there is no room.
     *
     * @param now the engine's time: a slow series is alive although its events lie far behind
     */
    public @Nullable Series of(Event event, long now) {
        Map<Labels, Series> category = categories.get(event.category());
        if (category == null) {
            category = new HashMap<>();
            categories.put(event.category(), category);
        }
        Labels tags = event.labels();
        Series known = category.get(tags);
        if (known == null) {
            if (size >= bound) {
                return null;
            }
            known = new Series(event.category(), tags);
            category.put(tags, known);
            size++;
        }
        known.heardFromAt(now);
        return known;
    }

    /** Lets go of the series from which nothing came since that time of the engine. */
    public void forgetSilentBefore(long time) {
        for (Map<Labels, Series> category : categories.values()) {
            int before = category.size();
            category.values().removeIf(each -> each.lastHeard() < time && !each.isHeld());
            size -= before - category.size();
        }
    }

    public int size() {
        return size;
    }
}
