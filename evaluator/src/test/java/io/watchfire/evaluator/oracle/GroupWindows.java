package io.watchfire.evaluator.oracle;

import io.watchfire.dsl.Truth;
import io.watchfire.evaluator.event.Event;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.oracle.Evidence.Seen;
import io.watchfire.evaluator.oracle.WindowHistory.Taken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The windows that one alert reads, worked out from the whole history each time. */
final class GroupWindows {
    static final long NEVER = Long.MAX_VALUE;

    /** A field of the events that stand for a judgement by the windows alone. */
    private static final String ALONE = "by windows alone";

    private record Sample(Taken taken, Object value) {
        long time() {
            return taken.event().time();
        }
    }

    private final OracleRule rule;
    private final Labels labels;
    private final Predicate<Event> target;
    private final Function<Event, List<Truth>> verdicts;
    private final Set<OracleWindow> windows;
    private final WindowHistory history;
    private final WindowEdges edges;
    private boolean seen;
    private @Nullable Event lastSeen;

    /** The samples of each window, and when time changes it, of so much of the history. */
    private final Map<OracleWindow, List<Sample>> found = new HashMap<>();

    private final NavigableSet<Long> changes = new TreeSet<>();
    private int foundIn;
    private @Nullable List<Long> openings;

    /**
     * The windows of an alert.
     *
     * @param target whether an event is in the rule's target
     * @param verdicts of an event, for each level "this or above"
     */
    GroupWindows(
            OracleRule rule,
            Labels labels,
            Predicate<Event> target,
            Function<Event, List<Truth>> verdicts,
            WindowHistory history,
            WindowEdges edges) {
        this.rule = rule;
        this.windows = rule.windows();
        this.labels = labels;
        this.target = target;
        this.verdicts = verdicts;
        this.history = history;
        this.edges = edges;
    }

    long time() {
        return history.time();
    }

    boolean isSeen() {
        return seen;
    }

    /** An event of the group came: from now on it can be judged. */
    void see() {
        seen = true;
    }

    /** Whether an event was made by {@link #alone}. */
    static boolean isAlone(Event event) {
        return event.fields().containsKey(ALONE);
    }

    /** Whether a field of a judged event is the result of a window, or says that windows alone are judged. */
    static boolean isNoField(String field) {
        return field.equals(ALONE) || field.contains(" over ");
    }

    /** Whether the windows alone cannot say anything of a condition that asks whether there is such a name. */
    static boolean cannotTell(Event event, String name) {
        return Boolean.TRUE.equals(event.fields().get(ALONE)) && !event.tags().containsKey(name);
    }

    /** An event, judged with the results of the windows beside its own fields. */
    Seen judged(Labels series, Event event, int alertLevel) {
        lastSeen = event;
        Event judged = with(event);
        return new Seen(series, judged, verdicts.apply(judged), alertLevel, history.time());
    }

    /** What windows alone say. */
    Seen judgedAlone(long at, int alertLevel) {
        Event judged = alone(at);
        return new Seen(Evidence.GROUP, judged, verdicts.apply(judged), alertLevel, history.time());
    }

    private Event with(Event event) {
        Event.Builder judged = copy(event);
        long time = edges.windowTime(event.time(), history.time());
        results(time, edges.eventIsJudgedWithItsOwnSample() ? null : event).forEach(judged::field);
        return judged.build();
    }

    private static Event.Builder copy(Event event) {
        Event.Builder copy = Event.of(event.category()).at(event.time());
        event.tags().forEach(copy::tag);
        event.fields().forEach(copy::field);
        return copy;
    }

    /** What there is to judge without an event: labels and windows. */
    private Event alone(long at) {
        Event.Builder judged = Event.of(rule.category()).at(at);
        if (!edges.plainNamesAreUnknown() && lastSeen != null) {
            lastSeen.tags().forEach(judged::tag);
            lastSeen.fields().forEach(judged::field);
        }
        labels.asMap().forEach(judged::tag);
        judged.field(ALONE, edges.questionsForNamesMakeUnknown());
        results(history.time(), null).forEach(judged::field);
        return judged.build();
    }

