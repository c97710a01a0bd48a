package io.watchfire.evaluator.window;

import io.watchfire.evaluator.snapshot.SnapshotStream;
import org.jspecify.annotations.Nullable;

/**
 * A window that holds too many samples to keep each: slices of a part of its length, aligned with the epoch. A slice enters and
 * leaves as a whole with its newest sample.
 */
final class SlicedContents extends Contents {
    private static final int TOTAL = 0;
    private static final int LEFT = 1;

    /** The first row of the ring. */
    private static final int RING = 2;

    private final WindowDefinition definition;

    /**
     * All slices in the window as one; the one that left last; then, in a ring, those in the window and behind them those that have not
     * entered yet, in order of time.
     */
    private SliceColumns.Rows rows;

    /** The last samples one by one, for the way back; null if there is none. */
    private @Nullable Samples recent;

    private int head;
    private int size;

    /** How many of the slices have entered. */
    private int entered;

    private boolean anyLeft;

    /** Whether the row of the total holds it; else it has to be made anew. */
    private boolean totalIsMade;

    SlicedContents(WindowDefinition definition) {
        this.definition = definition;
        rows = definition.columns().rows(RING + 1);
        boolean mayReturn = definition.exactSamples() > 0 && definition.offsetMillis() == 0;
        recent = mayReturn ? new Samples(definition.kind()) : null;
    }

    /** The same window, in slices. */
    static SlicedContents of(WindowDefinition definition, Samples samples, long now) {
        SlicedContents sliced = new SlicedContents(definition);
        for (int i = 0; i < samples.size(); i++) {
            sliced.add(samples.time(i), samples.number(i), samples.value(i), now);
        }
        return sliced;
    }

    @Override
    Taken add(long time, double number, @Nullable Object value, long now) {
        long width = definition.sliceMillis();
        long begin = Math.floorDiv(time, width) * width;
        if (anyLeft && begin <= rows.newest(LEFT)) {
            return Taken.PASSED;
        }
        int i = size;
        while (i > 0 && newest(i - 1) >= begin) {
            i--;
        }
        boolean isNew = i == size || newest(i) >= begin + width;
        if (isNew && size >= definition.mostSlices()) {
            return Taken.REFUSED;
        }
        if (recent != null) {
            recent.insert(time, number, value);
            if (recent.size() > definition.exactSamples() + 1) {
                recent.removeFirst();
            }
        }
        boolean isAmongEntered = i < (isNew ? entered : entered - 1);
        if (isNew) {
            insert(i);
        }
        int left = anyLeft ? LEFT : SliceColumns.NONE;
        totalIsMade = totalIsMade && !isAmongEntered && definition.offsetMillis() == 0 && time >= rows.newest(TOTAL);
        if (totalIsMade) {
            rows.add(TOTAL, time, number, value, left);
        }
        rows.add(row(i), time, number, value, i > 0 ? row(i - 1) : left);
        enter(now);
        boolean isIn = i < entered;
        leave(now);
        return isIn ? Taken.IN : Taken.LATER;
    }

    private int row(int i) {
        int place = head + i;
        int room = rows.size() - RING;
        return RING + (place < room ? place : place - room);
    }

    private long newest(int i) {
        return rows.newest(row(i));
    }

    private void insert(int i) {
        ensureRoom();
        size++;
        for (int k = size - 1; k > i; k--) {
            rows.copy(row(k - 1), rows, row(k));
        }
        rows.clear(row(i));
        entered += i < entered ? 1 : 0;
    }

    private void ensureRoom() {
        int room = rows.size() - RING;
        if (size < room) {
            return;
        }
        int most = definition.offsetMillis() == 0 ? definition.slicesInWindow() : Integer.MAX_VALUE;
        int more = room < most ? Math.min(2 * room, most) : 2 * room;
        SliceColumns.Rows grown = definition.columns().rows(RING + more);
        rows.copy(TOTAL, grown, TOTAL);
        rows.copy(LEFT, grown, LEFT);
        for (int i = 0; i < size; i++) {
            rows.copy(row(i), grown, RING + i);
        }
        rows = grown;
        head = 0;
    }

