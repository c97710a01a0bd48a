package io.watchfire.dsl;

import io.watchfire.dsl.parser.NumberText;
import io.watchfire.dsl.syntax.Quantity;
import io.watchfire.dsl.syntax.Unit;
import java.util.List;
import java.util.OptionalLong;

/** Durations as the language and the files write them: {@code 500ms}, {@code 90s}, {@code 1h30m}, {@code 7d}. */
public final class DurationText {
    private static final List<String> UNITS = List.of("w", "d", "h", "m", "s", "ms");

    private DurationText() {}

    /**
     * The length in milliseconds; empty if the text is not a duration, or not one of whole milliseconds. A fraction
     * stands with one unit only ({@code 1.5s}); several parts go from large to small, each unit once.
     */
    public static OptionalLong parseMillis(String text) {
        return NumberText.of(text) instanceof NumberText.Good good && good.quantity() == Quantity.DURATION
                ? whole(good.value())
                : OptionalLong.empty();
    }

    private static OptionalLong whole(double millis) {
        return millis == Math.rint(millis) && millis <= 0x1p53 ? OptionalLong.of((long) millis) : OptionalLong.empty();
    }

    private static double scale(String unit) {
        return Unit.ofWord(unit)
                .filter(found -> found.quantity() == Quantity.DURATION)
                .orElseThrow()
                .scale();
    }

    /** The text of that length in whole units, largest first: {@code 1h30m}; {@code 0s} for zero. */
    public static String format(long millis) {
        if (millis == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder();
        long rest = millis;
        for (String unit : UNITS) {
            long scale = (long) scale(unit);
            if (rest >= scale) {
                out.append(rest / scale).append(unit);
                rest %= scale;
            }
        }
        return out.toString();
    }
}
