package io.watchfire.evaluator.window;

import io.watchfire.dsl.Evaluable;
import io.watchfire.dsl.Truth;
import io.watchfire.dsl.ValueType;
import io.watchfire.dsl.check.AggregateFunction;
import io.watchfire.evaluator.event.Labels;
import io.watchfire.evaluator.rule.WindowOptions;
import io.watchfire.evaluator.rule.WindowSize;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.TargetGate;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.timer.TimerWheel;
import io.watchfire.evaluator.window.Measure.Needs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A window as rules name it, and the windows of all its groups. Rules that name the same window share it. */
public final class WindowDefinition {
    private final Key key;
    private final TargetGate target;
    private final Evaluable argument;
    private final @Nullable Evaluable where;
    private final WindowOptions options;
    private final List<Measure> measures = new ArrayList<>();
    private final Map<Labels, Window> windows = new HashMap<>();
    private final long sliceMillis;
    private @Nullable SliceColumns columns;
    private ValueKind kind = ValueKind.NONE;

    /** What the measures need, a bit each. */
    private int needs;

    private long mostSamples;
    private long mostSlices;
    private boolean isWatched;
    private boolean isSharedByAlerts;
    private int knowers;
    private long refused;

    /**
     * What makes two windows one.
     *
     * @param target the rule's target in its canonical text
     * @param type of the argument
     * @param counted whether a condition is counted: only events at which it is true enter
     * @param tags that group the samples, sorted; null: all
     */
    record Key(
            String target,
            String argument,
            ValueType type,
            boolean counted,
            @Nullable String where,
            @Nullable List<String> tags,
            long overMillis,
            long offsetMillis) {}

    /** Stands where a key is read. */
    static final Key NO_KEY = new Key("", "", ValueType.ANY, false, null, null, 0, 0);

    WindowDefinition(Key key, TargetGate target, Evaluable argument, @Nullable Evaluable where, WindowOptions options) {
        this.key = key;
        this.target = target;
        this.argument = argument;
        this.where = where;
        this.options = options;
        this.sliceMillis = Math.max(1, key.overMillis() / options.slices());
    }

    /** The slot of a measure, a new one if nobody has asked for it yet. */
    int slotOf(AggregateFunction function, double quantile, int freeSlot) {
        for (Measure measure : measures) {
            if (measure.function() == function && measure.quantile() == quantile) {
                return measure.slot();
            }
        }
        measures.add(new Measure(function, quantile, freeSlot));
        columns = null;
        needs |= bit(Measure.needs(function));
        if (function != AggregateFunction.COUNT) {
            kind = ValueKind.of(key.type());
        }
        Set<AggregateFunction> functions = functions();
        mostSamples =
                Math.max(options.exactSamples(), options.mostBytes() / WindowSize.bytesOfSample(functions, key.type()));
        mostSlices = Math.max(options.slices() + 1L, options.mostBytes() / WindowSize.bytesOfSlice(functions));
        return freeSlot;
    }

    private static int bit(Needs need) {
        return 1 << need.ordinal();
    }

    List<Measure> measures() {
        return measures;
    }

    boolean needs(Needs need) {
        return (needs & bit(need)) != 0;
    }

    ValueKind kind() {
        return kind;
    }

    /** Whether the sample before the window is kept, because steps are counted from it. */
    boolean keepsBase() {
        return needs(Needs.STEPS) || needs(Needs.CHANGES);
    }

    public long overMillis() {
        return key.overMillis();
    }

    public long offsetMillis() {
        return key.offsetMillis();
    }

    /** How old a sample is when it leaves. */
    public long reach() {
        return key.overMillis() + key.offsetMillis();
    }

    int exactSamples() {
        return options.exactSamples();
    }

    long sliceMillis() {
        return sliceMillis;
    }

    /** Whether there are too many samples to keep each. Twice as many as promised: no going to and fro at the bound. */
    boolean isTooMany(int kept, int inWindow) {
        return inWindow > 2 * options.exactSamples() || kept > mostSamples;
    }

    /** How many slices are kept at the most; never fewer than the window itself has. */
    long mostSlices() {
        return mostSlices;
    }

    /** How many slices a window that does not lie back in time has at the most. */
    int slicesInWindow() {
        return (int) Math.min(Integer.MAX_VALUE, (key.overMillis() - 1) / sliceMillis + 2);
    }

    SliceColumns columns() {
        SliceColumns known = columns;
        if (known == null) {
            known = new SliceColumns(this);
            columns = known;
        }
        return known;
    }

    /** How much a series is expected to make it keep. */
    public WindowSize size() {
        return WindowSize.of(functions(), key.type(), overMillis(), offsetMillis(), options);
    }

    private Set<AggregateFunction> functions() {
        return measures.stream().map(Measure::function).collect(Collectors.toSet());
    }

    /** How many samples were refused because there was no room. */
    public long refused() {
        return refused;
    }