    @Override
    void slideTo(long now) {
        enter(now);
        leave(now);
    }

    private void enter(long now) {
        long entersAt = now - definition.offsetMillis();
        while (entered < size && newest(entered) <= entersAt) {
            entered++;
            totalIsMade &= definition.offsetMillis() == 0;
        }
    }

    private void leave(long now) {
        long leavesAt = now - definition.reach();
        while (entered > 0 && newest(0) <= leavesAt) {
            int row = row(0);
            rows.copy(row, rows, LEFT);
            rows.forgetAllButLast(LEFT);
            rows.clear(row);
            head = row(1) - RING;
            size--;
            entered--;
            anyLeft = true;
            totalIsMade = false;
        }
    }

    /** All samples of the window one by one, if those kept reach back far enough; else null. */
    @Nullable
    Samples allIfFew(long now) {
        boolean reachesBack = recent != null && recent.time(0) <= now - definition.reach();
        return reachesBack ? recent : null;
    }

    private void makeTotal() {
        if (!totalIsMade) {
            rows.clear(TOTAL);
            for (int i = 0; i < entered; i++) {
                rows.addAll(TOTAL, row(i));
            }
            totalIsMade = true;
        }
    }

    int size() {
        return size;
    }

    @Override
    long nextChange() {
        long next = entered > 0 ? newest(0) + definition.reach() : Long.MAX_VALUE;
        return entered < size ? Math.min(next, newest(entered) + definition.offsetMillis()) : next;
    }

    @Override
    int count() {
        makeTotal();
        return rows.count(TOTAL);
    }

    @Override
    boolean isEmpty() {
        return size == 0;
    }

    @Override
    long newest() {
        return size > 0 ? newest(size - 1) : anyLeft ? rows.newest(LEFT) : Long.MIN_VALUE;
    }

    @Override
    double average() {
        makeTotal();
        return rows.average(TOTAL);
    }

    @Override
    double sum() {
        makeTotal();
        return rows.sum(TOTAL);
    }

    @Override
    double minimum() {
        makeTotal();
        return rows.minimum(TOTAL);
    }

    @Override
    double maximum() {
        makeTotal();
        return rows.maximum(TOTAL);
    }

    @Override
    double deviation() {
        makeTotal();
        return rows.deviation(TOTAL);
    }

    @Override
    double increase() {
        makeTotal();
        return rows.increase(TOTAL);
    }

    @Override
    double changes() {
        makeTotal();
        return rows.changes(TOTAL);
    }

    @Override
    double distinct() {
        makeTotal();
        return rows.distinct(TOTAL);
    }

    @Override
    double firstNumber() {
        makeTotal();
        return rows.firstNumber(TOTAL);
    }

    @Override
    double lastNumber() {
        makeTotal();
        return rows.lastNumber(TOTAL);
    }

    @Override
    double quantile(double q) {
        makeTotal();
        return rows.quantile(TOTAL, q);
    }

    @Override
    double delta() {
        makeTotal();
        return rows.lastNumber(TOTAL) - (anyLeft ? rows.lastNumber(LEFT) : rows.firstNumber(TOTAL));
    }

    @Override
    @Nullable
    Object firstValue() {
        makeTotal();
        return rows.firstValue(TOTAL);
    }

    @Override
    @Nullable
    Object lastValue() {
        makeTotal();
        return rows.lastValue(TOTAL);
    }

    void exchange(SnapshotStream state) {
        int count = state.number(rows.size());
        rows = state.isReading() ? definition.columns().rows(count) : rows;
        rows.exchange(state);
        if (recent != null) {
            recent = Samples.exchange(recent, state);
        }
        head = state.number(head);
        size = state.number(size);
        entered = state.number(entered);
        anyLeft = state.flag(anyLeft);
        totalIsMade = state.flag(totalIsMade);
    }
}
