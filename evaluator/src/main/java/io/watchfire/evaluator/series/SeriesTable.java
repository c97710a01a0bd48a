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
    private final Map<Series.Key, Series> series = new HashMap<>();
    private final int bound;

    public SeriesTable(int bound) {
        this.bound = bound;
    }

    /**
     * The series of an event; null if it is new and there is no room.
     *
     * @param now the engine's time: a slow series is alive although its events lie far behind
     */
    public @Nullable Series of(Event event, long now) {
        Series.Key key = new Series.Key(event.category(), Labels.of(event.tags()));
        Series known = series.get(key);
        if (known == null) {
            if (series.size() >= bound) {
                return null;
            }
            known = new Series(key);
            series.put(key, known);
        }
        known.heardFromAt(now);
        return known;
    }

    /** Lets go of the series from which nothing came since that time of the engine. */
    public void forgetSilentBefore(long time) {
        series.values().removeIf(each -> each.lastHeard() < time && !each.isHeld());
    }

    public int size() {
        return series.size();
    }
}
