package io.watchfire.dsl.syntax;

import java.util.Map;
import java.util.Optional;

/**
 * A unit of a quantity.
 *
 * @param word as it stands behind a number: {@code ms}, {@code KiB}, {@code %}
 * @param scale how many base units it is: 1000 for {@code s}
 */
public record Unit(String word, Quantity quantity, double scale) {
    private static final Map<String, Unit> BY_WORD = Map.ofEntries(
            entry("ms", Quantity.DURATION, 1),
            entry("s", Quantity.DURATION, 1_000),
            entry("m", Quantity.DURATION, 60_000),
            entry("h", Quantity.DURATION, 3_600_000),
            entry("d", Quantity.DURATION, 86_400_000),
            entry("w", Quantity.DURATION, 604_800_000),
            entry("B", Quantity.SIZE, 1),
            entry("kB", Quantity.SIZE, 1e3),
            entry("MB", Quantity.SIZE, 1e6),
            entry("GB", Quantity.SIZE, 1e9),
            entry("TB", Quantity.SIZE, 1e12),
            entry("PB", Quantity.SIZE, 1e15),
            entry("KiB", Quantity.SIZE, 0x1p10),
            entry("MiB", Quantity.SIZE, 0x1p20),
            entry("GiB", Quantity.SIZE, 0x1p30),
            entry("TiB", Quantity.SIZE, 0x1p40),
            entry("PiB", Quantity.SIZE, 0x1p50),
            entry("%", Quantity.PERCENT, 1));

    private static Map.Entry<String, Unit> entry(String word, Quantity quantity, double scale) {
        return Map.entry(word, new Unit(word, quantity, scale));
    }

    /** The finer of two units of one quantity. */
    public Unit finer(Unit other) {
        return other.scale < scale ? other : this;
    }

    /** The coarser of two units of one quantity. */
    public Unit coarser(Unit other) {
        return other.scale > scale ? other : this;
    }

    /** The unit of that word; case counts. */
    public static Optional<Unit> ofWord(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}
