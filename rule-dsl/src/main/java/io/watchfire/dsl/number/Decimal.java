package io.watchfire.dsl.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles by their shortest decimal digits. */
public final class Decimal {
    /** From here on a double has no fraction. */
    private static final double WHOLE = 0x1p52;

    private Decimal() {}

    /** Rounds to a number of digits behind the point, halves away from zero. NaN stays NaN. */
    public static double round(double number, int digits) {
        if (Double.isNaN(number) || Math.abs(number) >= WHOLE) {
            return number;
        }
        return shortest(number).setScale(digits, RoundingMode.HALF_UP).doubleValue();
    }

    /**
     * The shortest decimal that reads as the number. Not by way of {@code Double.toString}, whose digits are not always
     * the shortest before JDK 19.
     *
     * @param number finite
     */
    public static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        // Of what has at most 15 digits, every double but the subnormal ones gives back each: the rest of them are
        // zeros.
        for (int precision = Math.abs(number) < Double.MIN_NORMAL ? 1 : 15; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == number) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    /** The number for people: {@code 2310}, {@code 0.1}, {@code 1e23}; no more digits than it takes to tell it. */
    public static String text(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(number).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -7 && exponent < 21) {
            return shortest.toPlainString();
        }
        BigDecimal digits = new BigDecimal(shortest.unscaledValue(), shortest.precision() - 1);
        return digits.toPlainString() + "e" + exponent;
    }
}
