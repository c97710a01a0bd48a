package io.watchfire.evaluator.series;

import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.window.SeriesWindows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A category and a whole set of tags: what sends events one after the other. */
public final class Series {
    private static final double[] NOTHING = {};
    private static final int[] NO_PLACES = {};

    private final String category;
    private final Labels tags;
    private long lastTime = Long.MIN_VALUE;
    private @Nullable SeriesWindows windows;
    private long lastHeard = Long.MIN_VALUE;

    /** How many alerts hold on to the series: it does not leave while one does. */
    private int holds;

    /** What the rule index knows of the series; null until it was asked. */
    private @Nullable Object plan;

    private int[] remembered = NO_PLACES;

    /** Numbers of the last event that was not late. */
    private double[] lastNumbers = NOTHING;

    /** The engine's time at that event. */
    private long judgedAt = Long.MIN_VALUE;

    /** Whether an alert of the series has changed without an event: rules have to look at what they would pass over. */
    private boolean isDisturbed = true;

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

    public String category() {
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

    public @Nullable Object plan() {
        return plan;
    }

    /** @param places of the numbers that are to be remembered of each event */
    public void setPlan(Object newPlan, int[] places) {
        plan = newPlan;
        remembered = places;
        lastNumbers = places.length == 0 ? NOTHING : new double[places.length];
        Arrays.fill(lastNumbers, Double.NaN);
        isDisturbed = true;
    }

    /** The places of the numbers that are remembered. */
    public int[] remembered() {
        return remembered;
    }

    /** These numbers of the last event that was not late, to be read and replaced. */
    public double[] lastNumbers() {
        return lastNumbers;
    }

    public boolean isDisturbed() {
        return isDisturbed;
    }

    public void disturb() {
        isDisturbed = true;
    }

    /** All rules have seen an event, or need not see it. */
    public void wasJudged(long now) {
        judgedAt = now;
        isDisturbed = false;
    }

    /** The engine's time at the last event that was not late; {@link Long#MIN_VALUE} before the first. */
    public long judgedAt() {
        return judgedAt;
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

    /** An event came, a late one too. */
    public void heardFromAt(long now) {
        lastHeard = now;
    }

    public void hold() {
        holds++;
    }

    public void release() {
        holds--;
    }

    public boolean isHeld() {
        return holds > 0;
    }

    void exchange(SnapshotStream state) {
        lastTime = state.time(lastTime);
        lastHeard = state.time(lastHeard);
    }
}
