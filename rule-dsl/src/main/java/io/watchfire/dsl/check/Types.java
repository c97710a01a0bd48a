package io.watchfire.dsl.check;

import io.watchfire.dsl.syntax.Expression;
import io.watchfire.dsl.syntax.Unit;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The types of the nodes of one tree, and into which unit the numbers of operands have to be brought before the node above
 * can reckon with them: tables beside the tree, by identity of the nodes.
 *
 * <p>For a tree without errors:
 *
 * <ul>
 *   <li>Operands that are compared, listed, added or mixed ({@code == < in between + - % nvl if decode min max sum avg}) are
 *       after their conversions in one unit: that of the first declared field among them, else the base unit of the
 *       literals. So {@code resp_time >= 2s} on a field in seconds compares {@code resp_time} with 2, and so does
 *       {@code 2s <= resp_time}.
 *   <li>A plain number beside a declared field is in that unit already.
 *   <li>A chain of arithmetic is reckoned with its converted operands as they stand, from left to right; the result is in
 *       the unit of {@link #of} the chain. A unit divided by the same kind is a plain number.
 *   <li>The type of a node that hands on a value ({@code nvl}, {@code -x}, {@code avg(x) over 5m}) has the unit after the conversion of its
 *       operands.
 *   <li>{@link io.watchfire.dsl.ValueType#ANY} stays where only names meet names: the values decide at run time.
 * </ul>
 */
public final class Types {
    private final Map<Expression, Type> types = new IdentityHashMap<>();
    private final Map<Expression, Conversion> conversions = new IdentityHashMap<>();

    /** A change of unit: {@code number * multiply / divide}. Two exact factors, so that 300 ms are 0.3 s and not nearly. */
    public record Conversion(double multiply, double divide) {
        public static final Conversion NONE = new Conversion(1, 1);

        /** From one unit to another of the same quantity. */
        static Conversion between(Unit from, Unit to) {
            return from.scale() == to.scale() ? NONE : new Conversion(from.scale(), to.scale());
        }

        public double apply(double number) {
            return number * multiply / divide;
        }
    }

    void put(Expression node, Type type) {
        types.put(node, type);
    }

    /** The node above reckons with this operand's number after that change of unit, and no other. */
    void convert(Expression operand, Conversion conversion) {
        conversions.put(operand, conversion);
    }

    /** What is known of the node; for a name, what was known when it was read. */
    public Type of(Expression node) {
        return types.getOrDefault(node, Type.ANY);
    }

    /** What the node above does to the operand's number before it reckons with it. */
    public Conversion conversion(Expression operand) {
        return conversions.getOrDefault(operand, Conversion.NONE);
    }
}
