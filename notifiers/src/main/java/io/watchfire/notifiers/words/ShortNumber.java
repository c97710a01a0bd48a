package io.watchfire.notifiers.words;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people write them: {@code 2310}, {@code 0.1}. */
public final class ShortNumber {
    private static final int SIGNIFICANT = 6;
    /** From here on a double no longer holds every whole number. */
    private static final int LONGEST = 16;

    private ShortNumber() {}

    /** All whole digits, and decimals as far as six digits go; powers of ten only beyond 16 digits and below 1e-6. */
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "?" : value > 0 ? "∞" : "-∞";
        }
        BigDecimal exact = new BigDecimal(value);
        int whole = exact.precision() - exact.scale();
        if (whole > LONGEST) {
            return exact.round(new MathContext(SIGNIFICANT))
                    .stripTrailingZeros()
                    .toString();
        }
        BigDecimal rounded =
                exact.round(new MathContext(Math.max(SIGNIFICANT, whole))).stripTrailingZeros();
        return whole > 0 ? rounded.toPlainString() : rounded.toString();
    }

    /** A text as it is, a number short. */
    public static String textOf(Object value) {
        return value instanceof Number number ? text(number.doubleValue()) : value.toString();
    }
}
