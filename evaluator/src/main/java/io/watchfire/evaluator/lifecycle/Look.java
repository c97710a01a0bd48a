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

    /**
     * Makes the numbers known in which resting rules are interested.
     *
     * @param of the series, and {@code from} its event
     * @param places where they are remembered
     * @param names of the fields that hold them; null where none does: the event is laid out, and its slot has the number if there is one
     */
    public void take(
            Series of,
            EventView from,
            int[] places,
            int[] slotsOfNumbers,
            @Nullable String[] names,
            CategoryScope scope) {
        if (numbers.length < scope.remembered()) {
            numbers = new double[scope.remembered()];
            lastNumbers = new double[scope.remembered()];
        }
        double[] last = of.lastNumbers();
        for (int i = 0; i < places.length; i++) {
            String name = names[i];
            lastNumbers[places[i]] = last[i];
            numbers[places[i]] = name == null ? reckoned(slotsOfNumbers[i]) : from.number(name, slotsOfNumbers[i]);
        }
    }

    private double reckoned(int slot) {
        return isLaidOut ? slots.number(slot) : Double.NaN;
    }

    /** All rules have seen the event, or need not see it. */
    public void end(Series of, int[] places, long judgedAt) {
        double[] last = of.lastNumbers();
        for (int i = 0; i < places.length; i++) {
            last[i] = numbers[places[i]];
        }
        of.wasJudged(judgedAt);
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
