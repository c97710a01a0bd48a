package io.watchfire.dsl.syntax;

/**
 * A change of unit: {@code number * multiply / divide}. The factors are whole, without a common divisor, and one of them is a power of
 * two in every pair of units that there is, so that the result is rounded once: 300 ms are 0.3 s, and not nearly.
 */
public record Conversion(double multiply, double divide) {
    public static final Conversion NONE = new Conversion(1, 1);

    /** From one unit to another of the same quantity. */
    public static Conversion between(Unit from, Unit to) {
        if (from.scale() == to.scale()) {
            return NONE;
        }
        double divisor = divisor(from.scale(), to.scale());
        return new Conversion(from.scale() / divisor, to.scale() / divisor);
    }

    /** The greatest common divisor of two whole numbers. */
    private static double divisor(double a, double b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    public double apply(double number) {
        return number * multiply / divide;
    }
}
