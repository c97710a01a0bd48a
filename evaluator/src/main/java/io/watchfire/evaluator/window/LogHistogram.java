package io.watchfire.evaluator.window;

import io.watchfire.evaluator.snapshot.SnapshotStream;

/**
 * Counts numbers by their order of magnitude, finely: a quantile read from it is off by at most 1% of its value. Two can be
 * added without loss.
 *
 * <p>The buckets are those of DDSketch (Masson, Rim, Lee, "DDSketch: A fast and fully-mergeable quantile sketch with
 * relative-error guarantees", VLDB 2019): bucket {@code i} holds {@code (g^(i-1), g^i]} with {@code g = 1.01 / 0.99}.
 */
final class LogHistogram {
    static final double RELATIVE_ERROR = 0.01;

    private static final double GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
    private static final double LOG_GROWTH = StrictMath.log(GROWTH);

    /** What is nearer to zero counts as zero. */
    private static final double SMALLEST = 1e-9;

    private final Side positive = new Side();
    private final Side negative = new Side();
    private int zeros;
    private int size;

    /** Buckets of one sign, those between the lowest and the highest ever used. */
    private static final class Side {
        int lowest;
        int[] counts = new int[0];

        void add(int bucket, int count) {
            if (counts.length == 0) {
                lowest = bucket - 2;
                counts = new int[8];
            } else if (bucket < lowest || bucket >= lowest + counts.length) {
                grow(bucket);
            }
            counts[bucket - lowest] += count;
        }

        private void grow(int bucket) {
            int from = Math.min(bucket, lowest);
            int to = Math.max(bucket + 1, lowest + counts.length);
            int spare = (to - from) / 4;
            from -= bucket < lowest ? spare : 0;
            to += bucket < lowest ? 0 : spare;
            int[] grown = new int[to - from];
            System.arraycopy(counts, 0, grown, lowest - from, counts.length);
            counts = grown;
            lowest = from;
        }

        void exchange(SnapshotStream state) {
            lowest = state.number(lowest);
            int length = state.number(counts.length);
            counts = state.isReading() ? new int[length] : counts;
            for (int i = 0; i < length; i++) {
                counts[i] = state.number(counts[i]);
            }
        }

        void addAll(Side other) {
            for (int i = 0; i < other.counts.length; i++) {
                if (other.counts[i] != 0) {
                    add(other.lowest + i, other.counts[i]);
                }
            }
        }
    }

    void add(double number) {
        size++;
        if (Math.abs(number) < SMALLEST) {
            zeros++;
        } else {
            (number > 0 ? positive : negative).add(bucketOf(Math.abs(number)), 1);
        }
    }

    private static int bucketOf(double magnitude) {
        return (int) Math.ceil(StrictMath.log(magnitude) / LOG_GROWTH);
    }

    void addAll(LogHistogram other) {
        positive.addAll(other.positive);
        negative.addAll(other.negative);
        zeros += other.zeros;
        size += other.size;
    }

    /** The quantile at rank {@code q (n - 1)}, interpolated between the numbers at the ranks on both sides. */
    double quantile(double q) {
        double rank = q * (size - 1);
        int below = (int) Math.floor(rank);
        double low = numberAt(below);
        return rank == below ? low : SortedNumbers.between(low, numberAt(below + 1), rank - below);
    }

    private double numberAt(int rank) {
        int passed = 0;
        for (int i = negative.counts.length - 1; i >= 0; i--) {
            passed += negative.counts[i];
            if (passed > rank) {
                return -middleOf(negative.lowest + i);
            }
        }
        passed += zeros;
        if (passed > rank) {
            return 0;
        }
        for (int i = 0; i < positive.counts.length; i++) {
            passed += positive.counts[i];
            if (passed > rank) {
                return middleOf(positive.lowest + i);
            }
        }
        return Double.NaN;
    }

    /** The number that is off by the same part from both ends of a bucket. */
    private static double middleOf(int bucket) {
        return 2 * StrictMath.pow(GROWTH, bucket) / (GROWTH + 1);
    }

    void exchange(SnapshotStream state) {
        positive.exchange(state);
        negative.exchange(state);
        zeros = state.number(zeros);
        size = state.number(size);
    }
}