    private Map<String, @Nullable Object> results(long now, @Nullable Event except) {
        Map<String, @Nullable Object> results = new TreeMap<>();
        for (OracleWindow window : windows) {
            List<Object> inside = new ArrayList<>();
            Object base = null;
            long end = now - edges.offset(window);
            long start = end - window.over();
            for (Sample sample : samples(window)) {
                if (sample.taken().event() == except) {
                    continue;
                }
                if (edges.isInside(sample.time(), start, end)) {
                    inside.add(sample.value());
                } else if (sample.time() <= start) {
                    base = sample.value();
                }
            }
            results.put(window.text(), Aggregates.of(window, inside, base, edges));
        }
        return results;
    }

    /** All samples that ever were in the group's window, oldest first; of equal times in order of arrival. */
    private List<Sample> samples(OracleWindow window) {
        find();
        return found.getOrDefault(window, List.of());
    }

    /** Looks at what has come since it looked last. */
    private void find() {
        for (; foundIn < history.taken().size(); foundIn++) {
            Taken taken = history.taken().get(foundIn);
            for (OracleWindow window : windows) {
                Object value = value(window, taken.event());
                if (value != null) {
                    add(window, new Sample(taken, value));
                }
            }
        }
    }

    /** Samples stand in order of their times, of equal times in order of arrival. */
    private void add(OracleWindow window, Sample sample) {
        List<Sample> samples = found.computeIfAbsent(window, unused -> new ArrayList<>());
        int place = samples.size();
        while (edges.samplesAreSorted() && place > 0 && samples.get(place - 1).time() > sample.time()) {
            place--;
        }
        samples.add(place, sample);
        findChanges(window, sample);
    }

    private void findChanges(OracleWindow window, Sample sample) {
        long enters = sample.time() + edges.offset(window);
        long leaves = edges.leavesAt(sample.time(), window);
        if (enters > sample.taken().arrived() && edges.judgesWhenSamplesEnterByTime()) {
            changes.add(enters);
        }
        if (leaves > sample.taken().arrived() && edges.judgesWhenSamplesLeave()) {
            changes.add(leaves);
        }
    }

    private @Nullable Object value(OracleWindow window, Event event) {
        boolean in = (!edges.targetCounts() || target.test(event)) && group(window, rule.labels(event)).equals(group(window, labels));
        if (!in || !passes(window, event)) {
            return null;
        }
        Object value = window.argument().apply(event);
        return value == null ? edges.sampleOfUnknown(window) : value;
    }

    private boolean passes(OracleWindow window, Event event) {
        Condition where = window.where();
        return where == null || !edges.whereCounts() || where.on(event) == Truth.TRUE;
    }

    private Labels group(OracleWindow window, Labels of) {
        List<String> by = window.by();
        if (by == null || !edges.byCounts()) {
            return of;
        }
        Map<String, String> tags = new HashMap<>(of.asMap());
        tags.keySet().retainAll(by);
        return Labels.of(tags);
    }

    /** Whether what just came changes a window of the group. */
    boolean isChangedBy(Taken taken) {
        return windows.stream().anyMatch(window -> isChangedBy(taken, window));
    }

    private boolean isChangedBy(Taken taken, OracleWindow window) {
        if (value(window, taken.event()) == null) {
            return false;
        }
        long end = history.time() - edges.offset(window);
        long start = end - window.over();
        return edges.isInside(taken.event().time(), start, end)
                || (window.hasBase() && base(window, start) == taken);
    }

    private @Nullable Taken base(OracleWindow window, long start) {
        Taken base = null;
        for (Sample sample : samples(window)) {
            base = sample.time() <= start ? sample.taken() : base;
        }
        return base;
    }

    /** When the active time of the rule begins next after that instant, within some hours of the first event. */
    long nextOpening(long after) {
        if (!edges.judgesWhenActiveTimeBegins()) {
            return NEVER;
        }
        if (openings == null) {
            openings = rule.openings(after);
        }
        return openings.stream().filter(opening -> opening > after).findFirst().orElse(NEVER);
    }

    /** When time changes a window of the group next after that instant: a sample enters or leaves. */
    long nextChange(long after) {
        find();
        Long next = changes.higher(after);
        return next == null ? NEVER : next;
    }
}
