package io.watchfire.evaluator.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Numbers that are remembered of each event of a series.
 *
 * @param places where
 * @param slots theirs
 * @param names of the fields that hold them; null where none does: what bears the name is a tag, or rules reckon the number
 */
public record Remembered(
        int[] places, int[] slots, @Nullable String[] names) {}
