package io.watchfire.evaluator.window;

import io.watchfire.evaluator.snapshot.SnapshotStream;

/**
 * A sum to twice the precision of a double, to which numbers are added and from which they are taken away.
 *
 * <p>Each step is an error-free transformation (Knuth, TwoSum; Dekker, "A floating-point technique for extending the
 * available precision", 1971). A bound of what may be lost is kept beside the sum: once it could be seen in the rounded
 * result, the sum {@linkplain #isDoubtful is doubtful} and has to be made anew of what is left.
 */
final class RunningSum {
    /** What one step may lose, in relation to the sum. */
    private static final double STEP = 0x1p-104;

    /** What must not be lost, in relation to the result: an eighth of the distance between two doubles. */
    private static final double VISIBLE = 0x1p-56;

    private double high;
    private double low;
    private double lost;
    private boolean removed;

    void clear() {
        high = 0;
        low = 0;
        lost = 0;
        removed = false;
    }

    void add(double number) {
        double sum = high + number;
        double part = sum - high;
        double error = (high - (sum - part)) + (number - part);
        low += error;
        high = sum + low;
        low -= high - sum;
        lost += Math.abs(sum) * STEP;
    }

    void remove(double number) {
        add(-number);
        removed = true;
    }

    /** Whether the result may differ from the rounded sum of the numbers that are in. */
    boolean isDoubtful() {
        return removed && !(lost <= Math.abs(high) * VISIBLE);
    }

    /** The sum, rounded; not finite if it is beyond all doubles. */
    double value() {
        return high;
    }

    /** The sum divided by a count, rounded once: a constant averages to itself. */
    double dividedBy(int count) {
        return divided(high, low, count);
    }

    // ---- a sum in two cells, to which numbers are only added

    static void add(double[] cells, int at, double number) {
        double high = cells[at];
        double sum = high + number;
        double part = sum - high;
        double low = cells[at + 1] + ((high - (sum - part)) + (number - part));
        high = sum + low;
        cells[at] = high;
        cells[at + 1] = low - (high - sum);
    }

    static double divided(double high, double low, int count) {
        double quotient = high / count;
        double rest = Math.fma(-quotient, count, high);
        return quotient + (rest + low) / count;
    }

    void exchange(SnapshotStream state) {
        high = state.bits(high);
        low = state.bits(low);
        lost = state.bits(lost);
        removed = state.flag(removed);
    }
}
