package io.watchfire.benchmarks.window;

import java.util.Arrays;

/** The window of one series, written by hand. */
abstract class HandWindow {
    /** Takes a sample in; tells when the window has to be looked at though nothing came, or 0. */
    abstract long add(long time, double value);

    abstract void slideTo(long now);

    abstract double result();

    static HandWindow exact(Question question) {
        return switch (question) {
            case AVERAGE -> new Average(question.over);
            case P99 -> new Quantile(question.over);
            case COUNT -> new Count(question.over);
        };
    }

    /** Every sample, in a ring. */
    private abstract static class Ring extends HandWindow {
        private final long over;
        private long[] times = new long[8];
        private double[] values = new double[8];
        private int head;
        int size;

        Ring(long over) {
            this.over = over;
        }

        abstract void entered(double value);

        abstract void left(double value);

        @Override
        final long add(long time, double value) {
            slideTo(time);
            if (size == times.length) {
                grow();
            }
            int place = (head + size++) & (times.length - 1);
            times[place] = time;
            values[place] = value;
            entered(value);
            return time + over;
        }

        private void grow() {
            int capacity = times.length;
            long[] newTimes = new long[capacity * 2];
            double[] newValues = new double[capacity * 2];
            for (int i = 0; i < capacity; i++) {
                newTimes[i] = times[(head + i) & (capacity - 1)];
                newValues[i] = values[(head + i) & (capacity - 1)];
            }
            times = newTimes;
            values = newValues;
            head = 0;
        }

        @Override
        final void slideTo(long now) {
            while (size > 0 && times[head] <= now - over) {
                double value = values[head];
                head = (head + 1) & (times.length - 1);
                size--;
                left(value);
            }
        }
    }

    private static final class Average extends Ring {
        private double sum;

        Average(long over) {
            super(over);
        }

        @Override
        void entered(double value) {
            sum += value;
        }

        @Override
        void left(double value) {
            sum -= value;
        }

        @Override
        double result() {
            return sum / size;
        }
    }

    private static final class Count extends Ring {
        Count(long over) {
            super(over);
        }

        @Override
        void entered(double value) {}

        @Override
        void left(double value) {}

        @Override
        double result() {
            return size;
        }
    }

    /** Beside the ring the samples in order. */
    private static final class Quantile extends Ring {
        private double[] sorted = new double[16];
        private int count;

        Quantile(long over) {
            super(over);
        }

        @Override
        void entered(double value) {
            if (count == sorted.length) {
                sorted = Arrays.copyOf(sorted, count * 2);
            }
            int found = Arrays.binarySearch(sorted, 0, count, value);
            int at = found < 0 ? ~found : found;
            System.arraycopy(sorted, at, sorted, at + 1, count - at);
            sorted[at] = value;
            count++;
        }

        @Override
        void left(double value) {
            int at = Arrays.binarySearch(sorted, 0, count, value);
            System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
            count--;
        }

        @Override
        double result() {
            double rank = 0.99 * (count - 1);
            int below = (int) rank;
            int above = Math.min(below + 1, count - 1);
            return count == 0 ? Double.NaN : sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
        }
    }

    /** The average of a minute in six slices of ten seconds; a slice leaves as a whole with its newest sample. */
    static final class Sliced extends HandWindow {
        private static final int SLICES = 7;
        private static final long WIDTH = 10_000;

        private final long[] newest = new long[SLICES];
        private final int[] counts = new int[SLICES];
        private final double[] sums = new double[SLICES];
        private int head;
        private int slices;
        private int count;
        private double sum;

        @Override
        long add(long time, double value) {
            slideTo(time);
            int last = (head + slices - 1) % SLICES;
            boolean isNew = slices == 0 || newest[last] / WIDTH != time / WIDTH;
            if (isNew) {
                last = (head + slices++) % SLICES;
                counts[last] = 0;
                sums[last] = 0;
            }
            newest[last] = time;
            counts[last]++;
            sums[last] += value;
            count++;
            sum += value;
            return isNew ? (time / WIDTH + 1) * WIDTH + 6 * WIDTH : 0;
        }

        @Override
        void slideTo(long now) {
            while (slices > 0 && newest[head] <= now - 6 * WIDTH) {
                count -= counts[head];
                sum -= sums[head];
                head = (head + 1) % SLICES;
                slices--;
            }
        }

        @Override
        double result() {
            return sum / count;
        }
    }
}
