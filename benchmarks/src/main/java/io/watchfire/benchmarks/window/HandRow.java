package io.watchfire.benchmarks.window;

import io.watchfire.evaluator.event.Event;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a program that has no engine would do, with the same duties: series by their tags, late events passed over, windows that empty at
 * their instant though no event of the series comes, and alerts that start and end.
 */
final class HandRow implements Row {
    private record Key(String kind, String name) {}

    /** Something of a series that leaves at an instant. */
    private record Leaving(long time, Series series) {}

    private static final class Series {
        final HandWindow window;
        final boolean[] firing;
        long lastTime = Long.MIN_VALUE;

        Series(HandWindow window, int thresholds) {
            this.window = window;
            this.firing = new boolean[thresholds];
        }
    }

    private final Map<Key, Series> series = new HashMap<>();
    private final ArrayDeque<Leaving> leaving = new ArrayDeque<>();
    private final Supplier<HandWindow> windows;
    private final Question question;
    private final double[] thresholds;
    private long matches;
    private long firings;

    HandRow(Question question, Supplier<HandWindow> windows, double... thresholds) {
        this.question = question;
        this.windows = windows;
        this.thresholds = thresholds;
    }

    static HandRow exact(Question question, double... thresholds) {
        return new HandRow(question, () -> HandWindow.exact(question), thresholds);
    }

    static HandRow sliced(Question question, double... thresholds) {
        return new HandRow(question, HandWindow.Sliced::new, thresholds);
    }

    @Override
    public void process(Event event) {
        long now = event.time();
        for (Leaving first = leaving.peek(); first != null && first.time <= now; first = leaving.peek()) {
            leaving.poll();
            first.series.window.slideTo(first.time);
            if (first.time < now) {
                judge(first.series, false);
            }
        }
        String kind = event.tags().get("okindName");
        if (kind == null || !kind.equals("btf-order") || !(event.fields().get("resp_time") instanceof Double value)) {
            return;
        }
        Key key = new Key(kind, String.valueOf(event.tags().get("oname")));
        Series sender = series.get(key);
        if (sender == null) {
            sender = new Series(windows.get(), thresholds.length);
            series.put(key, sender);
        }
        if (now < sender.lastTime) {
            return;
        }
        sender.lastTime = now;
        boolean enters = question != Question.COUNT || value >= 4000;
        if (enters) {
            long leaves = sender.window.add(now, value);
            if (leaves != 0) {
                leaving.add(new Leaving(leaves, sender));
            }
        }
        judge(sender, enters);
    }

    /** @param counts whether a match is counted: as the peers do, only where a sample enters */
    private void judge(Series series, boolean counts) {
        double result = series.window.result();
        for (int i = 0; i < thresholds.length; i++) {
            boolean holds = result >= thresholds[i];
            matches += holds && counts ? 1 : 0;
            if (holds != series.firing[i]) {
                series.firing[i] = holds;
                firings += holds ? 1 : 0;
            }
        }
    }

    @Override
    public long matches() {
        return matches;
    }

    @Override
    public long firings() {
        return firings;
    }

    @Override
    public String toString() {
        return Arrays.toString(thresholds);
    }
}
