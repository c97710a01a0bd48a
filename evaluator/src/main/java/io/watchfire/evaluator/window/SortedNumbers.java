package io.watchfire.evaluator.window;

import java.util.Arrays;

/** The numbers of a window in order of their size. Up to some hundreds, moving them is cheaper than any tree. */
final class SortedNumbers {
    private double[] numbers = new double[8];
    private int size;

    void clear() {
        size = 0;
    }

    void add(double number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        int place = placeOf(number);
        System.arraycopy(numbers, place, numbers, place + 1, size - place);
        numbers[place] = number;
        size++;
    }

    /** Takes out one number that is equal to this one. */
    void remove(double number) {
        int place = placeOf(number);
        size--;
        System.arraycopy(numbers, place + 1, numbers, place, size - place);
    }

    /** Linear interpolation between the two numbers nearest to rank {@code q (n - 1)}. There has to be a number. */
    double quantile(double q) {
        double rank = q * (size - 1);
        int below = (int) Math.floor(rank);
        double low = numbers[below];
        if (below == size - 1) {
            return low;
        }
        return between(low, numbers[below + 1], rank - below);
    }

    static double between(double low, double high, double weight) {
        double result = low + (high - low) * weight;
        return Double.isFinite(result) ? result : low * (1 - weight) + high * weight;
    }

    /** The first place whose number is not smaller; zeros of both signs are one. */
    private int placeOf(double number) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (numbers[middle] < number) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