    /** The tags that group the samples, sorted; null: all. */
    public @Nullable List<String> tags() {
        return key.tags();
    }

    /** A rule wants to be told when time changes it, or events that are not its alert's own. */
    public void watch(boolean bySeveralAlerts) {
        isWatched = true;
        isSharedByAlerts |= bySeveralAlerts;
    }

    public boolean isWatched() {
        return isWatched;
    }

    /** Whether a group of it holds several alerts of some rule. */
    public boolean isSharedByAlerts() {
        return isSharedByAlerts;
    }

    /** A place in each window for the time at which a rule knew something of the group last. */
    public int reserveKnown() {
        return knowers++;
    }

    int knowers() {
        return knowers;
    }

    /** The group to which a set of tags belongs. */
    public Labels groupOf(Labels tags) {
        return key.tags() == null ? tags : tags.only(key.tags());
    }

    TargetGate target() {
        return target;
    }

    /** The window of a group, or null if there never was a sample. */
    public @Nullable Window find(Labels group) {
        return windows.get(group);
    }

    /** The window of a group. */
    public Window of(Labels group) {
        return windows.computeIfAbsent(group, unused -> new Window(this, group));
    }

    /** Enters the sample of an event of the target; true if there is one. */
    boolean enter(Window window, EventSlots slots, long time, long now) {
        if (where != null && where.test(slots) != Truth.TRUE) {
            return false;
        }
        if (key.counted()) {
            return argument.test(slots) == Truth.TRUE && added(window, time, Double.NaN, null, now);
        }
        double number = argument.number(slots);
        if (key.type() == ValueType.NUMBER) {
            return !Double.isNaN(number) && added(window, time, number + 0.0, compared(number + 0.0), now);
        }
        Object value = valueOf(number, slots);
        return value != null && added(window, time, number, value, now);
    }

    /** A number as what slices compare with others, if they are asked to. */
    private @Nullable Object compared(double number) {
        return needs(Needs.DISTINCT) ? (Object) number : null;
    }

    private boolean added(Window window, long time, double number, @Nullable Object value, long now) {
        boolean taken = window.add(time, number, value, now);
        refused += window.refusedLast() ? 1 : 0;
        return taken;
    }

    private @Nullable Object valueOf(double number, EventSlots slots) {
        if (!Double.isNaN(number)) {
            return number + 0.0;
        }
        String text = argument.text(slots);
        if (text != null) {
            return text;
        }
        Truth truth = argument.test(slots);
        return truth == Truth.UNKNOWN ? null : (Boolean) (truth == Truth.TRUE);
    }

    /** Lays what the window of a group gives into the slots. */
    public void writeTo(EventSlots slots, Labels group, long now) {
        Window window = windows.get(group);
        if (window != null) {
            window.writeTo(slots, now);
        } else {
            for (Measure measure : measures) {
                Window.writeEmpty(measure, slots);
            }
        }
    }

    /** Lets go of the windows that hold nothing and of whose groups nothing came since that time. */
    void forgetIdleSince(long time) {
        windows.values().removeIf(window -> {
            boolean idle = window.isIdleSince(time);
            if (idle) {
                window.forget();
            }
            return idle;
        });
    }

    /** Lets go of the windows of groups that others take care of. */
    void keepOnly(Predicate<Labels> isOwn, TimerWheel timers) {
        windows.values().removeIf(window -> {
            boolean isOver = !isOwn.test(window.group());
            if (isOver) {
                timers.cancel(window);
                window.forget();
            }
            return isOver;
        });
    }

    /** Forgets how many samples were refused. */
    void forgetRefused() {
        refused = 0;
    }

    /** Tells a snapshot the windows of all groups, or learns them from there. */
    void exchange(SnapshotStream state, TimerWheel timers, long now) {
        refused = state.number(refused) + (state.isReading() ? refused : 0);
        String measured = kind + " " + needs;
        boolean sameMeasures = state.text(measured).equals(measured);
        List<Labels> groups = groups();
        int count = state.number(groups.size());
        for (int i = 0; i < count; i++) {
            Window window = of(state.labels(state.isReading() ? Labels.NONE : groups.get(i)));
            long due = state.time(window.due());
            window.exchange(state, sameMeasures, now);
            if (state.isReading() && due != Long.MAX_VALUE) {
                timers.schedule(window, due);
            }
        }
    }

    /** Tells a snapshot what makes a window the same, or learns it from there. */
    static Key exchange(Key key, SnapshotStream state) {
        return new Key(
                state.text(key.target()),
                state.text(key.argument()),
                state.choice(key.type(), ValueType.values()),
                state.flag(key.counted()),
                state.textOrNull(key.where()),
                state.texts(key.tags()),
                state.number(key.overMillis()),
                state.number(key.offsetMillis()));
    }

    Key key() {
        return key;
    }

    /** The groups of which something is in the window, or was lately; sorted. */
    public List<Labels> groups() {
        return windows.keySet().stream().sorted().toList();
    }
}
