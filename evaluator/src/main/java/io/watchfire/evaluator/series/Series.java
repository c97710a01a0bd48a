package io.watchfire.evaluator.series;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.window.SeriesWindows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A category and a whole set of tags: what sends events one after the other. */
public final class Series {
    private final String category;
    private final Labels tags;
    private long lastTime = Long.MIN_VALUE;
    private @Nullable SeriesWindows windows;
    private long lastHeard = Long.MIN_VALUE;

    /** How many alerts hold on to the series: it does not leave while one does. */
    private int holds;

    /** The groups that rules were found to put the series in, by the tags that group. */
    private Map<List<String>, Labels> groups = Map.of();

    Series(String category, Labels tags) {
        this.category = category;
        this.tags = tags;
    }

    /** What stands for a whole group of series, where they are not told apart. It sends nothing. */
    public static Series ofGroup(String category, Labels labels) {
        return new Series(category, labels);
    }

    String category() {
        return category;
    }

    public Labels tags() {
        return tags;
    }

    /** The group of the series by some of its tags; null: by all. */
    public Labels group(@Nullable List<String> groupBy) {
        if (groupBy == null) {
            return tags;
        }
        Labels known = groups.get(groupBy);
        if (known == null) {
            known = tags.only(groupBy);
            Map<List<String>, Labels> more = new HashMap<>(groups);
            more.put(groupBy, known);
            groups = more;
        }
        return known;
    }

    /** The windows that its events may enter; null until they are set. */
    public @Nullable SeriesWindows windows() {
        return windows;
    }

    public void setWindows(SeriesWindows newWindows) {
        windows = newWindows;
    }

    /** Time of the latest event; {@link Long#MIN_VALUE} before the first. */
    public long lastTime() {
        return lastTime;
    }

    /** Whether an event of that time is late: older than the last one of the series. Equal is not older. */
    public boolean isLate(long time) {
        return time < lastTime;
    }

    public void sawEventAt(long time) {
        lastTime = time;
    }

    /** The engine's time when the latest event came, a late one too. */
    long lastHeard() {
        return lastHeard;
    }

    void heardFromAt(long now) {
        lastHeard = now;
    }

    public void hold() {
        holds++;
    }

    public void release() {
        holds--;
    }

    boolean isHeld() {
        return holds > 0;
    }

    void exchange(SnapshotStream state) {
        lastTime = state.time(lastTime);
        lastHeard = state.time(lastHeard);
    }
}
