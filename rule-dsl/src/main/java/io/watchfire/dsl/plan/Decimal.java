package io.watchfire.dsl.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Rounding of doubles as people read them: on their shortest decimal digits. */
final class Decimal {
    /** From here on a double has no fraction. */
    private static final double WHOLE = 0x1p52;

    private Decimal() {}

    /** Rounds to a number of digits behind the point, halves away from zero. NaN stays NaN. */
    static double round(double number, int digits) {
        if (Double.isNaN(number) || Math.abs(number) >= WHOLE) {
            return number;
        }
        return shortest(number).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }

    /**
     * The shortest decimal that reads as the number. Not by way of {@code Double.toString}, whose digits are not always
     * the shortest before JDK 19.
     */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int precision = 15; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }
}
