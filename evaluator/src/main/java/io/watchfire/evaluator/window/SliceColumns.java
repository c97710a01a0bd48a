package io.watchfire.evaluator.window;

import io.watchfire.evaluator.snapshot.SnapshotStream;
import io.watchfire.evaluator.window.Measure.Needs;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the samples of a stretch of a window, and of the whole of it: a row of numbers and a row of objects, with columns only
 * for what the measures of the window need.
 */
final class SliceColumns {
    /** No such column; no such row. */
    static final int NONE = -1;

    private static final @Nullable Object[] NO_OBJECTS = {};

    private static final int NEWEST = 0;
    private static final int COUNT = 1;

    /** Sums are kept so much smaller that no number of samples takes them beyond all doubles. */
    private static final double SCALE = 0x1p-32;

    // Each is the first column of what it names.

    /** A sum to twice the precision of a double, in two columns. */
    private final int sum;

    /** Likewise. */
    private final int increase;

    /** The smallest and the largest number. */
    private final int extremes;

    /** The average, and the sum of the squares round it. */
    private final int moments;

    private final int changes;

    /** Time and number of the oldest sample. */
    private final int first;

    private final int last;
    private final int width;

    private final int firstValue;
    private final int lastValue;
    private final int order;
    private final int different;
    private final int objectsWidth;

    SliceColumns(WindowDefinition definition) {
        boolean steps = definition.needs(Needs.STEPS);
        boolean keepsFirst = steps || definition.needs(Needs.FIRST);
        boolean keepsLast = definition.keepsBase() || definition.needs(Needs.LAST);
        boolean ordered = definition.needs(Needs.ORDER);
        boolean areNumbers = definition.kind() == ValueKind.NUMBER;
        Places numbers = new Places(COUNT + 1);
        sum = numbers.take(definition.needs(Needs.SUM), 2);
        increase = numbers.take(steps, 2);
        extremes = numbers.take(ordered || definition.needs(Needs.EXTREMES), 2);
        moments = numbers.take(definition.needs(Needs.MOMENTS), 2);
        changes = numbers.take(definition.needs(Needs.CHANGES), 1);
        first = numbers.take(keepsFirst, 2);
        last = numbers.take(keepsLast, 1);
        width = numbers.next;
        Places objects = new Places(0);
        firstValue = objects.take(keepsFirst && !areNumbers, 1);
        lastValue = objects.take(keepsLast && !areNumbers, 1);
        order = objects.take(ordered, 1);
        different = objects.take(definition.needs(Needs.DISTINCT), 1);
        objectsWidth = objects.next;
    }

    private static final class Places {
        int next;

        Places(int next) {
            this.next = next;
        }

        int take(boolean isNeeded, int columns) {
            int place = next;
            next += isNeeded ? columns : 0;
            return isNeeded ? place : NONE;
        }
    }

    /** That many rows, all empty. */
    Rows rows(int count) {
        return new Rows(count);
    }

    /** Rows with these columns. */
    final class Rows {
        private final double[] n;
        private final @Nullable Object[] o;

        private Rows(int count) {
            n = new double[count * width];
            o = objectsWidth == 0 ? NO_OBJECTS : new @Nullable Object[count * objectsWidth];
        }

        int size() {
            return n.length / width;
        }

        void clear(int row) {
            Arrays.fill(n, row * width, (row + 1) * width, 0);
            Arrays.fill(o, row * objectsWidth, (row + 1) * objectsWidth, null);
        }

        void copy(int row, Rows to, int toRow) {
            System.arraycopy(n, row * width, to.n, toRow * width, width);
            System.arraycopy(o, row * objectsWidth, to.o, toRow * objectsWidth, objectsWidth);
        }

        /** What has left stays as that from which steps are counted; the rest of it is not needed any more. */
        void forgetAllButLast(int row) {
            if (order != NONE) {
                o[row * objectsWidth + order] = null;
            }
            if (different != NONE) {
                o[row * objectsWidth + different] = null;
            }
        }

        /**
         * Takes a sample in.
         *
         * @param before the newest slice that holds the sample before it, or {@link #NONE}; a sample that is older than the last
         *     one is counted, but makes no step
         */
        void add(int row, long time, double number, @Nullable Object value, int before) {
            int at = row * width;
            boolean isEmpty = n[at + COUNT] == 0;
            boolean inOrder = isEmpty || time >= n[at + NEWEST];
            int previous = isEmpty ? before : row;
            if (inOrder && previous != NONE) {
                addStep(at, number, value, previous);
            }
            if (first != NONE && (isEmpty || time < n[at + first])) {
                n[at + first] = time;
                n[at + first + 1] = number;
                put(row, firstValue, value);
            }
            if (inOrder) {
                n[at + NEWEST] = time;
                if (last != NONE) {
                    n[at + last] = number;
                    put(row, lastValue, value);
                }
            }
            n[at + COUNT]++;
            if (sum != NONE) {
                RunningSum.add(n, at + sum, number * SCALE);
            }
            if (extremes != NONE) {
                n[at + extremes] = isEmpty ? number : Math.min(n[at + extremes], number);
                n[at + extremes + 1] = isEmpty ? number : Math.max(n[at + extremes + 1], number);
            }
            if (moments != NONE) {
                double distance = number - n[at + moments];
                n[at + moments] += distance / n[at + COUNT];
                n[at + moments + 1] += distance * (number - n[at + moments]);
            }
            if (order != NONE) {
                order(row).add(number);
            }
            if (different != NONE) {
                different(row).add(Objects.requireNonNull(value));
            }
        }

