package io.watchfire.evaluator.lifecycle;

import io.watchfire.evaluator.rule.LevelCondition;
import io.watchfire.evaluator.rule.Occurrences;
import io.watchfire.evaluator.snapshot.SnapshotStream;
import org.jspecify.annotations.Nullable;

/**
 * How long and how often one level of one alert has held ("this level or above").
 *
 * <p>Of the matches within a time only the last {@code count} are kept: they decide alone.
 */
final class HoldClock {
    private static final long NEVER = Long.MIN_VALUE;

    private final long forMillis;
    private final Occurrences occurrences;

    /** Times of the last matches as a ring; empty unless the occurrences are counted within a time. */
    private final long[] matches;

    private long since = NEVER;

    /** Consecutive matches, or matches in the ring. */
    private int count;

    /** Where in the ring the next match goes. */
    private int next;

    private boolean countJustMet;

    /** Whether the count was met since windows were last asked. */
    private boolean metSinceAsked;

    /** Whether the hold began when windows changed, without an event. */
    private boolean beganWithoutEvent;

    private HoldClock(LevelCondition level) {
        forMillis = level.forMillis();
        occurrences = level.occurrences();
        matches = new long[counted() ? occurrences.count() : 0];
    }

    /** The clock of a level, or null if the level asks neither for a time nor for a number of matches. */
    static @Nullable HoldClock of(LevelCondition level) {
        return level.forMillis() == 0 && level.occurrences().count() <= 1 ? null : new HoldClock(level);
    }

    /** Another number whenever it holds since another time, or counts another number of matches. */
    long held() {
        return 31 * (31 * since + count) + next;
    }

    /** The level holds at that time. */
    void match(long time) {
        expire(time);
        boolean before = countMet();
        if (since == NEVER) {
            since = time;
            beganWithoutEvent = false;
        }
        if (counted()) {
            insert(time);
        }
        count = Math.min(count + 1, occurrences.count());
        if (counted()) {
            expire(newest());
        }
        countJustMet = countMet() && !before;
        metSinceAsked |= countJustMet;
    }

    /** The level holds by the windows alone: a hold may begin, but it is no match; where matches are counted within a time, they alone hold. */
    void stand(long time) {
        if (since == NEVER && !counted()) {
            since = time;
            beganWithoutEvent = true;
        }
    }

    /** Keeps the ring in order of time: a slow series may bring a match that is older than another's. */
    private void insert(long time) {
        int place = next;
        // In a full ring this is the place of the oldest, which stays if the match is older still.
        matches[place] = count == matches.length ? Math.max(time, oldest()) : time;
        for (int i = Math.min(count, matches.length - 1); i > 0; i--) {
            int before = Math.floorMod(place - 1, matches.length);
            if (matches[before] <= matches[place]) {
                break;
            }
            long later = matches[before];
            matches[before] = matches[place];
            matches[place] = later;
            place = before;
        }
        next = (next + 1) % matches.length;
    }

    /** The level does not hold any more: the hold is over, matches within a time stay. */
    void miss() {
        since = NEVER;
        if (!counted()) {
            count = 0;
        }
    }

    /** Forgets the matches that have left the time within which they count: exactly as old is out. */
    void expire(long time) {
        while (counted() && count > 0 && oldest() <= time - occurrences.withinMillis()) {
            count--;
            if (count == 0) {
                since = NEVER;
            }
        }
    }

    void reset() {
        since = NEVER;
        count = 0;
    }

    /** Whether an event at that time, at which the level holds, completes it. */
    boolean isReady(long time) {
        return (forMillis == 0 || time - since >= forMillis) && countMet();
    }

    /** Whether the level, if it holds by the windows alone at that time, has done so for long enough. */
    boolean isReadyWithoutEvent(long time) {
        return time >= endsWithoutEventAt();
    }

    /** When a hold that began without an event is complete; {@link Long#MAX_VALUE} if more events are asked for. */
    long endsWithoutEventAt() {
        boolean enough = occurrences.count() <= 1 || countMet();
        return since != NEVER && beganWithoutEvent && enough ? since + forMillis : Long.MAX_VALUE;
    }

    /** Windows are asked. */
    void asked() {
        metSinceAsked = false;
    }

    /** Whether windows were not asked yet since the count was met: an event that is behind may meet it when the hold is over. */
    boolean isMetSinceAsked() {
        return metSinceAsked;
    }

    /** Whether the latest match was the one that completed the number asked for. */
    boolean countJustMet() {
        return countJustMet && occurrences.count() > 1;
    }

    boolean hasDuration() {
        return forMillis > 0;
    }

    /** Whether anything is being held or counted. */
    boolean isRunning() {
        return counted() ? count > 0 : since != NEVER;
    }

    /** When the last match leaves and the clock stops by itself; {@link Long#MAX_VALUE} if it does not. */
    long runsOutAt() {
        return counted() && count > 0 ? newest() + occurrences.withinMillis() : Long.MAX_VALUE;
    }

    private boolean counted() {
        return occurrences.withinMillis() > 0;
    }

    private boolean countMet() {
        return count >= occurrences.count();
    }

    private long oldest() {
        return matches[Math.floorMod(next - count, matches.length)];
    }

    private long newest() {
        return matches[Math.floorMod(next - 1, matches.length)];
    }

    /** Tells a snapshot what is held and counted, or learns it from there, be it that other lengths are asked for now. */
    void exchange(SnapshotStream state) {
        since = state.time(since);
        countJustMet = state.flag(countJustMet);
        metSinceAsked = state.flag(metSinceAsked);
        beganWithoutEvent = state.flag(beganWithoutEvent);
        int all = state.number(count);
        int times = state.number(counted() ? count : 0);
        for (int i = 0; i < times; i++) {
            long time = state.time(state.isReading() ? 0 : matches[Math.floorMod(next - times + i, matches.length)]);
            if (state.isReading() && matches.length > 0) {
                matches[next] = time;
                next = (next + 1) % matches.length;
            }
        }
        if (state.isReading()) {
            count = Math.min(counted() ? times : all, occurrences.count());
        }
    }
}
