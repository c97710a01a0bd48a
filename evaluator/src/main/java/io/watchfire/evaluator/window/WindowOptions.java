package io.watchfire.evaluator.window;

/**
 * How much windows keep.
 *
 * @param exactSamples up to so many samples a window is exact; 0: always in slices
 * @param slices into how many slices a window is cut beyond that
 * @param mostSamples how many samples are kept one by one at the most, those included that have not entered yet
 */
public record WindowOptions(int exactSamples, int slices, int mostSamples) {
    public static final WindowOptions DEFAULT = new WindowOptions(512, 60, 1 << 20);

    public WindowOptions {
        if (exactSamples < 0 || slices < 1 || mostSamples < 1) {
            throw new IllegalArgumentException("exactSamples must not be negative, slices and mostSamples at least 1");
        }
    }
}