        private void addStep(int at, double number, @Nullable Object value, int previous) {
            double before = last == NONE ? Double.NaN : n[previous * width + last];
            if (increase != NONE) {
                RunningSum.add(n, at + increase, number >= before ? number - before : number);
            }
            if (changes != NONE) {
                boolean same = lastValue == NONE
                        ? number == before
                        : Objects.equals(value, o[previous * objectsWidth + lastValue]);
                n[at + changes] += same ? 0 : 1;
            }
        }

        /** Adds the whole of a later slice; moments by Chan, Golub and LeVeque, "Updating formulae", 1979. */
        void addAll(int row, int later) {
            int at = row * width;
            int from = later * width;
            double count = n[at + COUNT];
            double more = n[from + COUNT];
            if (first != NONE && count == 0) {
                n[at + first] = n[from + first];
                n[at + first + 1] = n[from + first + 1];
                put(row, firstValue, get(later, firstValue));
            }
            n[at + NEWEST] = n[from + NEWEST];
            if (last != NONE) {
                n[at + last] = n[from + last];
                put(row, lastValue, get(later, lastValue));
            }
            n[at + COUNT] = count + more;
            addSum(at, from, sum);
            addSum(at, from, increase);
            if (extremes != NONE) {
                n[at + extremes] = count == 0 ? n[from + extremes] : Math.min(n[at + extremes], n[from + extremes]);
                n[at + extremes + 1] =
                        count == 0 ? n[from + extremes + 1] : Math.max(n[at + extremes + 1], n[from + extremes + 1]);
            }
            if (moments != NONE) {
                double distance = n[from + moments] - n[at + moments];
                n[at + moments] += distance * more / (count + more);
                n[at + moments + 1] += n[from + moments + 1] + distance * distance * count * more / (count + more);
            }
            if (changes != NONE) {
                n[at + changes] += n[from + changes];
            }
            if (order != NONE) {
                order(row).addAll(order(later));
            }
            if (different != NONE) {
                different(row).addAll(different(later));
            }
        }

        private void addSum(int at, int from, int column) {
            if (column != NONE) {
                RunningSum.add(n, at + column, n[from + column]);
                RunningSum.add(n, at + column, n[from + column + 1]);
            }
        }

        private void put(int row, int column, @Nullable Object value) {
            if (column != NONE) {
                o[row * objectsWidth + column] = value;
            }
        }

        private @Nullable Object get(int row, int column) {
            return column == NONE ? null : o[row * objectsWidth + column];
        }

        private LogHistogram order(int row) {
            LogHistogram known = (LogHistogram) get(row, order);
            if (known == null) {
                known = new LogHistogram();
                put(row, order, known);
            }
            return known;
        }

        private DifferentValues different(int row) {
            DifferentValues known = (DifferentValues) get(row, different);
            if (known == null) {
                known = new DifferentValues();
                put(row, different, known);
            }
            return known;
        }

        void exchange(SnapshotStream state) {
            for (int i = 0; i < n.length; i++) {
                n[i] = state.bits(n[i]);
            }
            for (int i = 0; i < o.length; i++) {
                int column = i % objectsWidth;
                if (column != order && column != different) {
                    o[i] = state.value(o[i]);
                } else if (state.flag(o[i] != null)) {
                    exchangeObject(i / objectsWidth, column, state);
                }
            }
        }

        private void exchangeObject(int row, int column, SnapshotStream state) {
            if (column == order) {
                order(row).exchange(state);
            } else {
                different(row).exchange(state);
            }
        }

        // ---- what a row gives; asked for only if the columns are there

        long newest(int row) {
            return (long) n[row * width + NEWEST];
        }

        int count(int row) {
            return (int) n[row * width + COUNT];
        }

        double average(int row) {
            int at = row * width + sum;
            return RunningSum.divided(n[at], n[at + 1], count(row)) / SCALE;
        }

        double sum(int row) {
            return n[row * width + sum] / SCALE;
        }

        double minimum(int row) {
            return n[row * width + extremes];
        }

        double maximum(int row) {
            return n[row * width + extremes + 1];
        }

        double deviation(int row) {
            return Math.sqrt(n[row * width + moments + 1] / count(row));
        }

        /** Never beyond the smallest and the largest sample. */
        double quantile(int row, double q) {
            return Math.max(minimum(row), Math.min(maximum(row), order(row).quantile(q)));
        }

        double increase(int row) {
            return n[row * width + increase];
        }

        double changes(int row) {
            return n[row * width + changes];
        }

        double distinct(int row) {
            return different(row).estimate();
        }

        double firstNumber(int row) {
            return n[row * width + first + 1];
        }

        double lastNumber(int row) {
            return n[row * width + last];
        }

        @Nullable
        Object firstValue(int row) {
            return get(row, firstValue);
        }

        @Nullable
        Object lastValue(int row) {
            return get(row, lastValue);
        }
    }
}
