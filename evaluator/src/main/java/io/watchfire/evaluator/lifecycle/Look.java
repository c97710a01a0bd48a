package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.series.Series;
import io.watchfire.evaluator.slot.EventSlots;
import io.watchfire.evaluator.slot.EventView;
import org.jspecify.annotations.Nullable;

/** One event that is shown to rules. A rule looks at it once, however often it is found. Used anew for each event. */
public final class Look {
    private static final double[] NONE = {};

    private final TransitionSink sink;
    private Series series;
    private EventView event;
    private EventSlots slots;
    private long now;
    private long turn;

    /** Whether the event has been laid into the slots. */
    private boolean isLaidOut;

    /** Numbers of the event and of the last one of its series, by their places. */
    private double[] numbers = NONE;

    private double[] lastNumbers = NONE;
    private double[] read = NONE;

    @SuppressWarnings("NullAway") // Set before each use.
    public Look(TransitionSink sink) {
        this.sink = sink;
    }

    /**
     * @param newSlots where the event is, or will be, laid out
     * @param laidOut whether it is already
     * @param newNow the engine's time, at or after the event's
     */
    public void begin(Series newSeries, EventView newEvent, EventSlots newSlots, boolean laidOut, long newNow) {
        series = newSeries;
        event = newEvent;
        slots = newSlots;
        isLaidOut = laidOut;
        now = newNow;
        turn++;
    }

    /** Numbers of an event, in the order in which they are remembered; those that rules reckon are missing. Good until the next call. */
    public double[] read(EventView from, Remembered which) {
        @Nullable String[] names = which.names();
        if (read.length < names.length) {
            read = new double[names.length];
        }
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            read[i] = name == null ? Double.NaN : from.number(name, which.slots()[i]);
        }
        return read;
    }

    /** Makes the numbers known in which resting rules are interested. Those that rules reckon are only known if the event is laid out. */
    public void take(Series of, EventView from, Remembered which, CategoryScope scope) {
        if (numbers.length < scope.remembered()) {
            numbers = new double[scope.remembered()];
            lastNumbers = new double[scope.remembered()];
        }
        double[] last = of.lastNumbers();
        double[] now = read(from, which);
        int[] places = which.places();
        for (int i = 0; i < places.length; i++) {
            lastNumbers[places[i]] = last[i];
            numbers[places[i]] = which.names()[i] == null ? reckoned(which.slots()[i]) : now[i];
        }
    }

    private double reckoned(int slot) {
        return isLaidOut ? slots.number(slot) : Double.NaN;
    }

    /** All rules have seen the event, or need not see it. */
    public void end(Remembered which) {
        double[] last = series.lastNumbers();
        int[] places = which.places();
        for (int i = 0; i < places.length; i++) {
            last[i] = numbers[places[i]];
        }
        series.wasJudged(now);
    }

    /** The number of the event that is remembered at a place. */
    public double number(int place) {
        return numbers[place];
    }

    /** The number that was remembered there of the last event of the series. */
    public double lastNumber(int place) {
        return lastNumbers[place];
    }

    /**
     * Shows the event to a rule.
     *
     * @param mayRest whether the rule will be shown the next event of the series at which one of its atoms changes
     */
    public void at(RuleAlerts rule, boolean mayRest) {
        if (rule.isFirstLookAt(turn)) {
            layOut();
            rule.onEvent(this, mayRest);
        }
    }

    /** Lays the event into the slots, unless it was. */
    public void layOut() {
        if (!isLaidOut) {
            slots.fillTags(series.tags());
            event.layFields(slots);
            isLaidOut = true;
        }
    }

    public Series series() {
        return series;
    }

    public EventSlots slots() {
        return slots;
    }

    EventView event() {
        return event;
    }

    long now() {
        return now;
    }

    TransitionSink sink() {
        return sink;
    }
}
