package io.watchfire.evaluator.window;

import io.watchfire.evaluator.snapshot.SnapshotStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Samples in order of their time; of equal times in the order in which they came. A ring that grows. */
final class Samples {
    private static final int FIRST_CAPACITY = 8;

    private final ValueKind kind;
    private long[] times = new long[0];
    private double[] numbers = new double[0];
    private @Nullable Object[] values = new @Nullable Object[0];
    private int head;
    private int size;

    Samples(ValueKind kind) {
        this.kind = kind;
    }

    int size() {
        return size;
    }

    long time(int i) {
        return times[place(i)];
    }

    /** The number of a sample; NaN where no numbers are kept. */
    double number(int i) {
        return kind == ValueKind.NUMBER ? numbers[place(i)] : Double.NaN;
    }

    /** The value of a sample: a Double, String or Boolean; null where none is kept. */
    @Nullable
    Object value(int i) {
        return switch (kind) {
            case NONE -> null;
            case NUMBER -> numbers[place(i)];
            case ANY -> values[place(i)];
        };
    }

    /** Puts a sample where it belongs: behind all that are not later. Returns its index. */
    int insert(long time, double number, @Nullable Object value) {
        ensureRoom();
        int i = size++;
        while (i > 0 && times[place(i - 1)] > time) {
            move(i - 1, i);
            i--;
        }
        int place = place(i);
        times[place] = time;
        if (kind == ValueKind.NUMBER) {
            numbers[place] = number;
        } else if (kind == ValueKind.ANY) {
            values[place] = value;
        }
        return i;
    }

    /** Takes the first sample out. */
    void removeFirst() {
        if (kind == ValueKind.ANY) {
            values[head] = null;
        }
        head = place(1);
        size--;
    }

    void clear() {
        Arrays.fill(values, null);
        head = 0;
        size = 0;
    }

    private int place(int i) {
        return (head + i) & (times.length - 1);
    }

    private void move(int from, int to) {
        int source = place(from);
        int target = place(to);
        times[target] = times[source];
        if (kind == ValueKind.NUMBER) {
            numbers[target] = numbers[source];
        } else if (kind == ValueKind.ANY) {
            values[target] = values[source];
        }
    }

    private void ensureRoom() {
        if (size < times.length) {
            return;
        }
        int capacity = Math.max(FIRST_CAPACITY, times.length * 2);
        long[] newTimes = new long[capacity];
        double[] newNumbers = new double[kind == ValueKind.NUMBER ? capacity : 0];
        @Nullable Object[] newValues = new @Nullable Object[kind == ValueKind.ANY ? capacity : 0];
        for (int i = 0; i < size; i++) {
            newTimes[i] = times[place(i)];
            if (kind == ValueKind.NUMBER) {
                newNumbers[i] = numbers[place(i)];
            } else if (kind == ValueKind.ANY) {
                newValues[i] = values[place(i)];
            }
        }
        times = newTimes;
        numbers = newNumbers;
        values = newValues;
        head = 0;
    }

    /** Tells a snapshot the samples, or learns them from it. */
    static Samples exchange(Samples samples, SnapshotStream state) {
        ValueKind kind = state.choice(samples.kind, ValueKind.values());
        Samples result = state.isReading() ? new Samples(kind) : samples;
        int count = state.number(samples.size);
        for (int i = 0; i < count; i++) {
            boolean writes = !state.isReading();
            long time = state.time(writes ? samples.time(i) : 0);
            double number = kind == ValueKind.NUMBER ? state.bits(writes ? samples.number(i) : 0) : Double.NaN;
            Object value = kind == ValueKind.ANY ? state.value(writes ? samples.value(i) : null) : null;
            if (state.isReading()) {
                result.insert(time, number, value);
            }
        }
        return result;
    }

    ValueKind kind() {
        return kind;
    }
}
