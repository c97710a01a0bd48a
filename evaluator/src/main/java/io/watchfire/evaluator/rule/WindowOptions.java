package io.watchfire.evaluator.rule;

/**
 * How much windows keep.
 *
 * @param exactSamples up to so many samples a window is exact; 0: always in slices
 * @param slices into how many slices a window is cut beyond that
 * @param mostBytes how much one window of one group may keep at the most, in bytes and roughly; a rule that is expected to need more
 *     is refused when it is loaded, a sample that would take more is refused and counted
 */
public record WindowOptions(int exactSamples, int slices, long mostBytes) {
    public static final WindowOptions DEFAULT = new WindowOptions(512, 60, 16L << 20);

    public WindowOptions {
        if (exactSamples < 0 || slices < 1 || mostBytes < 1) {
            throw new IllegalArgumentException("exactSamples must not be negative, slices and mostBytes at least 1");
        }
    }
}
